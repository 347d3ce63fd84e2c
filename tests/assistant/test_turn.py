"""Turns: what streams in becomes a proposal, mistakes are mended, and whatever happens the valid part is kept."""

import asyncio
import threading
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from infrasketch_desktop.assistant.conversation import Conversation, Exchange, Fate
from infrasketch_desktop.assistant.endings import MOST_REQUESTS
from infrasketch_desktop.assistant.errors import AssistantError, Trouble
from infrasketch_desktop.assistant.outgoing import first_request
from infrasketch_desktop.assistant.stopping import Stop
from infrasketch_desktop.assistant.turn import run_turn
from infrasketch_desktop.assistant.turns import Asked, Ending, Phase, TurnUpdate
from infrasketch_desktop.assistant.wire import Ended, Thinking, Usage
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Document
from infrasketch_desktop.diagram.transforming import transform
from infrasketch_desktop.layout.errors import LayoutError
from infrasketch_desktop.storage import sketch_file
from tests.assistant.shop import CACHE, CACHED, shop
from tests.support.diagrams import diagrams, rebuilt
from tests.support.scripted_models import HANGS, ScriptedModel, applies, asked, call, calls, says, text, turn


def test_a_question_is_answered_and_changes_nothing() -> None:
    base = shop()
    model = ScriptedModel(says("It is a shop."))
    result = turn(asked(base, "What is this?"), model)
    assert (result.ending, result.text, result.requests) == (Ending.ANSWERED, "It is a shop.", 1)
    assert result.target is base
    assert result.proposal is None


def test_operations_become_a_proposal_with_places_beside_what_is_there() -> None:
    base = shop()
    model = ScriptedModel([*text("Sure. "), *applies(CACHE, CACHED, summary="Add a cache")], says("Added it."))
    result = turn(asked(base), model)
    assert result.text == "Sure.\n\nAdded it."
    assert result.title == "Add a cache"
    proposal = result.proposal
    assert proposal is not None
    assert {item.id for item in proposal.items} == {"redis-cache", "api--redis-cache"}
    new = result.target.nodes["redis-cache"]
    assert not any(new.rect.intersects(node.rect) for node in base.nodes.values())
    assert all(result.target.nodes[i] == base.nodes[i] for i in base.nodes)


def test_accepting_is_one_undo_step_and_undo_restores_every_byte() -> None:
    base = shop()
    remove = {"op": "remove_node", "id": "db"}
    result = turn(asked(base), ScriptedModel(applies(CACHE, CACHED, remove), says("Done.")))
    document = Document(base)
    before = sketch_file.write(document.diagram)
    proposal = result.proposal
    assert proposal is not None
    with document.edit(proposal.title) as edit:
        transform(edit, proposal.accepted(proposal.all))
    assert document.diagram.same_records(result.target)
    assert document.undo()
    assert document.undo_title is None
    assert sketch_file.write(document.diagram) == before


def test_the_model_is_told_of_its_calls_and_what_became_of_its_words() -> None:
    model = ScriptedModel([*text("Sure."), *applies(CACHE)], says("Done."))
    turn(asked(shop()), model)
    _, answer, results = model.requests[1].messages
    assert [block["type"] for block in answer["content"]] == ["text", "tool_use"]
    (told,) = results["content"]
    assert told["tool_use_id"] == answer["content"][1]["id"]
    assert "is_error" not in told
    assert "1 of 1 operations" in told["content"]
    assert "c is redis-cache" in told["content"]


def test_the_first_request_is_the_one_that_is_shown_before() -> None:
    question = asked(shop(), "Add a cache", focus=("api",), operation="op-1")
    model = ScriptedModel(says("Done."))
    turn(question, model)
    assert model.requests == [first_request(question)]


def test_what_does_not_fit_comes_back_with_index_reason_and_nearest_ids() -> None:
    wrong = {"op": "add_edge", "source": "apii", "target": "db"}
    model = ScriptedModel(applies(CACHE, wrong), applies({**wrong, "source": "api"}), says("Done."))
    result = turn(asked(shop()), model)
    (told,) = model.requests[1].messages[-1]["content"]
    assert told["is_error"] is True
    assert "operations[1] (add edge apii → db): There is no node or group “apii”. Nearest ids: api" in told["content"]
    assert result.left_out == ()
    assert {"redis-cache", "api--db-2"} <= {record.id for record in result.target}


