"""The schema of operations and what is really taken agree, and everything in it is bounded."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from infrasketch_desktop.assistant.draft import Draft
from infrasketch_desktop.assistant.schemas import OFFERED, operation_schema
from infrasketch_desktop.assistant.tools import definitions
from infrasketch_desktop.diagram.diagram import Diagram

FORMS = {form["properties"]["op"]["enum"][0]: form for form in operation_schema()["anyOf"]}


def schemas(schema: Any) -> Iterator[Any]:
    """A schema and all inside it."""
    if isinstance(schema, dict):
        yield schema
        for value in schema.values():
            yield from schemas(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from schemas(value)


def test_all_operations_but_places_and_whole_records_are_offered() -> None:
    assert sorted(FORMS) == sorted(OFFERED)
    assert "place" not in FORMS
    assert "insert" not in FORMS
    assert FORMS.keys() >= {"add_node", "update_edge", "set_group", "remove_note", "update_sheet"}


def test_a_model_can_state_no_place_and_no_origin() -> None:
    for form in FORMS.values():
        assert form["properties"].keys().isdisjoint({"x", "y", "width", "height", "pinned", "origin"})
        assert form["additionalProperties"] is False


@pytest.mark.parametrize("tool", definitions(), ids=lambda tool: tool["name"])
def test_every_text_and_list_of_every_tool_is_bounded(tool: Any) -> None:
    Draft202012Validator.check_schema(tool["input_schema"])
    for schema in schemas(tool["input_schema"]):
        kinds = schema.get("type", ())
        if "string" in kinds and "enum" not in schema:
            assert schema["maxLength"] <= 20_000
        if kinds == "array":
            assert schema["maxItems"] <= 500
        if kinds == "object":
            assert set(schema["required"]) <= schema["properties"].keys()


def test_leaving_a_group_is_the_only_null() -> None:
    assert FORMS["set_group"]["properties"]["group"]["type"] == ["string", "null"]
    assert FORMS["add_node"]["properties"]["group"]["type"] == "string"
    assert FORMS["add_node"]["required"] == ["op", "id", "kind", "label"]
    assert FORMS["add_edge"]["required"] == ["op", "source", "target"]


def values(schema: Any) -> st.SearchStrategy[Any]:
    """Values that a schema of one field allows."""
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if schema["type"] == "boolean":
        return st.booleans()
    if schema["type"] == "array":
        return st.lists(values(schema["items"]), max_size=2)
    texts = st.text(max_size=8)
    return texts | st.none() if "null" in schema["type"] else texts


@st.composite
def operations(draw: st.DrawFn) -> Any:
    form = draw(st.sampled_from(list(FORMS.values())))
    fields = form["properties"]
    names = [n for n in fields if n in form["required"] or draw(st.booleans())]
    return {name: draw(values(fields[name])) for name in names}


@settings(max_examples=60)
@given(operations())
def test_what_the_schema_allows_is_refused_only_for_what_the_diagram_is(operation: Any) -> None:
    Draft202012Validator(operation_schema()).validate(operation)
    problem = Draft(Diagram()).apply(operation)
    assert problem is None or not problem.reason.startswith(("“op”", "an operation")), problem
    assert problem is None or not any(word in problem.reason for word in ("is not a field", "is missing", "must be"))


@given(operations(), st.sampled_from(["x", "origin", "nonsense"]))
def test_what_the_schema_forbids_is_refused(operation: Any, extra: str) -> None:
    assert not Draft202012Validator(operation_schema()).is_valid({**operation, extra: "1"})
    assert Draft(Diagram()).apply({**operation, extra: "1"}) is not None
