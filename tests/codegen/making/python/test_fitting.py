"""Calls and definitions are laid out as ruff does, whatever their names are."""

import subprocess
import sys
from pathlib import Path

import pytest

from infrasketch_desktop.codegen.making.python.fitting import fit

CALL = "def outer():\n    return call_of{x}(\n        first{x},\n        second={x},\n    )\n"
LONE = "def outer{x}(\n    first{x}: int,\n) -> Something{x}:\n"


def formatted(text: str) -> str:
    ruff = [str(Path(sys.executable).parent / "ruff"), "format", "--isolated", "--line-length", "120", "-"]
    return subprocess.run(ruff, input=text, capture_output=True, text=True, check=True).stdout


def test_a_short_call_stands_on_one_line():
    assert fit("    call(\n        a,\n        b=1,\n    )\n") == "    call(a, b=1)\n"


@pytest.mark.parametrize("length", [1, 18, 25, 26, 27, 28, 29, 30, 36, 37, 38, 39, 60])
def test_ruff_leaves_it_as_it_is_at_every_length(length: int):
    names = CALL.format(x="x" * length).split("\n", 1)
    text = f"{names[0]}\n{fit(names[1])}"

    assert formatted(text) == text


@pytest.mark.parametrize("length", [25, 30, 31, 32, 33, 60])
def test_a_lone_parameter_keeps_its_comma(length: int):
    text = f"{fit(LONE.format(x='x' * length))}    pass\n"

    assert formatted(text) == text
