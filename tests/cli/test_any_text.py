"""Whatever somebody types, the answer is an exit code and a sentence, never a traceback."""

from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from infrasketch_desktop.cli.outcome import ExitCode
from tests.cli.conftest import Cli

WORDS = st.text(max_size=12) | st.sampled_from(["--json", "-o", "--scope", "all", "-", "--profile"])
ENDINGS = {ExitCode.OK, ExitCode.FAILED, ExitCode.USAGE, ExitCode.NEEDS_ANSWER}


@settings(max_examples=30)
@given(st.text(max_size=200))
@example("\udcff api -> db")
@example("-> api -> db")
@example("x" * 50_000)
def test_any_description_ends_in_order(cli: Cli, text: str) -> None:
    assert cli("sketch", "--", text).code in ENDINGS


@given(st.text(max_size=200))
@example("rename the API to \udcff")
def test_any_edit_ends_in_order(cli: Cli, shop: Path, text: str) -> None:
    outcome = cli("edit", shop, "-o", "edited.infrasketch", "--", text)
    assert outcome.code in ENDINGS
    if outcome.code == ExitCode.OK:
        assert cli("validate", "edited.infrasketch").code == ExitCode.OK


@given(
    st.lists(st.text(max_size=12) | st.sampled_from(["--json", "-o", "--scope", "all", "-", "--profile"]), max_size=5)
)
def test_any_words_of_a_command_line_end_in_order(cli: Cli, words: list[str]) -> None:
    for command in ("layout", "export", "validate", "templates", "wallet"):
        assert cli(command, *[word.replace("\0", "") for word in words], typed="").code in ENDINGS
