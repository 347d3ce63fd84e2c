"""The table of honesty counts the files of each folder by how far they were checked."""

from __future__ import annotations

from infrasketch_desktop.codegen.files import Level
from infrasketch_desktop.codegen.making.levels import with_levels

README = "# Shop\n\n<!-- levels -->\nNo check has been run yet.\n<!-- end of levels -->\n\nMore.\n"
LEVELS = {
    "compose.yaml": Level.SCHEMA,
    "services/api/src/api/app.py": Level.RAN,
    "services/api/Dockerfile": Level.UNCHECKED,
    "services/api/src/api/health.py": Level.RAN,
}


def test_the_files_of_a_part_are_counted_together_and_others_stand_alone() -> None:
    lines = with_levels(README, LEVELS).splitlines()
    assert lines[3:7] == [
        "| files | ran | checked | schema | unchecked |",
        "|---|---:|---:|---:|---:|",
        "| `compose.yaml` |  |  | 1 |  |",
        "| `services/api` | 2 |  |  | 1 |",
    ]
    assert lines[-1] == "More."


def test_filling_it_again_replaces_what_was_there() -> None:
    once = with_levels(README, LEVELS)
    assert with_levels(with_levels(README, {"a.py": Level.RAN}), LEVELS) == once


def test_a_page_without_its_marks_stays_as_it_is() -> None:
    assert with_levels("# Mine\n", LEVELS) == "# Mine\n"
