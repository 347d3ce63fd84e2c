from hypothesis import given

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.diagram.records import Node
from infrasketch_desktop.formats.facts import facts_comment, facts_in, facts_of, stated
from infrasketch_desktop.formats.names import clean_label
from tests.formats.round_trips import texts


@given(texts)
def test_any_text_comes_back_out_of_a_comment_of_one_line(text):
    node = Node(id="a", kind=NodeKind.QUEUE, label="A", description=text, outputs=(text,))
    comment = facts_comment({"id": "a", **facts_of(node, "kind", "description", "outputs")})
    assert len(comment.splitlines()) == 1
    assert "%" not in comment
    facts = facts_in(f" {comment}") or {}
    kept = {"kind": NodeKind.QUEUE, "description": clean_label(text), "outputs": (clean_label(text),)}
    assert {"description": "", **stated("node", facts)} == kept
    assert facts["id"] == "a"


def test_only_what_is_set_is_a_fact():
    assert facts_of(Node(id="a", kind=NodeKind.QUEUE, label="A"), "technology", "kind") == {"kind": "queue"}
    assert facts_comment({}) == ""


def test_ordinary_and_damaged_comments_hold_no_facts():
    assert facts_in("a comment") is None
    assert facts_in("infrasketch: {") is None
    assert facts_in("infrasketch: [1]") is None
    assert facts_in("infrasketch: " + "[" * 90_000) is None


def test_a_fact_of_the_wrong_type_is_left_out():
    facts = {"kind": "toaster", "technology": 7, "description": "d", "inputs": ["a"], "colour": "red", "id": "x"}
    assert stated("node", facts) == {"description": "d", "inputs": ("a",)}


def test_marks_that_reorder_text_are_taken_out_of_facts():
    assert facts_in('infrasketch: {"description": "a\\u202eb", "more": {"deep": 1}}') == {"description": "ab"}
