"""Checks that need no tool: Python, JSON, TOML, YAML and INI are parsed here, and nothing of them is executed."""

from __future__ import annotations

import configparser
import json
import tomllib
import warnings
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath

import yaml

from infrasketch_desktop.codegen.checking.report import Result
from infrasketch_desktop.codegen.checking.tools import MOST_BYTES, Ground
from infrasketch_desktop.codegen.files import Level
from infrasketch_desktop.codegen.reading import read_ordinary

_DAMAGES = (ValueError, SyntaxError, RecursionError, MemoryError, OSError, yaml.YAMLError, configparser.Error)


def parse_all(ground: Ground) -> Iterator[Result]:
    """One result for each file in a language that can be parsed here."""
    for path in ground.paths:
        parser = _PARSERS.get(PurePosixPath(path).suffix)
        if parser is not None:
            yield _parsed(ground, path, *parser)


def _parsed(ground: Ground, path: str, tool: str, parse: Callable[[str], object]) -> Result:
    try:
        content = read_ordinary(ground.folder, path, MOST_BYTES)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about the code of others; linters tell them
            parse((content or b"").decode())
    except _DAMAGES as error:
        said = f"{path}: {type(error).__name__}: {error}"[:1000]
        return Result(tool=tool, files=(path,), level=Level.CHECKED, passed=False, said=said, refused=(path,))
    return Result(tool=tool, files=(path,), level=Level.CHECKED)


def _python(text: str) -> object:
    return compile(text, "<file>", "exec", dont_inherit=True)


def _yaml(text: str) -> object:
    """Only the syntax tree of each document: tags such as `!Ref` are left alone, and aliases are not unfolded."""
    return sum(1 for _ in yaml.compose_all(text, yaml.CSafeLoader))


def _ini(text: str) -> object:
    parser = configparser.RawConfigParser()
    parser.read_string(text)
    return parser


_PARSERS: Mapping[str, tuple[str, Callable[[str], object]]] = {
    ".py": ("Python's compiler", _python),
    ".json": ("JSON parser", json.loads),
    ".toml": ("TOML parser", tomllib.loads),
    ".yaml": ("YAML parser", _yaml),
    ".yml": ("YAML parser", _yaml),
    ".ini": ("INI parser", _ini),
}
