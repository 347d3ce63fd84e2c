"""Finds the hosts that a setting addresses: URLs, `host:port`, DSNs, bare names where the variable asks for a host.

A value counts only where it is an address; that a word in it happens to be the name of a service is not enough
(`APP_NAME=redis`). What is found is a host name; which part it belongs to, if any, is for the caller to say. Values
may hold secrets: user-info is dropped, and nothing but host names leaves this module.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

MAX_VALUE = 64 * 1024
"""Characters of a value that are looked at."""
MAX_LINES = 2_000
MAX_SEARCHED = 2_000_000
"""Characters of all values of an import together."""

_HOST = r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,252}[A-Za-z0-9_])?"
_URL = re.compile(r"(?<![\w+.:-])((?:[A-Za-z][\w+.-]{0,30}:){1,3})//([^\s/?#\"'<>`;()\\]{1,2000})[^\s\"'<>`,;]*")
_HOST_PORT = re.compile(rf"({_HOST}):([0-9]{{1,5}})(?:[/?#][^\s]*)?")
_BARE = re.compile(rf"({_HOST})\.?(?:/[^\s:]*)?")
_ORACLE = re.compile(rf"jdbc:oracle:\w{{1,20}}:[^\s@]{{0,200}}@(?://)?({_HOST})")
_GO_DSN = re.compile(rf"@(?:tcp|udp)\d?\(({_HOST})(?::\d{{1,5}})?\)")
_PAIR_HOST = re.compile(
    rf"(?:^|[;\s])(?:host|hostname|hostaddr|server|servername|data source|addr|address|endpoint)\s?=\s?"
    rf"(?:tcp:|['\"])?({_HOST})(?=[;\s,:'\"\\]|$)",
    re.IGNORECASE,
)
_NEXT_URL = re.compile(r",(?=\s*[A-Za-z][\w+.-]{0,30}://)")
_WORDS = re.compile(r"[A-Z]{2,}(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|[0-9]+")
_SETTING = re.compile(r"""\s*(?:export\s+|-\s+)?["']?([\w.-]{1,100})["']?\s*[:=]\s*(.*?)[,;]?\s*""")
_DIRECTIVE = re.compile(r"\s*(server|proxy_pass|upstream)\s+([^\s;{]+)[^;{]*;\s*")

_NO_HOSTS = re.compile(r"s3[an]?|gs|wasb|abfss?|file|docker|oci|image|unix|classpath|urn|arn|data|npm|pypi")
"""Schemes whose authority is no machine."""
_ASKS_FOR_HOST = re.compile(
    r"hosts?|\w*host|hostname|addrs?|address|addresses|ur[li]s?|servers?|endpoints?|brokers?|bootstrap|nodes?|upstream|"
    r"seeds?|peers?|dsn|nameserver|connect|quorum|contactpoints"
)
_NO_TRAFFIC = re.compile(r"image|tag|version|origins?|cors|allowed|trusted|referr?er|advertised|redirect")
"""Words in the names of variables whose addresses are labels, lists of who may call, or where a browser is sent."""
_SECRET = re.compile(r"password|passwd|pass|pwd|secret|token|apikey|key|credentials?")
_OWN = frozenset({("hostname",), ("no", "proxy"), ("server", "name"), ("server", "names"), ("virtual", "host")})
"""Variables that say what the container itself is called, or which hosts are reached without a proxy."""


def addressed_hosts(name: str, value: str) -> tuple[str, ...]:
    """The host names, in lower case and without repetition, that the variable `name` with this `value` addresses."""
    words = tuple(word.lower() for word in _WORDS.findall(name))
    if words in _OWN or any(map(_NO_TRAFFIC.fullmatch, words)) or any(map(_SECRET.fullmatch, words[-1:])):
        return ()
    text = value[:MAX_VALUE].strip()
    if "\n" in text:
        return hosts_in_text(text)
    found = [*_in_urls(text), *_in_connection_strings(text), *_in_lists(text)]
    if _asks_for_host(words):
        found += _bare(text)
    return tuple(dict.fromkeys(host.lower() for host in found))


def hosts_in_text(text: str) -> tuple[str, ...]:
    """The hosts that the settings in a configuration file address, line by line; comments are passed over."""
    found: dict[str, None] = {}
    for line in text[:MAX_VALUE].splitlines()[:MAX_LINES]:
        if line.lstrip().startswith(("#", "//", "<!--")):
            continue
        setting = _SETTING.fullmatch(line) or _DIRECTIVE.fullmatch(line)
        hosts = addressed_hosts(setting[1], setting[2].strip("\"' ")) if setting else ()
        found.update(dict.fromkeys(hosts or (host.lower() for host in _in_urls(line))))
    return tuple(found)


def hosts_in_argument(argument: str) -> tuple[str, ...]:
    """The hosts in one argument of a command: `--upstream=http://api`, `redis:6379`; never a bare word."""
    option, equals, value = argument.partition("=")
    if equals and option.startswith("-"):
        return addressed_hosts(option, value)
    return addressed_hosts("", argument)


def without_user_info(text: str) -> str:
    """`text` with the user names and passwords of the URLs in it removed."""
    return re.sub(r"(://)[^\s/?#@]{1,2000}@", r"\1", text)


def _asks_for_host(words: tuple[str, ...]) -> bool:
    return any(map(_ASKS_FOR_HOST.fullmatch, words[-2:]))


def _in_urls(text: str) -> Iterator[str]:
    for part in _NEXT_URL.split(text):
        for url in _URL.finditer(part):
            scheme = url[1].rstrip(":").rpartition(":")[2].lower()
            if not _NO_HOSTS.fullmatch(scheme):
                for item in url[2].rpartition("@")[2].split(","):
                    yield from _host_of(item)


def _host_of(item: str) -> Iterator[str]:
    host, _, port = item.strip().partition(":")
    if re.fullmatch(_HOST, host) and (port.isdigit() or not port):
        yield host


def _in_connection_strings(text: str) -> Iterator[str]:
    for pattern in (_ORACLE, _GO_DSN):
        for found in pattern.finditer(text):
            yield found[1]
    if text.count("=") > 1:
        for found in _PAIR_HOST.finditer(text):
            yield found[1]


def _in_lists(text: str) -> Iterator[str]:
    """Hosts with ports, alone or in a list; where blanks part them, every item has to be one, or it is prose."""
    by_blanks = text.split()
    if len(by_blanks) > 1 and not text.count(",") and all(_HOST_PORT.fullmatch(item) for item in by_blanks):
        items = by_blanks
    else:
        items = re.split(r"[,;]", text)
    for item in items:
        found = _HOST_PORT.fullmatch(item.strip().rpartition("@")[2])
        if found and 0 < int(found[2]) < 65536:  # noqa: PLR2004 - the ports of TCP
            yield found[1]


def _bare(text: str) -> Iterator[str]:
    for item in re.split(r"[,;]", text):
        if found := _BARE.fullmatch(item.strip()):
            yield found[1]


class AddressSearch:
    """Looks through the settings of one import, each of them once and together no more than MAX_SEARCHED characters.

    Anchors and shared configuration let a small file repeat a large value very often. `exhausted` says that something
    was not looked at.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], tuple[str, ...]] = {}
        self._left = MAX_SEARCHED
        self.exhausted = False

    def setting(self, name: str, value: str) -> tuple[str, ...]:
        """See `addressed_hosts`."""
        return self._found(name, value, addressed_hosts)

    def text(self, text: str) -> tuple[str, ...]:
        """See `hosts_in_text`."""
        return self._found("", text, lambda _, value: hosts_in_text(value))

    def argument(self, argument: str) -> tuple[str, ...]:
        """See `hosts_in_argument`."""
        return self._found("-", argument, lambda _, value: hosts_in_argument(value))

    def _found(self, name: str, value: str, search: Callable[[str, str], tuple[str, ...]]) -> tuple[str, ...]:
        key = (name, value)
        if key not in self._known:
            self._left -= min(len(value), MAX_VALUE) + len(name)
            if self._left < 0:
                self.exhausted = True
                return ()
            self._known[key] = search(name, value)
        return self._known[key]
