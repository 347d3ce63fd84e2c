"""Elements of a list in JSON that arrives in pieces: each as soon as it is complete, and wherever it was cut."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrasketch_desktop.assistant import elements as module
from infrasketch_desktop.assistant.elements import MOST_DEPTH, Elements, parsed

PLAIN: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-9999, 9999) | st.text(max_size=6) | st.just('},]"\\'),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


def read(*pieces: str, name: str = "operations") -> tuple[list[Any], str]:
    reader = Elements(name)
    return [found for piece in pieces for found in reader.feed(piece)], reader.broken


def test_an_element_is_given_with_its_last_character() -> None:
    reader = Elements("operations")
    assert reader.feed('{"operations": [{"op": "remove_node"') == []
    assert reader.feed("}") == [{"op": "remove_node"}]
    assert reader.feed(', {"op":') == []


def test_a_scalar_is_complete_only_with_what_follows_it() -> None:
    reader = Elements("operations")
    assert reader.feed('{"operations": [1') == []
    assert reader.feed("2") == []
    assert reader.feed(", 3") == [12]
    assert reader.feed("]") == [3]


def test_other_lists_and_texts_that_look_like_it_are_passed_over() -> None:
    text = '{"summary": "\\"operations\\": [1]", "x": [2, {"operations": [3]}], "operations": [4], "y": [5]}'
    assert read(text) == ([4], "")


@given(st.dictionaries(st.text(max_size=4), PLAIN, max_size=2), st.lists(PLAIN, max_size=4), st.data())
def test_every_cut_gives_what_json_reads(around: dict[str, Any], wanted: list[Any], data: st.DataObject) -> None:
    text = json.dumps(
        {**around, "operations": wanted},
        ensure_ascii=data.draw(st.booleans()),
        indent=data.draw(st.sampled_from([None, 1])),
    )
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    pieces = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    assert read(*pieces) == (wanted, "")


@given(st.text(alphabet='{}[]",:\\ operations1', max_size=40), st.integers(0, 40))
def test_text_that_is_no_json_is_read_alike_in_any_pieces(text: str, at: int) -> None:
    assert read(text) == read(text[:at], text[at:])


@pytest.mark.parametrize("text", ['{"operations": [{"a": ]}', '{"operations": [NaN, 1]}', '{"operations": [1}', "]"])
def test_what_is_no_json_is_given_up(text: str) -> None:
    assert read(text, '{"operations": [7]}') == ([], "the input is no JSON")


def test_what_was_found_before_it_broke_stands() -> None:
    assert read('{"operations": [1, 2, oops, 3]}') == ([1, 2], "the input is no JSON")


def test_depth_and_length_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "nested" in read('{"operations": [' + "[" * 100_000)[1]
    deep = "[" * (MOST_DEPTH - 2) + "]" * (MOST_DEPTH - 2)
    assert read(f'{{"operations": [{deep}]}}')[1] == ""
    monkeypatch.setattr(module, "MOST_CHARACTERS", 30)
    assert read('{"operations": [1, ' + "2, " * 100) == ([1, 2, 2, 2, 2], "the input has more than 30 characters")


def test_numbers_that_json_does_not_know_are_refused() -> None:
    with pytest.raises(ValueError, match="Infinity"):
        parsed("[-Infinity]")
