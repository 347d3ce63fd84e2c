"""Calls of tools: what models get wrong in them is told back, and never more than that happens."""

import json
from typing import Any

import pytest

from infrasketch_desktop.assistant import calls as module
from infrasketch_desktop.assistant.calls import Call, Gathered
from infrasketch_desktop.assistant.draft import Draft
from infrasketch_desktop.assistant.rounds import Round
from infrasketch_desktop.assistant.turns import NO_USAGE
from infrasketch_desktop.assistant.wire import ToolDelta, ToolEnded, ToolStarted
from tests.assistant.shop import CACHE, shop
from tests.support.scripted_models import call as call_of

APPLY = "apply_diagram_operations"


def answered(*contents: tuple[str, Any]) -> tuple[Round, Gathered]:
    """An answer with these calls, one after the other."""
    gathered = Gathered(Draft(shop()))
    answer = Round(gathered, NO_USAGE)
    for index, (name, input_) in enumerate(contents):
        for event in call_of(name, input_, index=index):
            answer.take(event)
    return answer, gathered


def told(name: str, input_: Any) -> tuple[str, bool]:
    """What the model is told of one call, and whether as an error."""
    answer, _ = answered((name, input_))
    (result,) = answer.messages()[1]["content"]
    return result["content"], result.get("is_error", False)


@pytest.mark.parametrize(
    ("name", "input_", "expected"),
    [
        (APPLY, "{", "the input is no JSON object"),
        (APPLY, "[1]", "the input is no JSON object"),
        (APPLY, '{"operations": [}', "the input is no JSON"),
        (APPLY, {"summary": "x"}, "`operations` must be a list"),
        (APPLY, {"operations": {"op": "add_node"}}, "`operations` must be a list"),
        ("ask_user", {"options": []}, "`question` must be text"),
        ("ask_user", {"question": " "}, "`question` must be text"),
        ("edit_document_section", {"heading": "Data Flow"}, "must be text"),
        ("edit_document_section", {"heading": "Nowhere", "markdown": "x"}, "no heading “Nowhere”"),
        ("read_file", {"path": "/etc/passwd"}, "There is no such tool."),
        ("run", "rm -rf /", "the input is no JSON object"),
        ("", "", "There is no such tool."),
    ],
)
def test_what_is_wrong_with_a_call_is_told(name: str, input_: Any, expected: str) -> None:
    content, is_error = told(name, input_)
    assert expected in content
    assert is_error


def test_no_operations_are_no_mistake() -> None:
    assert told(APPLY, {"operations": [], "summary": "x"}) == ("0 of 0 operations are in the proposal.", False)


def test_operations_that_came_as_a_text_of_json_are_taken() -> None:
    _, gathered = answered((APPLY, {"summary": "x", "operations": json.dumps([CACHE])}))
    assert "redis-cache" in gathered.draft.diagram


def test_the_summary_of_the_first_call_names_the_change() -> None:
    first = {"operations": [CACHE], "summary": "Add\n a  cache\u202e"}
    _, gathered = answered((APPLY, first), (APPLY, {"operations": [], "summary": "Other"}))
    assert gathered.title == "Add a cache"


def test_only_the_first_question_is_asked() -> None:
    answer, gathered = answered(
        ("ask_user", {"question": "One?"}), ("ask_user", {"question": "Two?", "options": ["a"]})
    )
    assert gathered.question is not None
    assert gathered.question.text == "One?"
    assert [bool(result.get("is_error")) for result in answer.messages()[1]["content"]] == [False, True]


def test_options_and_suggestions_are_few_short_and_on_one_line() -> None:
    many = ["a\nb", "", 3, "x" * 500, *(f"n{n}" for n in range(99))]
    _, gathered = answered(("ask_user", {"question": "Which?", "options": many}), ("suggest", {"items": many}))
    assert gathered.question is not None
    assert gathered.question.options == ("a b", "x" * 119 + "…", *(f"n{n}" for n in range(4)))
    assert gathered.suggestions == ("a b", "x" * 119 + "…", "n0")


def test_more_operations_than_fit_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_OPERATIONS", 2)
    answer, gathered = answered((APPLY, {"operations": [{**CACHE, "id": f"c{n}"} for n in range(4)], "summary": "x"}))
    assert len(gathered.draft.diagram.nodes) == 3 + 2
    assert len(answer.problems) == 2


def test_the_model_is_told_a_few_of_many_problems() -> None:
    content, _ = told(APPLY, {"operations": [7] * 100, "summary": "x"})
    assert content.count("operations[") == 18
    assert content.endswith("and 82 more")


def test_a_secret_in_a_label_is_not_told_back() -> None:
    key = "AKIA" + "ABCDEFGHIJKLMNOP"
    assert key not in told(APPLY, {"operations": [{"op": "remove_node", "id": key}], "summary": "x"})[0]


def test_a_call_that_does_not_arrive_whole_is_not_repeated_to_the_model() -> None:
    gathered = Gathered(Draft(shop()))
    answer = Round(gathered, NO_USAGE)
    for event in call_of(APPLY, {"operations": [CACHE], "summary": "x"})[:-1]:
        answer.take(event)
    assert answer.messages() == ()
    assert "redis-cache" in gathered.draft.diagram


def test_only_calls_that_arrived_whole_have_results() -> None:
    answer, _ = answered((APPLY, {"operations": [CACHE], "summary": "x"}))
    for event in call_of("suggest", {"items": ["a"]}, index=1)[:-1]:
        answer.take(event)
    said, results = answer.messages()
    assert [block["tool_use_id"] for block in results["content"]] == [block["id"] for block in said["content"]]
    assert len(results["content"]) == 1


@pytest.mark.parametrize("id_", ["", "a b", "ü", "x" * 200, "call_7_1"])
def test_ids_and_names_of_calls_are_such_as_servers_take(id_: str) -> None:
    answer = Round(Gathered(Draft(shop())), NO_USAGE)
    for index in range(2):
        for event in (ToolStarted(index, id_, "do it!"), ToolDelta(index, "{}"), ToolEnded(index)):
            answer.take(event)
    said, results = answer.messages()
    assert [block["id"] for block in said["content"]] == ["call_0_0", "call_0_1"]
    assert [block["tool_use_id"] for block in results["content"]] == ["call_0_0", "call_0_1"]
    assert {block["name"] for block in said["content"]} == {"do_it_"}


def test_events_of_blocks_that_never_began_are_passed_over() -> None:
    answer = Round(Gathered(Draft(shop())), NO_USAGE)
    assert not answer.take(ToolDelta(7, "{}"))
    assert not answer.take(ToolEnded(7))
    assert answer.messages() == ()


def test_a_call_gives_its_input_as_it_came() -> None:
    found = Call("t", "suggest", Gathered(Draft(shop())))
    found.feed('{"items": ["a"]}')
    found.end()
    assert found.block() == {"type": "tool_use", "id": "t", "name": "suggest", "input": {"items": ["a"]}}
