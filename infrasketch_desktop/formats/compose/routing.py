"""Routes that a Traefik in the project takes from the labels of other services."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from infrasketch_desktop.formats.compose.service import Service
from infrasketch_desktop.formats.draft import Part

_RULE = re.compile(r"traefik\.(?:http|tcp)\.routers\.[\w-]+\.rule")
_MATCHER = re.compile(r"(?:Host|HostSNI|PathPrefix|Path)\(`([^`]{1,200})`\)")


def routes(
    services: Mapping[str, Service], parts: Mapping[str, Part], key: Callable[[str], str]
) -> Iterator[tuple[str, str, str]]:
    """Source, target and label of an edge for each router rule, when exactly one service is Traefik."""
    proxies = [name for name in services if parts[key(name)].technology == "Traefik"]
    if len(proxies) != 1:
        return
    for name, service in services.items():
        for label, rule in service.labels.items():
            if name != proxies[0] and _RULE.fullmatch(label):
                yield key(proxies[0]), key(name), "".join(_MATCHER.findall(rule)[:2])
