"""A review holds for any diagram: the same list each time, existing elements, fixes that fit."""

from hypothesis import given, settings

from infrasketch_desktop.diagram.reducer import try_operations
from infrasketch_desktop.review import Severity
from infrasketch_desktop.review.reviewer import MOST_OF_ONE_RULE, review
from tests.support.diagrams import diagrams
from tests.support.large_diagrams import large_diagram


@given(diagrams())
@settings(max_examples=60)
def test_every_fix_fits_the_diagram_it_was_found_in(diagram):
    for finding in review(diagram):
        assert all(element in diagram for element in finding.elements)
        for fix in finding.fixes:
            _, problems = try_operations(diagram, fix.operations)
            assert problems == ()


@given(diagrams())
@settings(max_examples=30)
def test_the_same_diagram_gives_the_same_list_worst_first(diagram):
    found = review(diagram)
    assert review(diagram.copy()) == found
    assert [f.severity for f in found] == sorted((f.severity for f in found), key=list(Severity).index)


def test_one_rule_does_not_drown_the_others():
    found = [finding.rule for finding in review(large_diagram(2000))]
    assert max(found.count(rule) for rule in set(found)) <= MOST_OF_ONE_RULE
