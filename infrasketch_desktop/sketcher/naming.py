"""What a part is called and which kind it is, from its name and its head noun."""

from collections.abc import Iterable, Sequence

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.sketcher.inflection import singular
from infrasketch_desktop.sketcher.lexicon import Noun, key_of
from infrasketch_desktop.sketcher.tokens import Token
from infrasketch_desktop.technology import Technology

MAX_LABEL = 60

# Nouns for where something runs: in "Redis instance" the name tells the kind.
_HOST_NOUNS = frozenset(
    {"server", "service", "instance", "node", "host", "container", "pod", "task", "system", "platform", "engine",
     "module", "component", "layer", "tier", "fleet", "vm", "virtual machine", "machine", "daemon", "hub"}
)  # fmt: skip
# Categories whose names only say what a part is made with: the noun tells the kind.
_MATERIAL = frozenset({"framework", "language", "protocol", "provider", "platform", "appserver", "hosting"})
_APP_NOUNS = frozenset({"app", "application", "web app", "web application", "site", "website", "frontend"})
# What stands before "app" when people hold it in their hands.
_HANDHELD = frozenset(
    {"mobile", "phone", "desktop", "tablet", "browser", "client", "tv", "driver", "rider", "customer", "watch"}
)  # fmt: skip
_ABBREVIATIONS = {"apis": "APIs", "iot": "IoT", "vms": "VMs"} | {
    word: word.upper()
    for word in (
        "api", "db", "cdn", "lb", "ui", "rest", "http", "sql", "cms", "crm", "erp", "dns", "vm", "etl", "sso", "waf",
        "vpn", "llm", "spa", "mq", "bff", "ml", "ai", "sms",
    )
}  # fmt: skip


def is_material(technology: Technology | None) -> bool:
    """Whether a name says only what a part is made with: a framework, a language, a protocol."""
    return technology is not None and technology.category in _MATERIAL


def is_host_noun(head: str) -> bool:
    return head in _HOST_NOUNS


def merged_kind(technology: Technology | None, head: Noun | None, tokens: Sequence[Token]) -> NodeKind | None:
    """The kind of a part with this technology and this head noun; either may be missing."""
    if head is None or head.kind is None:
        return technology.kind if technology else None
    if head.text in ("app", "application") and _HANDHELD & {singular(token.norm) for token in tokens}:
        return NodeKind.CLIENT
    if technology is None or technology.kind is None or technology.category in _MATERIAL:
        return head.kind
    return technology.kind if _name_decides(technology, head) else head.kind


def _name_decides(technology: Technology, head: Noun) -> bool:
    """“React app” is a client, "Stripe API" external, "Redis instance" a cache; "Slack bot" is a bot."""
    match technology.kind:
        case NodeKind.CLIENT:
            return head.text in _APP_NOUNS
        case NodeKind.EXTERNAL:
            return head.kind is NodeKind.API
        case _:
            return head.text in _HOST_NOUNS or head.text == "store"


def display_name(tokens: Sequence[Token], technology: Technology) -> str:
    """How a technology is written on a node: as the text did when that was a proper spelling, else by its own name."""
    key = tuple(token.norm for token in tokens)
    if key == key_of(technology.name):
        return technology.name
    spelling = next((alias for alias in technology.aliases if key_of(alias) == key), None)
    return spelling if spelling and spelling != spelling.lower() else technology.name


def part_label(pieces: Iterable[tuple[Sequence[Token], Technology | None]]) -> str:
    """The words of a phrase with names in their proper spelling, the first letter a capital."""
    text = ""
    for tokens, technology in pieces:
        shown = display_name(tokens, technology) if technology else _joined(tokens)
        text += (tokens[0].joined or " ") + shown if text else shown
    text = text[:MAX_LABEL].rstrip()
    return text[:1].upper() + text[1:] if text[:2].lower() == text[:2] else text


def _joined(tokens: Sequence[Token]) -> str:
    text = ""
    for token in tokens:
        text += (token.joined or " ") + _shown(token.text) if text else _shown(token.text)
    return text


def _shown(word: str) -> str:
    return _ABBREVIATIONS.get(word.lower(), word) if word == word.lower() else word
