"""What the words of a command line mean."""

from importlib import import_module
from pathlib import Path

import pytest

from infrasketch_desktop.cli.commands import COMMANDS
from infrasketch_desktop.cli.grammar import parse
from infrasketch_desktop.cli.opened import names_a_file
from infrasketch_desktop.cli.outcome import CommandError, ExitCode
from tests.cli.conftest import Cli


@pytest.mark.parametrize("words", [["--json", "sketch", "a"], ["sketch", "--json", "a"], ["sketch", "a", "--json"]])
def test_json_is_understood_before_and_after_the_command(words: list[str]) -> None:
    assert parse(words).as_json is True


@pytest.mark.parametrize("words", [["--profile", "p", "layout", "f"], ["layout", "f", "--profile=p"]])
def test_profile_is_understood_before_and_after_the_command(words: list[str]) -> None:
    assert parse(words).profile == Path("p")


@pytest.mark.parametrize("words", [[], ["--profile", "p"], ["shop.infrasketch"], ["--json", "a.infrasketch", "x/b"]])
def test_bare_or_with_files_it_opens_the_window(words: list[str]) -> None:
    arguments = parse(words)
    assert arguments.command == "open"
    assert [str(path) for path in arguments.files] == [
        word for word in words if word not in ("--profile", "p", "--json")
    ]


@pytest.mark.parametrize("words", [[], ["shop.infrasketch"], ["x/b", "infrasketch://purchase/done", "/tmp/sketch"]])
def test_what_is_opened_without_the_grammar_means_the_same_by_it(words: list[str]) -> None:
    assert all(map(names_a_file, words))
    assert vars(parse(words)).items() >= {"command": "open", "files": words, "profile": None}.items()


@pytest.mark.parametrize("word", [*(command.name for command in COMMANDS), "-", "--help", "--profile=a/b"])
def test_a_command_and_an_option_are_no_file(word: str) -> None:
    assert not names_a_file(word)


def test_a_sentence_needs_no_quotes_and_options_may_stand_inside_it() -> None:
    arguments = parse(["edit", "shop.infrasketch", "-o", "new.infrasketch", "remove", "the", "cache"])
    assert arguments.words == ["shop.infrasketch", "remove", "the", "cache"]


def test_a_mistyped_command_is_answered_with_the_nearest_one() -> None:
    with pytest.raises(CommandError, match=r"“sktech” is neither a command nor a file.*infrasketch sketch") as caught:
        parse(["sktech", "a"])
    assert caught.value.code is ExitCode.USAGE


@pytest.mark.parametrize(
    "words",
    [
        ["export", "a.infrasketch"],
        ["export", "a.infrasketch", "--to", "jpg"],
        ["export", "a.infrasketch", "--to", "png", "--scale", "5"],
        ["export", "a.infrasketch", "--to", "png", "--scale", "nan"],
        ["wallet"],
        ["wallet", "blance"],
        ["wallet", "history", "--limit", "0"],
        ["wallet", "login"],
        ["wallet", "login", "ada@example.com", "--password", "secret"],
        ["layout", "a.infrasketch", "--direction", "up"],
        ["validate", "a.infrasketch", "b.infrasketch"],
        ["sketch", "a", "--bogus"],
        ["--bogus"],
    ],
)
def test_wrong_usage_ends_with_exit_code_2_and_points_to_the_help(cli: Cli, words: list[str]) -> None:
    outcome = cli(*words)
    assert outcome.code == ExitCode.USAGE
    assert outcome.err.startswith("infrasketch: ")
    assert "--help" in outcome.err


NAMES = [(command.name, *child) for command in COMMANDS for child in [(), *((each.name,) for each in command.children)]]


@pytest.mark.parametrize("words", NAMES, ids=" ".join)
def test_every_command_shows_examples_in_its_help(cli: Cli, words: tuple[str, ...]) -> None:
    outcome = cli(*words, "--help")
    assert outcome.code == ExitCode.OK
    assert f"infrasketch {' '.join(words)}" in outcome.out.split("examples:")[1]


@pytest.mark.parametrize("words", NAMES, ids=" ".join)
def test_every_command_has_the_module_that_runs_it(words: tuple[str, ...]) -> None:
    command = next(command for command in COMMANDS if command.name == words[0])
    if not command.children or len(words) > 1:
        parts = ("infrasketch_desktop.cli", command.module or command.name, *words[1:])
        assert callable(import_module(".".join(parts).replace("-", "_")).run)


@pytest.mark.parametrize("words", [["--json", "wallet", "balance"], ["wallet", "--json", "balance"]])
def test_json_is_understood_before_and_after_a_family(words: list[str]) -> None:
    assert parse(words).as_json is True


def test_version_is_printed(cli: Cli) -> None:
    assert cli("--version").out.startswith("infrasketch ")
