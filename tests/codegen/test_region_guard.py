"""The guard: what code for a region may say, and every way around it that we know of."""

from __future__ import annotations

import ast

import pytest

from infrasketch_desktop.codegen.region_guard import objections, with_remarks

FILE = "import signal\nfrom pydantic import BaseModel\n\nfrom shop.dependencies import Connections\n"


@pytest.mark.parametrize(
    "code",
    [
        "return 1",
        "",
        "# nothing yet",
        "import re\n\nreturn re.escape(name)",
        "from datetime import UTC, datetime\n\nmoment = datetime.now(UTC)",
        "import signal",
        "from pydantic import Field",
        "for one in self._rows:\n    yield one",
        "text = f'{name} of {total:.2f}'",
        "log = 'os.system is only a word'",
        "region = address.region",
    ],
)
def test_code_that_computes_is_let_in(code: str) -> None:
    assert objections(code, FILE) == ()


@pytest.mark.parametrize(
    "code",
    [
        "import os",
        "import os.path as p",
        "from os import system",
        "import subprocess",
        "from socket import socket",
        "import json, shutil",
        "from . import app",
        "from re import *",
        "from logging import sys",
        "from collections import _sys",
        "from operator import attrgetter",
        "eval('1')",
        "exec('x')",
        "run = exec",
        "compile('x', 'y', 'exec')",
        "__import__('os')",
        "__builtins__['eval']",
        "open('/etc/passwd')",
        "getattr(x, 'y')",
        "().__class__.__bases__",
        "logging.sys.modules['os']",
        "random._os.system('x')",
        "'{0.__class__}'.format(x)",
        "match x:\n    case object(__class__=y):\n        y()",
        "(lambda: 0).__globals__",
        "logging.FileHandler('/tmp/x')",
        "global router\nrouter = None",
        "breakpoint()",
    ],
)
def test_code_that_reaches_out_is_refused(code: str) -> None:
    assert objections(code, FILE)


def test_what_the_file_imports_may_be_imported_again() -> None:
    assert objections("import os", "import os\n") == ()


@pytest.mark.parametrize(
    "code",
    [
        "return 1\n  # endregion: x",
        'x = """',
        "x = (",
        "x = 1 \\",
        "else:\n    pass",
        ")",
        "```python\nreturn 1\n```",
        "Here is the code:\nreturn 1",
        "(" * 5_000,
        "x = " + "-" * 19_000 + "1",
        "x = 1\n" * 3_000,
        "\ufeffx = 1",
        "\ud800",
        "x = 10" + "0" * 5_000,
    ],
    ids=lambda code: code[:12],
)
def test_what_is_no_code_by_itself_is_refused(code: str) -> None:
    assert objections(code, FILE)


@pytest.mark.parametrize(
    "code",
    ["x = y  # type: ignore", "import re  # NOQA", "# fmt: off", "# mypy: ignore-errors", "x()  # nosec"],
)
def test_comments_that_silence_checks_are_refused(code: str) -> None:
    assert objections(code, FILE) == ("It has a comment that silences checks.",)


@pytest.mark.parametrize("code", ['x = """a\n  b"""', 'x = f"""a\n  {y}"""', "x = 'a\\\nb'"])
def test_texts_of_several_lines_are_refused_because_indentation_would_change_them(code: str) -> None:
    assert any("several lines" in one for one in objections(code, FILE))


def test_texts_side_by_side_are_let_in() -> None:
    assert objections("x = (\n    'a'\n    'b'\n)", FILE) == ()


def test_imports_are_remarked_for_linters_and_nothing_else_changes() -> None:
    code = "    import re\n    from datetime import (\n        UTC,\n        datetime,\n    )\n\n    return re\n"
    remarked = with_remarks(code)
    assert [line for line in remarked.splitlines() if "noqa" in line] == [
        "import re  # noqa: PLC0415 - for this region alone",
        "from datetime import (  # noqa: PLC0415 - for this region alone",
    ]
    plain = "\n".join(line[4:] for line in code.splitlines())
    assert ast.dump(ast.parse(remarked)) == ast.dump(ast.parse(plain))