def test_after_two_repairs_the_valid_rest_is_offered_and_the_left_out_listed() -> None:
    wrong = {"op": "remove_node", "id": "nowhere"}
    model = ScriptedModel(*[applies(CACHE, wrong)] * 9)
    result = turn(asked(shop()), model)
    assert (result.ending, len(model.requests)) == (Ending.ANSWERED, 3)
    assert [(one.what, one.reason) for one in result.left_out] == [
        ("remove node nowhere", "There is no node “nowhere”.")
    ]
    assert "redis-cache" in result.target
    assert "redis-cache-2" not in result.target


def test_a_model_that_never_ends_is_stopped_after_eight_answers() -> None:
    model = ScriptedModel(*([*text("More."), *applies({**CACHE, "id": f"c{n}"})] for n in range(20)))
    result = turn(asked(shop()), model)
    assert len(model.requests) == MOST_REQUESTS == 8
    assert result.ending is Ending.ANSWERED
    assert "8 answers" in result.notes[0]
    assert len(result.target.nodes) == 3 + 8


def test_a_question_of_the_model_ends_the_turn() -> None:
    model = ScriptedModel(calls("ask_user", {"question": "Which region?", "options": ["EU", "US"]}))
    result = turn(asked(shop()), model)
    assert result.ending is Ending.ASKED
    assert result.question is not None
    assert (result.question.text, result.question.options) == ("Which region?", ("EU", "US"))
    assert result.target is result.base


def test_the_answer_to_a_question_follows_its_call() -> None:
    first = turn(asked(shop()), ScriptedModel(calls("ask_user", {"question": "Which region?", "options": []})))
    model = ScriptedModel(says("Good."))
    turn(asked(shop(), "EU", conversation=Conversation((first.exchange,))), model)
    roles = [message["role"] for message in model.requests[0].messages]
    assert roles == ["user", "assistant", "user"]
    last = model.requests[0].messages[-1]["content"]
    assert [block["type"] for block in last] == ["tool_result", "text"]
    assert last[1]["text"] == "EU"


def test_suggestions_of_the_model_lead_and_three_are_offered() -> None:
    model = ScriptedModel([*text("Fine."), *calls("suggest", {"items": ["Add a CDN", 7, "Add a CDN"]})])
    result = turn(asked(shop()), model)
    assert len(model.requests) == 1
    assert result.suggestions[0] == "Add a CDN"
    assert len(result.suggestions) == len(set(result.suggestions)) == 3


def test_text_for_the_document_is_part_of_the_proposal() -> None:
    written = call("edit_document_section", {"heading": "Security Considerations", "markdown": "Use **TLS**."})
    model = ScriptedModel([*written, Ended("tool_use")], says("Done."))
    result = turn(asked(shop()), model)
    (section,) = result.sections
    assert section.heading == "Security Considerations"
    assert result.target.passages[section.passage].text == "Use **TLS**."
    proposal = result.proposal
    assert proposal is not None
    assert [item.id for item in proposal.items] == [section.passage]


def test_thinking_goes_back_in_its_turn_and_no_further() -> None:
    thought = {"type": "thinking", "thinking": "Hm.", "signature": "c2ln"}
    model = ScriptedModel([Thinking(), Thinking(thought), *applies(CACHE)], says("Done."))
    result = turn(asked(shop()), model)
    assert model.requests[1].messages[1]["content"][0] == thought
    assert "thinking" not in str(result.exchange.messages)


def test_tokens_are_added_over_the_answers_of_a_turn() -> None:
    first = [Usage(100, 1), Usage(100, 20, 5), *applies(CACHE)]
    model = ScriptedModel(first, [Usage(150, 7), *says("Done.")])
    assert turn(asked(shop()), model).usage == Usage(250, 27, 5)


def overloaded() -> AssistantError:
    return AssistantError(Trouble.OVERLOADED, "The server is overloaded.", kept="?", advice="Wait.", details={"s": 7})


def test_what_had_arrived_before_a_failure_is_kept_as_a_proposal() -> None:
    arrived = applies(CACHE, CACHED)
    model = ScriptedModel([*text("Sure."), *arrived[:-4], overloaded()])
    result = turn(asked(shop()), model)
    assert result.ending is Ending.FAILED
    assert "redis-cache" in result.target
    assert result.error is not None
    assert result.error.trouble is Trouble.OVERLOADED
    assert str(result.error) == ("The server is overloaded. The changes that had arrived are kept as a proposal. Wait.")
    assert result.error.details == {"s": 7}
    assert result.exchange.trouble == str(result.error)


