"""Checks of what configures servers: NGINX, HAProxy, Prometheus, and the scripts that start them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from infrasketch_desktop.codegen.checking.report import Missing
from infrasketch_desktop.codegen.checking.tools import Ground, Run, Step, install
from infrasketch_desktop.codegen.files import Level

_VARIABLE = re.compile(r"\$\{([A-Z][A-Z0-9_]*)(?:\[\*\])?\}")
_STAND_INS = {
    "SCHEME": "http",
    "ADDRESS": "127.0.0.1:9",
    "HOST": "127.0.0.1",
    "RESOLVERS": "127.0.0.1",
    "PORT": "9",
}
"""By the last word of a variable that is set when the server starts; others are empty."""


def server_steps(ground: Ground) -> Iterator[Step]:
    """What the servers themselves say of their configuration; none of them starts to serve."""
    yield from _nginx(ground)
    yield from _haproxy(ground)
    yield from _promtool(ground)
    yield from _single(ground, ground.like("*.sh"), "sh", ("sh", "-n"))


def _nginx(ground: Ground) -> Iterator[Step]:
    """A copy in which the variables have values, and temporary files lie among those of the checks."""
    files = ground.like("gateways/*nginx.conf", "web/*nginx.conf")
    nginx = ground.find("nginx")
    if nginx is None and files:
        yield Missing(tool="nginx", files=files, advice=install("NGINX"))
        return
    for path in files if nginx else ():
        copy = ground.scratch / path.replace("/", ".")
        text = _VARIABLE.sub(lambda found: _stand_in(found[1]), ground.text(path))
        copy.write_text(text.replace("/tmp/", f"{ground.scratch.as_posix()}/"), encoding="utf-8")  # noqa: S108 - theirs
        command = (str(nginx), "-t", "-q", "-p", str(ground.scratch), "-c", str(copy))
        yield Run(tool="nginx -t", files=(path,), level=Level.CHECKED, command=command, folder=ground.folder)


def _haproxy(ground: Ground) -> Iterator[Step]:
    files = ground.like("gateways/*.cfg")
    haproxy = ground.find("haproxy")
    if haproxy is None and files:
        yield Missing(tool="haproxy", files=files, advice=install("HAProxy"))
        return
    for path in files if haproxy else ():
        yield Run(
            tool="haproxy -c",
            files=(path,),
            level=Level.CHECKED,
            command=(str(haproxy), "-c", "-q", "-f", path),
            folder=ground.folder,
            settings={name: _stand_in(name) for name in _VARIABLE.findall(ground.text(path))},
        )


def _promtool(ground: Ground) -> Iterator[Step]:
    configs = ground.like("monitoring/*/prometheus.yml")
    tests = ground.like("monitoring/*rules_test.yml")
    rules = tuple(path for path in ground.like("monitoring/*rules*.yml") if path not in tests)
    yield from _single(ground, configs, "promtool", ("promtool", "check", "config", "--syntax-only"))
    yield from _single(ground, rules, "promtool", ("promtool", "check", "rules"))
    yield from _single(ground, tests, "promtool", ("promtool", "test", "rules"), Level.RAN)


def _single(
    ground: Ground, files: tuple[str, ...], name: str, command: tuple[str, ...], level: Level = Level.CHECKED
) -> Iterator[Step]:
    """A tool that looks at one file after the other."""
    found = ground.find(name)
    if found is None and files:
        yield Missing(tool=name, files=files, advice=install(name))
    for path in files if found else ():
        tool = " ".join(command[:2])
        whole = (str(found), *command[1:], path)
        yield Run(tool=tool, files=(path,), level=level, command=whole, folder=ground.folder)


def _stand_in(variable: str) -> str:
    return _STAND_INS.get(variable.rpartition("_")[2], "")
