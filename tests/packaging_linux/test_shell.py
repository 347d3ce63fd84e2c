"""What a shell gets: the manual page and completion, both written from the grammar of the command line."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from infrasketch_desktop.cli.commands import COMMANDS
from infrasketch_desktop.cli.parser import Command
from linux.completion import bash_completion
from linux.manual import manual, roff
from tests.support.needs import miss
from tests.support.programs import run_program

PAGE = manual(COMMANDS, "0.1.0", 1_795_000_000)


def walk(commands: Sequence[Command], called: str = "infrasketch") -> Iterator[tuple[str, Command]]:
    for command in commands:
        yield f"{called} {command.name}", command
        yield from walk(command.children, f"{called} {command.name}")


def test_the_manual_has_every_command_with_all_its_options() -> None:
    for name, command in walk(COMMANDS):
        if command.children:
            continue
        _, found, rest = PAGE.partition(f'.SS "{roff(name)}')
        assert found, name
        section = rest.partition("\n.SS ")[0]
        missing = [
            flag for each in command.arguments for flag in each.names if flag[0] == "-" and roff(flag) not in section
        ]
        assert missing == [], name


def test_man_reads_the_manual_without_a_warning(tmp_path: Path) -> None:
    if shutil.which("man") is None:
        miss("man", packages="man-db")
    file = tmp_path / "infrasketch.1"
    file.write_text(PAGE, "utf-8")
    done = run_program(["man", "--warnings", "--encoding=utf8", "--local-file", file])
    assert (done.code, done.err) == (0, "")
    assert "infrasketch - draw architecture diagrams from words" in done.out


def complete(*words: str) -> list[str]:
    """What bash offers for the last of `words`."""
    line = " ".join(f"'{word}'" for word in words)
    script = f"{bash_completion(COMMANDS)}\nCOMP_WORDS=({line}); COMP_CWORD={len(words) - 1}; _infrasketch\n"
    done = run_program(["bash", "-c", script + 'printf "%s\\n" "${COMPREPLY[@]}"'])
    assert done.err == ""
    return done.out.split()


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["infrasketch", "wal"], ["wallet"]),
        (["infrasketch", "wallet", "hi"], ["history"]),
        (["infrasketch", "wallet", "history", "--l"], ["--limit"]),
        (["infrasketch", "layout", "shop.infrasketch", "--direction", ""], ["down", "right"]),
        (["infrasketch", "shop.infra"], []),
    ],
)
def test_bash_completes_commands_options_and_choices(words: list[str], offered: list[str]) -> None:
    assert complete(*words) == offered


def test_all_commands_are_offered() -> None:
    assert {command.name for command in COMMANDS} <= set(complete("infrasketch", ""))
