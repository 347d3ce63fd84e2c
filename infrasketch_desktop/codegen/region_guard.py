"""What code for a region of a Python file may say, found out by parsing it: nothing of it is executed.

Whoever wrote the code may be a model that was told lies by a label. So it gets no more than the file has: the modules
that the file imports, pure ones of the standard library, and no way around that. A person still reads it before it is
kept; this keeps out what a quick reader misses.
"""

from __future__ import annotations

import ast
import io
import tokenize
import warnings
from collections.abc import Collection, Iterator

from infrasketch_desktop.codegen.regions import RegionError, indented, refuse_marks
from infrasketch_desktop.language import tr

PURE_MODULES = frozenset({
    "abc", "base64", "bisect", "calendar", "collections", "collections.abc", "colorsys", "contextlib", "copy", "csv",
    "dataclasses", "datetime", "decimal", "difflib", "enum", "fractions", "functools", "hashlib", "heapq", "hmac",
    "html", "ipaddress", "itertools", "json", "logging", "math", "numbers", "operator", "random", "re", "secrets",
    "statistics", "string", "textwrap", "time", "typing", "unicodedata", "urllib.parse", "uuid", "zlib",
    "zoneinfo",
})  # fmt: skip
"""Of the standard library: they compute, and reach neither files nor processes nor the network."""
IMPORT_REMARK = "  # noqa: PLC0415 - for this region alone"
"""Linters want imports at the top of a file, which is outside of every region."""

_BANNED_NAMES = frozenset({
    "eval", "exec", "compile", "open", "input", "breakpoint", "globals", "locals", "vars", "getattr", "setattr",
    "delattr", "exit", "quit", "memoryview",
})  # fmt: skip
_REACHING = frozenset({
    "modules", "sys", "os", "io", "builtins", "importlib", "subprocess", "gi_frame", "cr_frame", "f_globals",
    "f_builtins", "f_back", "tb_frame", "attrgetter", "methodcaller", "FileHandler", "basicConfig", "file_digest",
})  # fmt: skip
"""Attributes that lead from a module that may be used to one that may not, such as `logging.sys`, or to files."""
_SILENCING = ("noqa", "type:", "nosec", "pragma", "fmt:", "ruff:", "mypy:", "pyright:", "isort:", "pylint:")
_STRINGS = {getattr(tokenize, name, -1) for name in ("FSTRING_START", "FSTRING_END", "TSTRING_START", "TSTRING_END")}
_MOST_NODES = 5_000


def objections(code: str, file_text: str) -> tuple[str, ...]:
    """Why code may not stand in a region of a file, each in a sentence; none when it may.

    `file_text` is the file as it was before; what it imports may be imported again.
    """
    try:
        refuse_marks(code)
        plain = indented(code, "")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about the code of others; linters tell them
            tree = ast.parse(plain)
        return tuple(dict.fromkeys(_found(tree, plain, imported_by(file_text))))
    except RegionError as error:
        return (error.what,)
    except (SyntaxError, ValueError, RecursionError, MemoryError, tokenize.TokenError) as error:
        return (tr("The code is no Python by itself: {error}.", error=_said(error)),)


def with_remarks(code: str) -> str:
    """Code that `objections` finds none against, with each import in it remarked for linters."""
    plain = indented(code, "")
    lines = plain.splitlines()
    for node in ast.walk(ast.parse(plain)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            first = lines[node.lineno - 1]
            lines[node.lineno - 1] = first if "#" in first else first + IMPORT_REMARK
    return "".join(f"{line}\n" for line in lines)


def imported_by(text: str) -> frozenset[str]:
    """The modules that a Python text imports; none of one that cannot be parsed."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return frozenset()
    return frozenset(module for node in ast.walk(tree) for module in _modules(node))


def _found(tree: ast.Module, plain: str, imported: Collection[str]) -> Iterator[str]:
    nodes = list(ast.walk(tree))
    if len(nodes) > _MOST_NODES:
        yield tr("The code is too long for one region.")
        return
    for node in nodes:
        yield from _about(node, imported)
    yield from _in_tokens(plain)


def _about(node: ast.AST, imported: Collection[str]) -> Iterator[str]:
    match node:
        case ast.Import() | ast.ImportFrom():
            yield from _of_import(node, imported)
        case ast.Name(id=name) if name in _BANNED_NAMES or name.startswith("__"):
            yield tr("It uses `{name}`.", name=name)
        case ast.Attribute(attr=name, value=value) if _reaches(name, own=_is_self(value)):
            yield tr("It uses `.{name}`.", name=name)
        case ast.MatchClass(kwd_attrs=names):
            yield from (tr("It uses `.{name}`.", name=name) for name in names if _reaches(name))
        case ast.Constant(value=str(text)) if "__" in text:
            yield tr("It has a text with `__`, which may name what it may not use.")
        case ast.Global() | ast.Nonlocal():
            yield tr("It changes names outside of the region (`global`, `nonlocal`).")


def _of_import(node: ast.Import | ast.ImportFrom, imported: Collection[str]) -> Iterator[str]:
    if isinstance(node, ast.ImportFrom) and (node.level or any(alias.name == "*" for alias in node.names)):
        yield tr("It imports from a place that is not named in full.")
        return
    for module in _modules(node):
        if module not in PURE_MODULES and module not in imported:
            yield tr("It imports `{module}`, which the file does not.", module=module)
    if isinstance(node, ast.ImportFrom) and any(_reaches(alias.name) for alias in node.names):
        yield tr("It imports what leads to other modules.")


def _in_tokens(plain: str) -> Iterator[str]:
    """What the syntax tree does not tell: comments, and texts of several lines, which indentation would change."""
    opened: list[int] = []
    for token in tokenize.generate_tokens(io.StringIO(plain).readline):
        if token.type == tokenize.COMMENT and any(word in token.string.lower() for word in _SILENCING):
            yield tr("It has a comment that silences checks.")
        name = tokenize.tok_name[token.type]
        if token.type in _STRINGS and name.endswith("START"):
            opened.append(token.start[0])
        elif (token.type == tokenize.STRING and token.start[0] != token.end[0]) or (
            token.type in _STRINGS and name.endswith("END") and opened.pop() != token.end[0]
        ):
            yield tr("It has a text of several lines; several texts in parentheses say the same.")


def _modules(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
        yield node.module


def _reaches(attribute: str, *, own: bool = False) -> bool:
    """Whether an attribute leads away, or is private to somebody else than `self`."""
    return attribute in _REACHING or attribute.startswith("__" if own else "_")


def _is_self(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "self"


def _said(error: BaseException) -> str:
    if isinstance(error, SyntaxError):
        return f"{error.msg}, line {error.lineno}" if error.lineno else str(error.msg)
    return str(error)[:200] or type(error).__name__
