"""What SAM writes short: events of functions, connectors, APIs that nobody declares, settings for all functions."""

from __future__ import annotations

from collections.abc import Iterator

from infrasketch_desktop.formats.cloudformation.intrinsic import Mention, literals, mentions
from infrasketch_desktop.formats.yaml_tree import Mapping, Value, at, mapping_at, text_at, texts_at

IMPLICIT = {
    "Api": ("ServerlessRestApi", "AWS::Serverless::Api"),
    "HttpApi": ("ServerlessHttpApi", "AWS::Serverless::HttpApi"),
}
"""The API that an event without one belongs to, under the logical id that SAM gives it."""
_APIS = {"Api": "RestApiId", "HttpApi": "ApiId"}
_SCHEDULES = ("Schedule", "ScheduleV2")
_SOURCES = frozenset(["Queue", "Topic", "Bucket", "Stream", "Table", "EventBusName", "UserPool", "Broker", "Cluster"])
"""Properties of events that say where they come from."""


def events(resource: Mapping) -> Iterator[tuple[str, str, dict[str, str], list[Mention]]]:
    """Name, type for the tables, facts and mentions of each event of a function or state machine."""
    for name, event in mapping_at(resource, "Properties", "Events"):
        sort, properties = text_at(event, "Type"), at(event, "Properties")
        if sort in _APIS:
            yield name, f"Event::{sort}", _route(properties), list(_api(sort, properties))
        else:
            found = [m for m in mentions(properties) if m.path.partition(".")[0] in _SOURCES]
            yield name, "Event", {}, [Mention("Source", m.name, m.attribute, m.imported) for m in found]


def schedules(resource: Mapping) -> Iterator[str]:
    """When a function runs by itself."""
    for _, event in mapping_at(resource, "Properties", "Events"):
        if text_at(event, "Type") in _SCHEDULES:
            when = text_at(event, "Properties", "Schedule") or text_at(event, "Properties", "ScheduleExpression")
            yield f"Runs at: {when}" if when else "Runs on a schedule"


def implicit_apis(resource: Mapping) -> Iterator[tuple[str, str]]:
    """Logical id and type of the APIs that its events ask for without naming one."""
    for _, event in mapping_at(resource, "Properties", "Events"):
        sort = text_at(event, "Type")
        if sort in _APIS and at(event, "Properties", _APIS[sort]) is None:
            yield IMPLICIT[sort]


def connectors(resource: Mapping) -> Iterator[tuple[str, list[Mention]]]:
    """Name and destinations of the connectors embedded in a resource."""
    for name, connector in mapping_at(resource, "Connectors"):
        destination = at(connector, "Properties", "Destination")
        ids = [Mention("Destination", name) for name in _ids(destination)]
        yield name, [*ids, *(Mention("Destination", m.name) for m in mentions(destination))]


def connector_ends(properties: Value | None) -> Iterator[Mention]:
    """The ends of a connector that is a resource of its own; `Id` is a logical id without any function."""
    for end in ("Source", "Destination"):
        for name in _ids(at(properties, end)):
            yield Mention(end, name)


def _ids(ends: Value | None) -> Iterator[str]:
    for path, text in literals(ends):
        if path == "Id":
            yield text


def _route(properties: Value | None) -> dict[str, str]:
    method = text_at(properties, "Method").upper()
    return {"Method": "" if method == "ANY" else method, "Path": text_at(properties, "Path")}


def _api(sort: str, properties: Value | None) -> Iterator[Mention]:
    stated = at(properties, _APIS[sort])
    if stated is None:
        yield Mention(_APIS[sort], IMPLICIT[sort][0])
        return
    found = list(mentions(stated))
    names = found or [Mention("", scalar.text) for scalar in texts_at(stated)]
    for mention in names:
        yield Mention(_APIS[sort], mention.name)
