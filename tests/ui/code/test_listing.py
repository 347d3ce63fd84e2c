"""Files in folders with how each stands."""

from infrasketch_desktop.ui.code.listing import Listing
from infrasketch_desktop.ui.code.standing import Standing

CALM = Standing("Same", "check", "muted", weight=1)
URGENT = Standing("Conflict", "warning", "danger", "Choose.", weight=9)
FILES = {"a/b/calm.py": CALM, "a/b/urgent.py": URGENT, "a/c/calm.py": CALM, "README.md": CALM}


def test_a_folder_stands_as_the_weightiest_file_in_it() -> None:
    listing = Listing.of(FILES)
    assert [listing.standing_of(place) for place in ("a/", "a/b/", "a/c/")] == [URGENT, URGENT, CALM]


def test_one_file_that_stands_otherwise_changes_the_folders_around_it() -> None:
    listing = Listing.of(FILES).with_standings({"a/b/urgent.py": CALM, "a/c/calm.py": URGENT})
    assert listing.standings == {**FILES, "a/b/urgent.py": CALM, "a/c/calm.py": URGENT}
    assert [listing.standing_of(place) for place in ("a/", "a/b/", "a/c/")] == [URGENT, CALM, URGENT]


def test_files_that_are_not_listed_do_not_come_in() -> None:
    assert Listing.of(FILES).with_standings({"elsewhere.py": URGENT}).standings == FILES


def test_the_folder_of_a_file_is_found_where_folders_are_one_row() -> None:
    listing = Listing.of({"src/orders/app.py": CALM, "README.md": CALM})
    assert listing.branch_of("src/orders/app.py").name == "src/orders"
    assert [branch.place for branch in listing.around("src/orders/app.py")] == ["src/orders/", ""]
