"""The README speaks of what is there."""

import re

import pytest

from infrasketch_desktop.cli.commands import COMMANDS
from tests.support.programs import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)#:]+)\)", README))))
def test_every_link_leads_to_a_file(link: str) -> None:
    assert (ROOT / link).is_file()


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`((?:packaging|infrasketch_desktop|tests)/[^\s`]+)", README))))
def test_every_path_exists(path: str) -> None:
    assert (ROOT / path).exists()


@pytest.mark.parametrize("command", [command.name for command in COMMANDS])
def test_every_command_is_named(command: str) -> None:
    assert f"`{command}`" in README


def test_the_example_is_what_the_program_prints(tmp_path_factory: pytest.TempPathFactory) -> None:
    from tests.support.programs import infrasketch

    folder = tmp_path_factory.mktemp("readme")
    block = re.search(r"```console\n(.*?)```", README, re.DOTALL)
    assert block is not None
    for example in block[1].removeprefix("$ infrasketch ").split("\n$ infrasketch "):
        line, _, shown = example.partition("\n")
        words = [quoted or word for quoted, word in re.findall(r'"([^"]*)"|(\S+)', line)]
        outcome = infrasketch(*words, folder=folder)
        assert (outcome.out + outcome.err).strip() == shown.strip(), line