def test_a_failure_before_anything_arrived_changes_nothing() -> None:
    base = shop()
    result = turn(asked(base), ScriptedModel([overloaded()]))
    assert result.target is base
    assert str(result.error) == "The server is overloaded. Nothing was changed. Wait."
    assert len(result.exchange.messages) == 1


def test_after_a_failure_the_conversation_can_go_on() -> None:
    arrived = applies(CACHE)
    failed = turn(asked(shop()), ScriptedModel(arrived, [*text("I am"), *arrived[:3], overloaded()]))
    model = ScriptedModel(says("Good."))
    turn(asked(shop(), "Go on", conversation=Conversation((failed.exchange,))), model)
    roles = [message["role"] for message in model.requests[0].messages]
    assert roles == ["user", "assistant", "user", "assistant", "user"]


def test_a_stopped_turn_keeps_what_was_valid_and_closes_the_stream() -> None:
    stop = Stop()
    arrived = applies(CACHE)
    model = ScriptedModel([*text("Sure."), *arrived[:-1], HANGS])

    def on_update(update: TurnUpdate) -> None:
        if update.applied:
            threading.Thread(target=stop.request).start()

    result = turn(asked(shop()), model, on_update, stop=stop)
    assert (result.ending, result.error, result.text) == (Ending.STOPPED, None, "Sure.")
    assert "redis-cache" in result.target
    assert model.closed == 1


def test_a_turn_that_was_stopped_before_it_began_asks_nobody() -> None:
    stop = Stop()
    stop.request()
    model = ScriptedModel(says("Hello"))
    result = turn(asked(shop()), model, stop=stop)
    assert result.ending is Ending.STOPPED
    assert model.requests == []


def test_a_task_cancelled_from_outside_is_cancelled() -> None:
    async def cancelled() -> None:
        task = asyncio.ensure_future(run_turn(asked(shop()), ScriptedModel([HANGS]), lambda _update: None))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(cancelled())


def test_a_stream_that_is_left_is_closed_at_once() -> None:
    def on_update(update: TurnUpdate) -> None:
        if update.text:
            raise ZeroDivisionError

    async def left() -> None:
        model = ScriptedModel(says("Hello"))
        with pytest.raises(ZeroDivisionError):
            await run_turn(asked(shop()), model, on_update)
        assert model.closed == 1

    asyncio.run(left())


def test_updates_tell_text_phase_and_the_diagram_as_it_grows() -> None:
    seen: list[TurnUpdate] = []
    model = ScriptedModel([Thinking(), *text("Sure."), *applies(CACHE, CACHED)], says("Done."))
    base = shop()
    result = turn(asked(base), model, seen.append)
    phases = list(dict.fromkeys(update.phase for update in seen))
    assert phases == [Phase.WAITING, Phase.THINKING, Phase.WRITING, Phase.DRAWING]
    assert seen[0].target is base
    assert [update.applied for update in seen] == sorted(update.applied for update in seen)
    assert seen[-1].target.same_records(result.target)
    assert all(update.target is base for update in seen if update.phase is Phase.THINKING)


def test_the_diagram_is_shown_only_as_often_as_placing_allows() -> None:
    operations = [{**CACHE, "id": f"c{n}"} for n in range(50)]
    places: list[int] = []

    def place(_before: Diagram, after: Diagram) -> Diagram:
        places.append(len(after.nodes))
        return after

    turn(asked(shop()), ScriptedModel(applies(*operations, size=40), says("Done.")), place=place)
    assert places[-1] == 53
    assert len(places) < 25


def test_a_diagram_from_nothing_is_laid_out_as_a_whole_in_the_end() -> None:
    laid_out: list[Diagram] = []

    def lay_out(drawn: Diagram) -> Diagram:
        laid_out.append(drawn)
        return rebuilt(drawn)

    result = turn(asked(Diagram()), ScriptedModel(applies(CACHE), says("Done.")), lay_out=lay_out)
    assert len(laid_out) == 1
    assert [node.id for node in result.target.nodes.values()] == ["redis-cache"]
    turn(asked(shop()), ScriptedModel(applies(CACHE), says("Done.")), lay_out=lay_out)
    turn(asked(Diagram()), ScriptedModel(says("Nothing.")), lay_out=lay_out)
    assert len(laid_out) == 1


