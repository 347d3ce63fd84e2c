"""What a person may choose for a file, and what follows from it."""

import pytest

from infrasketch_desktop.codegen.manifest import Manifest
from infrasketch_desktop.codegen.updating.change import FileChange, State, Update
from infrasketch_desktop.codegen.updating.scope import Scope
from infrasketch_desktop.ui.code.choosing import Choice, chosen, chosen_update, options, result_of


def change(state: State, **values: object) -> FileChange:
    texts = {"base": "base", "mine": "mine", "theirs": "theirs", "result": None, **values}
    return FileChange(path="a.py", part="api", state=state, **texts)


def test_a_conflict_may_be_settled_for_either_side() -> None:
    conflict = change(State.CONFLICT, result="both")
    assert options(conflict) == (Choice.PLANNED, Choice.MINE, Choice.NEW)
    assert result_of(chosen(conflict, Choice.PLANNED)) == "both"
    assert result_of(chosen(conflict, Choice.MINE)) == "mine"
    assert result_of(chosen(conflict, Choice.NEW)) == "theirs"


def test_what_is_kept_is_not_written() -> None:
    assert not chosen(change(State.MERGED, result="both"), Choice.MINE).is_written


def test_a_renamed_file_that_is_kept_goes_along_as_it_is() -> None:
    kept = chosen(change(State.MERGED, result="both", moved_from="old/a.py"), Choice.MINE)
    assert (kept.state, kept.result) == (State.MERGED, "mine")


def test_a_deleted_file_can_come_back() -> None:
    back = chosen(change(State.DELETED, mine=None), Choice.NEW)
    assert (back.state, back.result) == (State.NEW, "theirs")


@pytest.mark.parametrize("state", [State.NEW, State.SAME])
def test_where_nothing_is_at_stake_nothing_is_asked(state: State) -> None:
    assert options(change(state)) == ()


def test_what_is_no_text_cannot_be_replaced() -> None:
    assert options(change(State.SKIPPED, mine=None)) == ()


def test_an_edited_file_that_is_not_generated_any_more_has_nothing_new_to_take() -> None:
    assert options(change(State.KEPT, theirs=None)) == ()


def test_a_file_to_be_removed_may_stay() -> None:
    gone = change(State.REMOVED, theirs=None)
    assert result_of(gone) == ""
    assert result_of(chosen(gone, Choice.MINE)) == "mine"


def test_an_update_takes_only_what_may_be_chosen() -> None:
    new, merged = change(State.NEW, mine=None, result="theirs"), change(State.MERGED, result="both")
    update = Update((new, merged), Scope("shop", {}, is_whole=True), Manifest())
    after = chosen_update(update, {"a.py": Choice.MINE})
    assert [one.state for one in after.changes] == [State.NEW, State.KEPT]
