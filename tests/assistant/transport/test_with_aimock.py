"""A fake of the Messages API that others wrote (npm `@copilotkit/aimock`) is understood as ours is."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from infrasketch_desktop.assistant.errors import Trouble
from infrasketch_desktop.assistant.transport.loop import AssistantLoop
from infrasketch_desktop.assistant.transport.messages import MessagesTransport
from infrasketch_desktop.assistant.wire import Ended, TextDelta, Thinking, ToolDelta, ToolEnded, ToolStarted
from tests.assistant.transport.asking import ask, endpoint, question
from tests.support.needs import miss
from tests.support.node_modules import node_module
from tests.support.processes import Start

pytestmark = pytest.mark.loopback

KEY = "key-of-the-other-fake"
FIXTURES = Path(__file__).with_name("aimock.json")


@pytest.fixture
def address(start_process: Start) -> str:
    node = shutil.which("node") or miss("node", packages="nodejs")
    program = node_module("@copilotkit/aimock") / "dist" / "cli.js"
    child = start_process(
        [node, program, "--strict", "--port", "0", "--fixtures", FIXTURES, "--log-level", "info"],
        environment={"AIMOCK_API_KEYS": KEY},
    )
    return child.wait_for_line(r"listening on (http://127\.0\.0\.1:\d+)")[1]


def asked(address: str, request, key: str = KEY):
    with AssistantLoop() as loop:
        return ask(loop, MessagesTransport(endpoint(address, key=key)), request)


def words(events) -> str:
    return "".join(event.text for event in events if isinstance(event, TextDelta))


def test_an_answer_with_a_call_and_its_result(address):
    request = question("add a cache")
    first = asked(address, request)
    assert first.error is None
    assert words(first.events) == "Adding a cache – “Redis” 🗄️."
    [thought] = [event.block for event in first.events if isinstance(event, Thinking) and event.block]
    assert thought["thinking"] == "A cache spares the database."
    assert thought["signature"]
    [call] = [event for event in first.events if isinstance(event, ToolStarted)]
    input_ = json.loads("".join(event.json for event in first.events if isinstance(event, ToolDelta)))
    assert (call.name, input_) == ("draw", {"operations": [{"add": "cache", "label": "Größe"}]})
    assert first.events[-1] == Ended("tool_use")
    assert ToolEnded(call.index) in first.events
    said = [thought, {"type": "tool_use", "id": call.id, "name": "draw", "input": input_}]
    result = {"type": "tool_result", "tool_use_id": call.id, "content": "done"}
    more = ({"role": "assistant", "content": said}, {"role": "user", "content": [result]})
    second = asked(address, replace(request, messages=(*request.messages, *more)))
    assert (words(second.events), second.error) == ("Done: there is a cache now.", None)


def test_its_failures_are_understood(address):
    assert asked(address, question("too much to do")).error.trouble is Trouble.OVERLOADED
    assert asked(address, question("add a cache"), key="another-key").error.trouble is Trouble.WRONG_KEY
    broken = asked(address, question("break off"))
    assert broken.error.trouble is Trouble.CUT
    assert "This answer is longer than the connection lives.".startswith(words(broken.events))
    assert words(broken.events)
