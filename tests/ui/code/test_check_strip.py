"""What is said of checks while they run and afterwards."""

from infrasketch_desktop.codegen.files import Level
from infrasketch_desktop.ui.code.check_strip import advice_text, missing_text, result_text
from infrasketch_desktop.ui.code.checks import Absent, Checked, Verdict


def test_levels_are_counted_the_best_first() -> None:
    levels = {"a": Level.CHECKED, "b": Level.RAN, "c": Level.CHECKED, "d": Level.UNCHECKED}
    checked = Checked({path: Verdict(level) for path, level in levels.items()})
    assert result_text(checked) == "1 ran · 2 checked · 1 unchecked"


def test_problems_are_counted() -> None:
    checked = Checked({"a": Verdict(Level.UNCHECKED, "ruff: unused import")})
    assert result_text(checked) == "1 unchecked · 1 with a problem"


def test_what_could_not_be_run_is_named_with_what_to_do() -> None:
    checked = Checked(missing=(Absent("nginx", 2, "Install it."), Absent("docker compose", 1, "Install Docker.")))
    assert missing_text(checked) == "Not run here: nginx, docker compose."
    assert advice_text(checked) == "• nginx (2 files): Install it.\n• docker compose (1 file): Install Docker."


def test_what_stopped_the_checks_is_said() -> None:
    assert result_text(Checked(trouble="The folder is gone.")) == "The folder is gone."
