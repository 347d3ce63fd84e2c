"""Import statements come out as ruff's isort rules want them."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from infrasketch_desktop.codegen.making.python.imports import imports

MIXED = """
from orders_api.settings import Settings
import logging
from shop_db import ShopDb, Order
from fastapi import FastAPI
from shop_db import ShopDb, S3, LIMIT, open_it
from __future__ import annotations
from collections.abc import Iterator
import logging
import httpx2
"""


def test_statements_are_merged_and_sorted_in_sections():
    assert imports(MIXED, ["orders_api", "shop_db"]) == (
        "from __future__ import annotations\n\n"
        "import logging\nfrom collections.abc import Iterator\n\n"
        "import httpx2\nfrom fastapi import FastAPI\n\n"
        "from orders_api.settings import Settings\nfrom shop_db import LIMIT, S3, Order, ShopDb, open_it\n"
    )


def test_a_renamed_name_has_a_statement_of_its_own():
    assert imports("from shop import b as x, c, a", ["shop"]) == "from shop import a, c\nfrom shop import b as x\n"


def test_no_statements_make_no_text():
    assert imports("\n  \n", []) == ""


def test_a_line_that_imports_nothing_is_a_mistake_of_the_template():
    with pytest.raises(ValueError, match="imports nothing"):
        imports("x = 1", [])


def test_ruff_leaves_names_of_every_shape_as_they_come_out(tmp_path: Path):
    chance = random.Random(6)
    modules = ["".join(chance.choices("ab019_", k=chance.randint(1, 32))) for _ in range(300)]
    own = [f"x{module}".strip("_") for module in modules]
    names = ["".join(chance.choices("aAB019_", k=chance.randint(1, 32))) for _ in range(300)]
    lines = [
        f"from {module}.{o} import m{n}, {n.lstrip('019') or 'k'}, r{n} as s{n}"
        for module, o, n in zip(own, own, names, strict=True)
    ]
    text = imports("\n".join([*lines, "import os", "import httpx2"]), own)
    (tmp_path / "ruff.toml").write_text(
        f"line-length = 120\nlint.isort.known-first-party = {own!r}\n".replace("'", '"')
    )
    (tmp_path / "m.py").write_text(text)

    assert _ruff(tmp_path, "check", "--select", "I") == ""
    assert _ruff(tmp_path, "format", "--diff") == ""


def _ruff(folder: Path, *words: str) -> str:
    done = subprocess.run(
        [str(Path(sys.executable).parent / "ruff"), *words, "--no-cache", "m.py", "-q"],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.stdout + done.stderr
