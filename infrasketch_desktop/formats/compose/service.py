"""What one file says about one service."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, replace
from typing import Any

from infrasketch_desktop.formats.result import Origin
from infrasketch_desktop.formats.yaml_tree import (
    Mapping,
    Scalar,
    Sequence,
    Value,
    at,
    items_at,
    number_at,
    scalars_in,
    text_at,
    texts_at,
    words,
)

Interpolate = Callable[[str], str]
_REPLACING = ("!reset", "!override")


@dataclass(frozen=True, slots=True)
class Service:
    """One service. Values of `environment` serve to find addresses and go no further.

    `depends_on` maps a service to the condition it waits for, `links` an alias to a service. `replaced` names the
    fields that do not add to those of an earlier file.
    """

    origin: Origin
    image: str = ""
    build: str = ""
    scale: str = ""
    extends: tuple[str, str] = ("", "")
    environment: dict[str, str] = field(default_factory=dict)
    env_files: dict[str, str] = field(default_factory=dict)
    depends_on: dict[str, str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    networks: dict[str, str] = field(default_factory=dict)
    volumes: dict[str, str] = field(default_factory=dict)
    mounted: dict[str, str] = field(default_factory=dict)
    ports: dict[str, str] = field(default_factory=dict)
    profiles: dict[str, str] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)
    configs: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    arguments: dict[str, str] = field(default_factory=dict)
    healthcheck: str = ""
    replaced: frozenset[str] = frozenset()

    def with_later(self, later: Service) -> Service:
        """This service as a later file changes it: single values are replaced, lists and mappings added to."""
        changes: dict[str, Any] = {}
        for each in fields(self):
            mine, theirs = getattr(self, each.name), getattr(later, each.name)
            if each.name in later.replaced:
                changes[each.name] = theirs
            elif isinstance(mine, dict):
                changes[each.name] = theirs if each.name == "arguments" and theirs else {**mine, **theirs}
            elif isinstance(mine, str):
                changes[each.name] = theirs or mine
        return replace(self, **changes)


def service_in(body: Mapping, origin: Origin, interpolate: Interpolate) -> Service:
    """The service that a mapping under `services` describes; what is of an unexpected sort is passed over."""

    def text(*keys: str) -> str:
        return interpolate(text_at(body, *keys))

    def names(*keys: str) -> dict[str, str]:
        return {interpolate(name.text): "" for name in words(body, *keys)}

    return Service(
        origin=origin,
        image=text("image"),
        build=text("build") or text("build", "context"),
        scale=text("deploy", "replicas") or text("scale"),
        extends=(text("extends") or text("extends", "service"), text("extends", "file")),
        environment=_settings(body.get("environment"), interpolate),
        env_files={interpolate(path): "" for path in _env_files(body)},
        depends_on=_depends_on(body, interpolate),
        links=dict(_links(texts_at(body, "links"), interpolate)),
        names=dict.fromkeys(filter(None, (text("container_name"), text("hostname"), *_aliases(body, interpolate))), ""),
        networks=names("networks"),
        volumes={name: "" for name, _ in _mounts(body, interpolate) if _is_volume(name)},
        mounted={name: "" for name, _ in _mounts(body, interpolate) if not _is_volume(name)},
        ports=dict.fromkeys(_ports(body, interpolate), ""),
        profiles=names("profiles"),
        secrets=_sources_of(body, "secrets"),
        configs=_sources_of(body, "configs"),
        labels=_settings(body.get("labels"), interpolate),
        arguments=dict.fromkeys(_arguments(body, interpolate), ""),
        healthcheck="yes" if at(body, "healthcheck", "test") is not None else "",
        replaced=frozenset(_FIELDS.get(key, key) for key, value in body if value.tag in _REPLACING),
    )


_FIELDS = {"command": "arguments", "entrypoint": "arguments", "env_file": "env_files"}


def _settings(value: Value | None, interpolate: Interpolate) -> dict[str, str]:
    """`NAME=value` in a list, or a mapping; a variable that is only named takes its value from outside."""
    if isinstance(value, Mapping):
        return {k: interpolate(v.text) for k, v in value if isinstance(v, Scalar) and not v.is_null}
    pairs = (interpolate(item.text).partition("=") for item in texts_at(value))
    return {name.strip(): setting for name, equals, setting in pairs if equals}


def _env_files(body: Mapping) -> Iterator[str]:
    yield from (path.text for path in texts_at(body, "env_file"))
    yield from (text_at(item, "path") for item in items_at(body, "env_file") if isinstance(item, Mapping))


def _depends_on(body: Mapping, interpolate: Interpolate) -> dict[str, str]:
    found = body.get("depends_on")
    return {interpolate(name.text): text_at(found, name.text, "condition") for name in words(found)}


def _links(links: tuple[Scalar, ...], interpolate: Interpolate) -> Iterator[tuple[str, str]]:
    for link in links:
        service, _, alias = interpolate(link.text).partition(":")
        yield alias or service, service


def _aliases(body: Mapping, interpolate: Interpolate) -> Iterator[str]:
    networks = body.get("networks")
    if isinstance(networks, Mapping):
        for _, network in networks:
            yield from (interpolate(alias.text) for alias in texts_at(network, "aliases"))


def _mounts(body: Mapping, interpolate: Interpolate) -> Iterator[tuple[str, str]]:
    for item in items_at(body, "volumes"):
        if isinstance(item, Scalar):
            source, colon, target = interpolate(item.text).partition(":")
            if colon:
                yield source, target
        elif text_at(item, "source"):
            yield interpolate(text_at(item, "source")), text_at(item, "target")


def _is_volume(name: str) -> bool:
    return not name.startswith((".", "/", "~", "\\")) and "/" not in name and len(name) > 1


def _ports(body: Mapping, interpolate: Interpolate) -> Iterator[str]:
    """What is reachable from outside; a container port alone is published as well, at a port that Docker picks."""
    for item in items_at(body, "ports"):
        if isinstance(item, Scalar):
            yield f"port {interpolate(item.text).replace(':', ' → ')}"
        elif number_at(item, "target") is not None:
            published = interpolate(text_at(item, "published"))
            yield "port " + " → ".join(filter(None, (published, text_at(item, "target"))))


def _sources_of(body: Mapping, key: str) -> dict[str, str]:
    """Secrets and configs by name; what they hold stays where it is."""
    short = {name.text: "" for name in texts_at(body, key)}
    return short | {text_at(item, "source"): "" for item in items_at(body, key) if text_at(item, "source")}


def _arguments(body: Mapping, interpolate: Interpolate) -> Iterator[str]:
    for key in ("command", "entrypoint"):
        value = body.get(key)
        if isinstance(value, Scalar | Sequence):
            for _, scalar in scalars_in(value):
                yield from interpolate(scalar.text).split()[:200]
