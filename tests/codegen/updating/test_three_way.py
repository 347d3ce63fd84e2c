"""The merge of three texts: both sides come in, or the place is marked."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infrasketch_desktop.codegen.updating.three_way import (
    MIDDLE,
    OURS,
    THEIRS,
    TooRepetitiveError,
    is_unresolved,
    merge,
)
from tests.support.needs import miss

texts = st.lists(st.sampled_from(["a\n", "b\n", "c\n", "d\n", "\n"]), max_size=8).map("".join)
any_texts = st.text(alphabet="ab\n\x0c\u2028\r", max_size=20)


def test_changes_at_different_places_both_come_in() -> None:
    merged = merge("1\n2\n3\n4\n5\n", "0\n1\n2\n3\n4\n5\n", "1\n2\n3\n4\n6\n")
    assert (merged.text, merged.conflicts) == ("0\n1\n2\n3\n4\n6\n", 0)


def test_changes_at_the_same_place_are_marked() -> None:
    merged = merge("1\n2\n3\n", "1\nmine\n3\n", "1\ntheirs\n3\n")
    assert merged.text == f"1\n{OURS}\nmine\n{MIDDLE}\ntheirs\n{THEIRS}\n3\n"
    assert merged.conflicts == 1
    assert is_unresolved(merged.text)


def test_what_both_sides_of_a_conflict_share_stays_outside_the_marks() -> None:
    merged = merge("1\n2\n3\n", "1\nx\nmine\ny\n3\n", "1\nx\ntheirs\ny\n3\n")
    assert merged.text == f"1\nx\n{OURS}\nmine\n{MIDDLE}\ntheirs\n{THEIRS}\ny\n3\n"


def test_a_line_without_an_end_does_not_swallow_a_mark() -> None:
    assert merge("1", "2", "3").text == f"{OURS}\n2\n{MIDDLE}\n3\n{THEIRS}\n"


def test_what_was_removed_here_and_changed_there_is_a_conflict() -> None:
    assert merge("1\n2\n3\n", "1\n3\n", "1\nx\n3\n").conflicts == 1


@given(texts, texts)
def test_a_side_that_did_not_change_gives_way(base: str, other: str) -> None:
    assert merge(base, base, other).text == other
    assert merge(base, other, base).text == other
    assert merge(base, other, other).text == other
    assert merge(base, other, other).conflicts == 0


@given(any_texts, any_texts, any_texts)
def test_nothing_that_a_side_added_is_lost(base: str, mine: str, theirs: str) -> None:
    merged = merge(base, mine, theirs).text.split("\n")
    for side in (mine, theirs):
        added = [line for line in side.split("\n") if line not in base.split("\n")]
        assert set(added) <= set(merged)


@pytest.mark.parametrize(
    ("base", "mine", "theirs"),
    [
        ("a\nb\nc\nd\ne\nf\n", "a\nX\nb\nc\nd\ne\nf\n", "a\nb\nc\nd\ne\nY\n"),
        ("a\nb\nc\nd\ne\n", "b\nc\nd\ne\n", "a\nb\nc\nd\n"),
        ("a\nb\nc\n", "a\nb1\nc\n", "a\nb2\nc\n"),
        ("", "a\n", "b\n"),
        ("a\nb\nc\nd\n", "a\nb\nx\nc\nd\n", "a\nb\nc\ny\nd\n"),
    ],
)
def test_git_agrees(tmp_path: Path, base: str, mine: str, theirs: str) -> None:
    if shutil.which("git") is None:
        miss("git", packages="git")
    for name, text in (("base", base), ("mine", mine), ("theirs", theirs)):
        (tmp_path / name).write_text(text)
    labels = ["-L", "yours", "-L", "base", "-L", "generated"]
    done = subprocess.run(
        ["git", "merge-file", "-p", *labels, "mine", "base", "theirs"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    merged = merge(base, mine, theirs)
    assert (merged.text, merged.conflicts) == (done.stdout, done.returncode)


def test_a_text_of_one_line_repeated_is_refused_before_it_takes_minutes() -> None:
    with pytest.raises(TooRepetitiveError):
        merge("\n" * 10_000, "\n" * 10_001, "\n" * 10_002)


def test_a_long_file_is_merged() -> None:
    base = [f"line {number}\n" for number in range(5_000)]
    mine, theirs = base.copy(), base.copy()
    mine[10], theirs[4_000] = "mine\n", "theirs\n"
    merged = merge("".join(base), "".join(mine), "".join(theirs))
    assert (merged.conflicts, merged.text.count("mine\n"), merged.text.count("theirs\n")) == (0, 1, 1)
