"""What an unknown server cannot do is found out and said."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from infrasketch_desktop.assistant.errors import AssistantError, Trouble
from infrasketch_desktop.assistant.transport.endpoint import Kind
from infrasketch_desktop.assistant.transport.probe import Lack, probe
from tests.assistant.transport.asking import endpoint
from tests.support.messages_script import calls, redirects, refuses, says, text
from tests.support.messages_server import model_info, serving_messages

pytestmark = pytest.mark.loopback

CALLED = says(calls("ready", {}))
SAID = says(text("ready"))
MESSAGE = {"type": "message", "content": [{"type": "text", "text": "ready"}], "stop_reason": "end_turn"}
WHOLE = replace(SAID, events=(json.dumps(MESSAGE).encode(),), content_type="application/json")


def tried(loop, server, model=""):
    return loop.wait(lambda: probe(endpoint(server.address, Kind.LOCAL, key=None), model))


@pytest.fixture
def server():
    with serving_messages() as found:
        found.key = None
        found.models = (model_info("qwen3:8b"), model_info("gemma4:31b"))
        yield found


def test_a_server_that_can_do_everything_lacks_nothing(loop, server):
    server.script(CALLED)
    found = tried(loop, server)
    assert (found.model, [model.id for model in found.models], found.lacks) == (
        "qwen3:8b",
        ["qwen3:8b", "gemma4:31b"],
        (),
    )
    assert found.takes_tools


def test_a_model_that_answers_in_words_may_not_know_tools(loop, server):
    server.script(SAID)
    found = tried(loop, server, "gemma4:31b")
    assert (found.model, found.lacks, found.takes_tools) == ("gemma4:31b", (Lack.TOOLS_UNPROVEN,), True)


def test_a_model_that_refuses_tools_can_still_talk(loop, server):
    server.script(refuses(400, "invalid_request_error", "gemma does not support tools"), SAID)
    found = tried(loop, server)
    assert (found.lacks, found.takes_tools) == ((Lack.TOOLS,), False)
    assert [bool(asked.get("tools")) for asked in server.asked()] == [True, False]


def test_a_server_that_does_neither_stream_nor_count_nor_list_is_used_as_it_is(loop, server):
    server.models = server.tokens = None
    server.script(WHOLE)
    found = tried(loop, server, "mine")
    assert found.lacks == (Lack.STREAMING, Lack.TOOLS_UNPROVEN, Lack.COUNTING, Lack.MODELS)
    assert all(lack.explanation for lack in found.lacks)


def test_an_answer_that_is_cut_short_counts(loop, server):
    server.script(says(text("I think"), reason="max_tokens"))
    assert tried(loop, server).lacks == (Lack.TOOLS_UNPROVEN,)


def test_a_server_without_a_list_wants_the_name_of_a_model(loop, server):
    server.models = None
    with pytest.raises(AssistantError) as raised:
        tried(loop, server)
    assert raised.value.trouble is Trouble.UNKNOWN_MODEL


@pytest.mark.parametrize(
    ("replies", "trouble"),
    [
        ([refuses(404, "other", "no such route")] * 2, Trouble.NOT_UNDERSTOOD),
        ([redirects("http://127.0.0.1:9/")], Trouble.REDIRECTED),
        ([refuses(529, "overloaded_error", "loading")], Trouble.OVERLOADED),
    ],
)
def test_what_is_no_server_for_us_is_an_error(loop, server, replies, trouble):
    server.script(*replies)
    with pytest.raises(AssistantError) as raised:
        tried(loop, server)
    assert raised.value.trouble is trouble


def test_a_server_that_wants_a_key_says_so(loop, server):
    server.key = "secret-of-the-server"
    with pytest.raises(AssistantError) as raised:
        tried(loop, server)
    assert raised.value.trouble is Trouble.WRONG_KEY