def test_a_layout_that_fails_leaves_what_was_drawn() -> None:
    def lay_out(_drawn: Diagram) -> Diagram:
        raise LayoutError("out of order")

    result = turn(asked(Diagram()), ScriptedModel(applies(CACHE), says("Done.")), lay_out=lay_out)
    assert "redis-cache" in result.target


def test_hitting_more_than_a_third_of_the_nodes_is_flagged() -> None:
    two = [{"op": "remove_node", "id": "db"}, {"op": "update_node", "id": "api", "label": "Gateway"}]
    assert turn(asked(shop()), ScriptedModel(applies(*two), says("Done."))).is_destructive
    assert not turn(asked(shop()), ScriptedModel(applies(two[0]), says("Done."))).is_destructive


def test_the_fate_of_the_last_proposal_is_told() -> None:
    model = ScriptedModel(says("Good."))
    said = Conversation((Exchange("Add a cache", "Done.", title="Add a cache", fate=Fate.REFUSED),))
    turn(asked(shop(), "Why?", conversation=said), model)
    assert "refused your last proposal" in model.requests[0].current


# Whatever a model sends, and however it is cut

_WORDS = st.sampled_from(["api", "db", "web", "backend", "c", "d", "API", "", "sheet", "nowhere", "api--db", "x" * 70])
_OPERATIONS = st.one_of(
    st.fixed_dictionaries({"op": st.just("add_node"), "id": _WORDS, "kind": st.just("cache"), "label": _WORDS}),
    st.fixed_dictionaries({"op": st.just("add_edge"), "source": _WORDS, "target": _WORDS}),
    st.fixed_dictionaries(
        {"op": st.just("add_group"), "id": _WORDS, "label": _WORDS, "members": st.lists(_WORDS, max_size=3)}
    ),
    st.fixed_dictionaries({"op": st.just("set_group"), "id": _WORDS, "group": st.one_of(st.none(), _WORDS)}),
    st.fixed_dictionaries({"op": st.just("update_node"), "id": _WORDS, "label": _WORDS}),
    st.fixed_dictionaries({"op": st.sampled_from(["remove_node", "remove_group", "remove_edge"]), "id": _WORDS}),
    st.fixed_dictionaries({"op": st.just("add_note"), "id": _WORDS, "text": st.text(max_size=20)}),
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=3)
    ),
)


def holds_together(base: Diagram, operations: list[Any]) -> None:
    result = turn(asked(base), ScriptedModel(*[applies(*operations)] * 3, says("Done.")))
    assert rebuilt(result.target).same_records(result.target)
    assert all(result.target.nodes[i].rect == base.nodes[i].rect for i in base.nodes if i in result.target.nodes)
    document = Document(base)
    before = sketch_file.write(document.diagram)
    with document.edit("Accept") as edit:
        transform(edit, result.target)
    assert document.diagram.same_records(result.target)
    if result.proposal is not None:
        document.undo()
    assert document.undo_title is None
    assert sketch_file.write(document.diagram) == before


@settings(max_examples=40)
@given(st.lists(_OPERATIONS, max_size=8))
def test_any_list_of_operations_leaves_a_sound_diagram_and_one_step_to_undo(operations: list[Any]) -> None:
    holds_together(shop(), operations)


@pytest.mark.long
@pytest.mark.timeout(600)
@settings(max_examples=400)
@given(diagrams(), st.lists(_OPERATIONS, max_size=25))
def test_any_list_of_operations_suits_any_diagram(base: Diagram, operations: list[Any]) -> None:
    holds_together(base, operations)


def outcome(model: ScriptedModel) -> tuple[object, ...]:
    result = turn(asked(shop()), model)
    records = tuple(sorted(map(repr, result.target)))
    return result.text, records, result.left_out, result.title, result.suggestions


@settings(max_examples=25)
@given(st.integers(1, 40), st.lists(_OPERATIONS, max_size=5))
def test_however_the_stream_is_cut_the_result_is_the_same(size: int, operations: list[Any]) -> None:
    def model(size: int) -> ScriptedModel:
        first = [*text("Sure, a cache – “now”.", size), *applies(*operations, CACHE, CACHED, size=size)]
        return ScriptedModel(first, *[says("Done.", size)] * 4)

    assert outcome(model(size)) == outcome(model(10_000))


def test_asked_is_remembered_without_secrets() -> None:
    secret = "AKIA" + "A" * 16
    result = turn(Asked(f"My key is {secret}", shop()), ScriptedModel(says("Keep it.")))
    assert secret not in str(result.exchange)
