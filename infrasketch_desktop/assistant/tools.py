"""The four tools that a model is offered; none reads a file, fetches or runs anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from infrasketch_desktop.assistant.schemas import MOST_OPERATIONS, Schema, operation_schema
from infrasketch_desktop.diagram.validation import MAX_LABEL, MAX_TEXT

APPLY = "apply_diagram_operations"
ASK = "ask_user"
EDIT_SECTION = "edit_document_section"
SUGGEST = "suggest"

OPERATIONS = "operations"
MOST_OPTIONS = 6
MOST_SUGGESTIONS = 3
LONGEST_OPTION = 120
LONGEST_QUESTION = 1_000
LONGEST_SUMMARY = 80


def definitions() -> Sequence[Mapping[str, Any]]:
    """The tools in the form of the Messages API; always the same, so that a server can keep them."""
    return [_apply(), _ask(), _edit_section(), _suggest()]


def _apply() -> Mapping[str, Any]:
    properties = {
        "summary": _text(LONGEST_SUMMARY, "What the change does, in the imperative: it names the undo step."),
        OPERATIONS: {"type": "array", "items": operation_schema(), "maxItems": MOST_OPERATIONS},
    }
    return _tool(
        APPLY,
        "Propose changes of the diagram. They are shown to the person, who accepts or refuses each of them. Operations "
        "run in order. What exists is named by its id. In add_node, add_group, add_note and add_edge, `id` is a short "
        "word of your own by which later operations of this turn name the new thing. Places are computed: give none.",
        properties,
    )


def _ask() -> Mapping[str, Any]:
    properties = {
        "question": _text(LONGEST_QUESTION, "One question."),
        "options": _texts(MOST_OPTIONS, LONGEST_OPTION, "Likely answers, the likeliest first."),
    }
    return _tool(ASK, "Ask the person one question, where the request cannot be met without the answer.", properties)


def _edit_section() -> Mapping[str, Any]:
    properties = {
        "heading": _text(MAX_LABEL, "A heading of the design document, or the id of a node or group."),
        "markdown": _text(MAX_TEXT, "The text, without headings, pictures and HTML."),
    }
    return _tool(
        EDIT_SECTION,
        "Propose text for the design document. It stands after what is generated under that heading, in place of what "
        "was written there before.",
        properties,
    )


def _suggest() -> Mapping[str, Any]:
    properties = {"items": _texts(MOST_SUGGESTIONS, LONGEST_OPTION, "Requests in the words of the person.")}
    return _tool(SUGGEST, "Offer up to three requests that the person may want to make next.", properties)


def _tool(name: str, description: str, properties: Mapping[str, Any]) -> Mapping[str, Any]:
    schema = {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
    return {"name": name, "description": description, "input_schema": schema}


def _text(longest: int, description: str) -> Schema:
    return {"type": "string", "maxLength": longest, "description": description}


def _texts(most: int, longest: int, description: str) -> Schema:
    items = {"type": "string", "maxLength": longest}
    return {"type": "array", "items": items, "maxItems": most, "description": description}
