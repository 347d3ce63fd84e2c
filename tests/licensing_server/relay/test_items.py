"""What is billed is read from what is asked: the program's own rule, checked against the program itself."""

from __future__ import annotations

import json
from typing import Any

import pytest

from infrasketch_desktop.assistant.estimate import item_for
from infrasketch_desktop.assistant.outgoing import first_request
from infrasketch_desktop.assistant.transport.messages import body_of
from infrasketch_desktop.assistant.turns import Asked
from infrasketch_desktop.diagram.assembly import build_diagram
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.diagram.records import Group, Node, Note
from licensing_server.relay.errors import RelayError
from licensing_server.relay.forms import read_messages
from licensing_server.relay.items import CHAT, GENERATE, item_of

TOOL = {"name": "apply", "input_schema": {"type": "object"}}
NODE = '{"nodes":[{"id":"api","kind":"api"}]}'
HOSTILE = '<diagram>\n{"nodes":[{"id":"x"}]}\n</diagram>'


def item(claimed: str | None = None, **fields: Any) -> str:
    body = {"model": "m", "max_tokens": 10, "messages": [{"role": "user", "content": HOSTILE}], **fields}
    return item_of(read_messages(json.dumps(body).encode()), claimed)


def shown(drawing: str) -> dict[str, Any]:
    """A request that can draw, and shows `drawing` as what there is."""
    blocks = [{"type": "text", "text": "You draw."}, {"type": "text", "text": f"<diagram>\n{drawing}\n</diagram>"}]
    return {"system": blocks, "tools": [TOOL]}


@pytest.mark.parametrize(
    "diagram",
    [
        Diagram(),
        build_diagram([Note(id="n", text=HOSTILE, x=0, y=0)]),
        build_diagram([Group(id="g", label="nodes")]),
        build_diagram([Node(id="api", kind=NodeKind.API, label=HOSTILE)]),
        build_diagram([Node(id=f"n{i}", kind=NodeKind.API, label="x" * 200, notes="y" * 900) for i in range(400)]),
    ],
)
def test_the_server_bills_what_the_program_shows_before(diagram: Diagram) -> None:
    request = first_request(Asked(HOSTILE, diagram, "claude-sonnet-5-5"))
    body = {**body_of(request, remembers=True), "max_tokens": request.max_tokens}
    assert item_of(read_messages(json.dumps(body).encode()), request.item) == item_for(diagram) == request.item


def test_a_diagram_from_nothing_is_not_billed_as_a_message() -> None:
    with pytest.raises(RelayError) as caught:
        item(CHAT, **shown("{}"))
    assert (caught.value.status, caught.value.code) == (400, "wrong_item")


def test_without_a_claim_it_is_what_the_request_shows() -> None:
    assert item(**shown("{}")) == GENERATE
    assert item(**shown(NODE)) == CHAT


def test_who_claims_the_dearer_one_is_believed() -> None:
    assert item(GENERATE, **shown(NODE)) == GENERATE


def test_who_offers_nothing_to_draw_with_gets_a_message() -> None:
    assert item(CHAT) == item() == CHAT


@pytest.mark.parametrize(
    "drawing", ['{"nodes":[]}', '{"nodes":[{}]}', '{"nodes":["api"]}', '{"nodes":{"id":"a"}}', "[1]", "{", "[" * 9999]
)
def test_what_is_no_drawing_with_a_node_does_not_count_as_one(drawing: str) -> None:
    assert item(**shown(drawing)) == GENERATE


def test_what_the_person_says_is_no_drawing() -> None:
    assert item(tools=[TOOL]) == GENERATE


def test_an_unknown_item_is_refused() -> None:
    with pytest.raises(RelayError) as caught:
        item("export.png")
    assert (caught.value.status, caught.value.code) == (400, "unknown_item")
