"""Which models may be chosen follows the price list and what the server serves."""

from __future__ import annotations

import json

import pytest

from infrasketch_desktop.assistant.errors import AssistantError, Trouble
from infrasketch_desktop.assistant.transport.line import Line
from infrasketch_desktop.assistant.transport.models import ServedModel, models_by_tier, served_models, tier_of
from infrasketch_desktop.credits.prices import default_prices
from tests.assistant.transport.asking import endpoint
from tests.support.messages_script import Whole
from tests.support.messages_server import model_info, serving_messages

PRICES = default_prices()


def ids(served):
    return {found.tier.id: [model.id for model in found.models] for found in models_by_tier(PRICES, served)}


def served(*pairs):
    return [ServedModel(id_, id_, line) for id_, line in pairs]


def test_without_a_list_of_the_server_the_price_list_is_offered():
    assert ids(None) == {
        "haiku": ["claude-haiku-5-5", "claude-haiku-4-5"],
        "sonnet": ["claude-sonnet-5-5", "claude-sonnet-4-5"],
        "opus": ["claude-opus-5-5"],
    }


def test_models_that_are_not_served_any_more_are_left_out():
    assert ids(served(("claude-haiku-5-5", "haiku"), ("claude-sonnet-5-5", "sonnet"))) == {
        "haiku": ["claude-haiku-5-5"],
        "sonnet": ["claude-sonnet-5-5"],
        "opus": [],
    }


def test_older_and_newer_models_of_the_line_follow_those_of_the_price_list():
    found = ids(served(("claude-opus-6", "opus"), ("claude-opus-5-5", "opus"), ("claude-opus-4-7", "opus"), ("x", "")))
    assert found == {"haiku": [], "sonnet": [], "opus": ["claude-opus-5-5", "claude-opus-6", "claude-opus-4-7"]}


def test_a_model_has_the_price_of_its_tier():
    assert tier_of(PRICES, "claude-haiku-4-5").id == "haiku"
    assert tier_of(PRICES, "claude-opus-4-7") is None
    assert tier_of(PRICES, "claude-opus-4-7", served(("claude-opus-4-7", "opus"))).id == "opus"


@pytest.mark.loopback
def test_the_list_of_the_server_is_read(loop):
    with serving_messages() as server:
        server.models = (
            model_info("claude-opus-5-5", "opus", display_name="Claude Opus 5.5"),
            model_info("claude-opus-3", "opus", lifecycle="retired"),
            model_info("qwen3:8b", None, max_input_tokens=None, max_tokens="many"),
        )
        assert loop.wait(lambda: served_models(Line(endpoint(server.address)))) == (
            ServedModel("claude-opus-5-5", "Claude Opus 5.5", "opus", 200_000, 64_000),
            ServedModel("qwen3:8b", "qwen3:8b"),
        )


HOSTILE = [
    {"id": "two words"},
    {"id": "x" * 200},
    {"id": None},
    "claude",
    {"id": "a", "display_name": "line\nbreak", "line": 3},
    {"id": "a", "display_name": "again"},
    *({"id": f"m{number}"} for number in range(1_000)),
]


@pytest.mark.loopback
def test_a_hostile_list_is_bounded_and_checked(loop):
    with serving_messages() as server:
        server.models = HOSTILE
        found = loop.wait(lambda: served_models(Line(endpoint(server.address))))
    assert found[0] == ServedModel("a", "a")
    assert len(found) == 495


@pytest.mark.loopback
@pytest.mark.parametrize("content", [b"{", b"[]", b'{"data": 1}', b"[" * 100_000, b'{"data": [' + b"9" * 5_000 + b"]}"])
def test_what_is_no_list_of_models_is_refused(loop, content, monkeypatch):
    with serving_messages() as server:
        monkeypatch.setattr(server, "reply_to", lambda _request: Whole(200, content))
        with pytest.raises(AssistantError) as raised:
            loop.wait(lambda: served_models(Line(endpoint(server.address))))
    assert raised.value.trouble is Trouble.NOT_UNDERSTOOD
    assert json.dumps(raised.value.what)
