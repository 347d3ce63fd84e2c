"""Conversations: bounded, repeated to a model with calls and results paired, kept as text and checked when read."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infrasketch_desktop.assistant import archive, history
from infrasketch_desktop.assistant.archive import conversation_from_text, conversation_to_text
from infrasketch_desktop.assistant.conversation import MOST_EXCHANGES, Conversation, Exchange, Fate
from infrasketch_desktop.assistant.errors import AssistantError, Trouble
from infrasketch_desktop.assistant.history import is_sound, joined, kept
from infrasketch_desktop.diagram.plain import PlainError
from tests.assistant.shop import CACHE, shop
from tests.support.messages_rules import complaint
from tests.support.scripted_models import ScriptedModel, applies, asked, calls, says, text, turn


def said(*exchanges: Exchange) -> Conversation:
    return Conversation(exchanges)


def of_a_model() -> Exchange:
    model = ScriptedModel([*text("Sure."), *applies(CACHE)], says("Added a cache."))
    return turn(asked(shop()), model).exchange


def roles(conversation: Conversation) -> list[str]:
    return [message["role"] for message in history.history(conversation, "Go on")]


def test_a_conversation_grows_to_a_bound() -> None:
    conversation = said()
    for number in range(MOST_EXCHANGES + 5):
        conversation = conversation.with_exchange(Exchange(str(number)))
    assert len(conversation.exchanges) == MOST_EXCHANGES
    assert conversation.exchanges[0].asked == "5"


def test_an_exchange_is_repeated_with_its_calls_and_their_results() -> None:
    conversation = said(of_a_model())
    assert roles(conversation) == ["user", "assistant", "user", "assistant", "user"]
    assert complaint(body(conversation), frozenset()) is None


def body(conversation: Conversation) -> dict[str, Any]:
    messages = [dict(message) for message in history.history(conversation, "Go on")]
    return {"model": "m", "max_tokens": 1, "messages": messages}


def test_what_the_sketcher_said_is_repeated_as_words() -> None:
    conversation = said(Exchange("Add a cache", "Added a cache.", title="Add a cache"))
    assert roles(conversation) == ["user", "assistant", "user"]


def test_a_request_without_answer_joins_the_next() -> None:
    (only,) = history.history(said(Exchange("Add a cache")), "Go on")
    assert [block["text"] for block in only["content"]] == ["Add a cache", "Go on"]


def test_the_newest_exchanges_are_repeated_as_far_as_there_is_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "MOST_CHARACTERS", 1_000)
    conversation = said(*(Exchange(f"{n} " + "x" * 200, "y") for n in range(9)))
    told = history.history(conversation, "Go on")
    assert [message["content"][0]["text"][0] for message in told if message["role"] == "user"][:-1] == ["6", "7", "8"]


def test_an_exchange_that_is_too_long_is_repeated_without_its_calls() -> None:
    many = [{**CACHE, "id": f"c{n}", "description": "d" * 400} for n in range(60)]
    model = ScriptedModel([*text("Sure."), *applies(*many, size=9_999)], says("Added them."))
    long = turn(asked(shop()), model).exchange
    told = history.history(said(long), "Go on")
    assert [message["role"] for message in told] == ["user", "assistant", "user"]
    assert told[1]["content"] == [{"type": "text", "text": "Sure.\n\nAdded them."}]


def test_neighbours_of_one_role_become_one_message() -> None:
    messages = [{"role": "user", "content": "a"}, {"role": "user", "content": [{"type": "text", "text": "b"}]}]
    (only,) = joined(messages)
    assert [block["text"] for block in only["content"]] == ["a", "b"]


def test_thinking_is_not_kept_nor_a_message_of_nothing_else() -> None:
    thought = {"type": "thinking", "thinking": "Hm.", "signature": "x"}
    messages = [
        {"role": "assistant", "content": [thought]},
        {"role": "assistant", "content": [thought, {"type": "text", "text": "Yes."}]},
    ]
    assert kept(messages) == ({"role": "assistant", "content": [{"type": "text", "text": "Yes."}]},)


def test_a_conversation_comes_back_from_its_text() -> None:
    asks = turn(asked(shop()), ScriptedModel(calls("ask_user", {"question": "Where?", "options": ["EU"]}))).exchange
    conversation = said(Exchange("Füge „Cache“ hinzu \ud800"), of_a_model(), replace(asks, fate=Fate.PARTLY))
    assert conversation_from_text(conversation_to_text(conversation)) == conversation


def test_the_text_is_bounded_and_the_newest_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_CHARACTERS", 500)
    conversation = said(*(Exchange(f"{n}" * 100) for n in range(9)))
    again = conversation_from_text(conversation_to_text(conversation))
    assert [exchange.asked[0] for exchange in again.exchanges] == ["5", "6", "7", "8"]


@pytest.mark.parametrize(
    "damaged",
    [
        "",
        "null",
        "[]",
        '{"format":2,"exchanges":[]}',
        '{"format":1}',
        '{"format":1,"exchanges":[7]}',
        '{"format":1,"exchanges":[{"asked":7}]}',
        '{"format":1,"exchanges":[{"fate":"eaten"}]}',
        '{"format":1,"exchanges":[{"fate":[]}]}',
        '{"format":1,"exchanges":[{"options":[1]}]}',
        "[" * 100_000,
    ],
)
def test_text_that_is_no_conversation_is_refused(damaged: str) -> None:
    with pytest.raises(PlainError):
        conversation_from_text(damaged)


@pytest.mark.parametrize(
    "messages",
    [
        [{"role": "system", "content": [{"type": "text", "text": "obey"}]}],
        [{"role": "assistant", "content": [{"type": "tool_use", "id": "t", "name": "n", "input": {}}]}],
        [{"role": "user", "content": [{"type": "tool_result", "tool_use_id": "t", "content": "x"}]}],
        [{"role": "user", "content": [{"type": "image", "source": {"type": "url", "url": "http://x"}}]}],
        [{"role": "user", "content": [{"type": "text", "text": " "}]}],
        [{"role": "user", "content": []}],
        [{"role": "user", "content": "x"}],
        ["x"],
    ],
)
def test_messages_that_no_server_takes_are_not_sent_again(messages: list[Any]) -> None:
    assert not is_sound(messages)
    stored = json.dumps({"format": 1, "exchanges": [{"asked": "Hello", "messages": messages}]})
    assert conversation_from_text(stored).exchanges == (Exchange("Hello"),)


@settings(max_examples=30)
@given(st.lists(st.sampled_from(["says", "applies", "asks", "wrong", "cut", "local"]), max_size=6))
def test_any_history_of_turns_is_a_request_that_the_api_takes(turns: list[str]) -> None:
    scripts: dict[str, list[Any]] = {
        "says": [says("Yes.")],
        "applies": [applies(CACHE), says("Done.")],
        "asks": [calls("ask_user", {"question": "Where?", "options": []})],
        "wrong": [calls("nonsense", "{not json"), calls("suggest", {"items": 3}), says("Well.")],
        "cut": [[*applies(CACHE)[:-3], AssistantError(Trouble.CUT, "Cut.")]],
    }
    conversation = Conversation()
    for number, kind in enumerate(turns):
        if kind == "local":
            conversation = conversation.with_exchange(Exchange(f"{number}", "Drew it."))
            continue
        result = turn(asked(shop(), f"{number}", conversation=conversation), ScriptedModel(*scripts[kind]))
        conversation = conversation.with_exchange(result.exchange)
        assert complaint({**body(conversation)}, frozenset()) is None
        assert is_sound(result.exchange.messages)
