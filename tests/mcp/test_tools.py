"""The table of tools: what it tells of itself is what it takes."""

from __future__ import annotations

import jsonschema
import pytest

from infrasketch_desktop.diagram.operation_json import TAGS
from infrasketch_desktop.mcp.calls import call
from infrasketch_desktop.mcp.tools import TOOLS, Tool, tool_named
from tests.mcp.conftest import Caller


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.name)
def test_schemas_are_sound_and_closed(tool: Tool) -> None:
    jsonschema.Draft202012Validator.check_schema(tool.schema)
    assert tool.schema["additionalProperties"] is False
    assert all("description" in part for part in tool.schema["properties"].values())


@pytest.mark.parametrize("tool", TOOLS, ids=lambda tool: tool.name)
@pytest.mark.parametrize("wrong", [{"unknown": 1}, {"sketch": 7}, {"sketch": None}, {"text": []}])
def test_arguments_that_the_schema_refuses_are_refused_in_words(
    tools: Caller, tool: Tool, wrong: dict[str, object]
) -> None:
    assert not jsonschema.Draft202012Validator(tool.schema).is_valid(wrong)
    outcome = call(tool, tools.workplace, wrong)
    assert outcome.failed
    assert "argument" in outcome.answer.text or "operations" in outcome.answer.text


def test_every_operation_but_places_is_offered() -> None:
    offered = tool_named("propose_operations").schema["properties"]["operations"]["items"]["anyOf"]
    assert {one["properties"]["op"]["enum"][0] for one in offered} == set(TAGS) - {"place"}


def test_a_fault_of_ours_is_an_answer_and_no_end(
    tools: Caller, monkeypatch: pytest.MonkeyPatch, log_watch: object
) -> None:
    log_watch.expect("The tool review failed.")  # type: ignore[attr-defined]
    monkeypatch.setattr("infrasketch_desktop.mcp.reading.reviewed", lambda _: 1 / 0)
    told = tools.refused("review")
    assert "a fault of InfraSketch" in told
    assert "ZeroDivisionError" not in told
