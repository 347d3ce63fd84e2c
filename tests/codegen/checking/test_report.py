"""A report says how far each file got, and boasts of nothing."""

from __future__ import annotations

from infrasketch_desktop.codegen.checking import Missing, Report, Result
from infrasketch_desktop.codegen.files import Level

COMPILED = Result(tool="compiler", files=("a.py", "b.py"), level=Level.CHECKED)
RAN = Result(tool="pytest", files=("a.py", "b.py"), level=Level.RAN)
REFUSED = Result(
    tool="ruff",
    files=("a.py", "b.py"),
    level=Level.CHECKED,
    passed=False,
    said="b.py:3 unused\nFound 1",
    refused=("b.py",),
)
NO_NGINX = Missing(tool="nginx", files=("nginx.conf",), advice="Install NGINX, and check again.")


def test_a_file_has_the_highest_level_that_a_tool_gave_it() -> None:
    assert Report(("a.py", "b.py", "c"), (RAN, COMPILED)).levels == {
        "a.py": Level.RAN,
        "b.py": Level.RAN,
        "c": Level.UNCHECKED,
    }


def test_a_file_that_one_tool_refused_counts_as_unchecked() -> None:
    report = Report(("a.py", "b.py"), (RAN, REFUSED))
    assert report.levels == {"a.py": Level.RAN, "b.py": Level.UNCHECKED}
    assert report.problems == {"b.py": "ruff: b.py:3 unused"}


def test_people_read_counts_what_failed_and_what_was_not_run() -> None:
    report = Report(("a.py", "b.py", "nginx.conf"), (RAN, COMPILED, COMPILED, REFUSED), (NO_NGINX,))
    assert report.lines() == (
        "Checked: 1 ran, 2 unchecked",
        "Passed: pytest, compiler × 2",
        "Failed: ruff",
        "  b.py:3 unused",
        "  Found 1",
        "Not run: nginx, for 1 file. Install NGINX, and check again.",
    )


def test_long_lines_of_a_tool_are_cut_for_people() -> None:
    loud = Result(tool="x", files=("a",), level=Level.CHECKED, passed=False, said="y" * 4000, refused=("a",))
    assert max(map(len, Report(("a",), (loud,)).lines())) < 400


def test_programs_get_all_of_it() -> None:
    told = Report(("a.py", "b.py"), (REFUSED,), (NO_NGINX,)).as_json()
    assert told["clean"] is False
    assert told["levels"] == {"a.py": "unchecked", "b.py": "unchecked"}
    assert told["missing"] == [{"tool": "nginx", "files": ["nginx.conf"], "advice": NO_NGINX.advice}]
