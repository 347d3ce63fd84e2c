"""What leaves the machine: shown in parts that hold all of it, priced and counted before it goes."""

import asyncio
import dataclasses
import json

import pytest

from infrasketch_desktop.assistant.conversation import Conversation, Exchange
from infrasketch_desktop.assistant.errors import AssistantError, Trouble
from infrasketch_desktop.assistant.estimate import Tokens, cost, count_tokens, estimated_tokens, item_for, tier_of
from infrasketch_desktop.assistant.outgoing import first_request, parts
from infrasketch_desktop.assistant.wire import Request
from infrasketch_desktop.credits.errors import PriceError
from infrasketch_desktop.credits.prices import default_prices
from infrasketch_desktop.diagram.diagram import Diagram
from tests.assistant.shop import CACHE, shop
from tests.support.scripted_models import ScriptedModel, applies, asked, says, turn

KEY = "AKIA" + "ABCDEFGHIJKLMNOP"


def request(words: str = "Add a cache", conversation: Conversation | None = None) -> Request:
    return first_request(asked(shop(), words, conversation=conversation or Conversation()))


def test_the_parts_hold_every_text_of_the_request() -> None:
    before = turn(asked(shop()), ScriptedModel(applies(CACHE), says("Added."))).exchange
    sent = request("And now?", Conversation((Exchange("Hello", "Hi."), before)))
    shown = {part.title: part.text for part in parts(sent)}
    assert shown["Your message"] == "And now?"
    assert shown["Role and rules"] == sent.stable
    assert shown["The diagram and what is selected"] == sent.current
    assert json.loads(shown["Tools"]) == sent.tools
    earlier = shown["Earlier in this conversation"]
    for message in sent.messages[:-1]:
        for block in message["content"]:
            told = block["text"] if block["type"] == "text" else json.dumps(block, ensure_ascii=False)
            assert told in earlier


def test_a_first_message_has_nothing_earlier() -> None:
    assert [part.title for part in parts(request())][:2] == ["Your message", "The diagram and what is selected"]
    assert len(parts(request())) == 4


def test_an_answer_to_a_question_is_shown_apart_from_what_it_answers() -> None:
    asks = Exchange(
        "Add one",
        question="Where?",
        messages=(
            {"role": "user", "content": [{"type": "text", "text": "Add one"}]},
            {"role": "assistant", "content": [{"type": "tool_use", "id": "t", "name": "ask_user", "input": {}}]},
            {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "t", "content": "Shown."}]},
        ),
    )
    shown = parts(request("In the EU", Conversation((asks,))))
    assert shown[0].text == "In the EU"
    assert "Shown." in shown[2].text


def test_secrets_are_masked_and_counted_in_what_is_shown_and_sent() -> None:
    sent = request(f"Use {KEY} and {KEY}", Conversation((Exchange(f"It was {KEY}", "Fine."),)))
    assert KEY not in str(dataclasses.asdict(sent))
    assert [part.masked for part in parts(sent)] == [2, 0, 1, 0, 0]


def test_sizes_are_in_characters_and_bytes() -> None:
    part = parts(request("Füge — hinzu"))[0]
    assert (part.characters, part.bytes) == (12, 12 + 1 + 2)


def test_a_blank_message_is_still_one() -> None:
    assert parts(request("  "))[0].text == "…"


def test_a_drawing_from_nothing_costs_as_a_diagram_and_the_rest_as_messages() -> None:
    assert (item_for(Diagram()), item_for(shop())) == ("ai.generate", "ai.chat")
    assert first_request(asked(Diagram())).item == "ai.generate"


@pytest.mark.parametrize(("tier", "from_nothing", "message"), [("haiku", 0, 0), ("sonnet", 15, 3), ("opus", 50, 10)])
def test_prices_are_the_item_times_the_multiplier_and_nothing_on_haiku(
    tier: str, from_nothing: int, message: int
) -> None:
    prices = default_prices()
    assert cost(prices, Diagram(), tier).total == from_nothing
    assert cost(prices, shop(), tier).total == message


def test_a_tier_that_is_not_sold_has_no_price() -> None:
    with pytest.raises(PriceError):
        cost(default_prices(), shop(), "gold")


def test_the_tier_of_a_model_is_found_in_the_price_list() -> None:
    prices = default_prices()
    found = tier_of(prices, "claude-sonnet-4-5")
    assert found is not None
    assert found.id == "sonnet"
    assert tier_of(prices, "llama3") is None


def test_tokens_are_counted_by_the_server_or_estimated() -> None:
    sent = request()
    exact = asyncio.run(count_tokens(ScriptedModel(tokens=1234), sent))
    assert exact == Tokens(1234, is_exact=True)
    assert asyncio.run(count_tokens(ScriptedModel(), sent)) == Tokens(estimated_tokens(sent), is_exact=False)


def test_tokens_are_estimated_where_the_server_cannot_be_asked() -> None:
    class Away(ScriptedModel):
        async def count_tokens(self, _request: Request) -> int | None:
            raise AssistantError(Trouble.NO_NETWORK, "No network.")

    assert not asyncio.run(count_tokens(Away(), request())).is_exact


def test_the_estimate_grows_by_a_token_for_seven_characters_in_two() -> None:
    empty = Request("m", "", "", [], [], 1)
    # `[[], []]` has 8 characters, 70 more make 78 / 3.5 = 22.3; four Chinese ones are four tokens.
    assert estimated_tokens(dataclasses.replace(empty, stable="x" * 70)) == 23
    assert estimated_tokens(dataclasses.replace(empty, stable="x" * 70 + "数据库。")) == 27
