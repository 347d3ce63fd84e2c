"""Bytes to documents, within bounds: size, depth, values, and values met again through aliases."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from infrasketch_desktop.formats.bounds import decoded
from infrasketch_desktop.formats.errors import FormatError
from infrasketch_desktop.formats.result import Origin, SourceFile
from infrasketch_desktop.formats.yaml_tree.building import Builder, Refusal
from infrasketch_desktop.formats.yaml_tree.tree import Document
from infrasketch_desktop.language import tr

_ESCAPES = re.compile(r"\\\\|\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")
_TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_LOOK = 200_000
"""Characters that are searched for signs of a template, for the advice in an error."""


def read_documents(source: SourceFile) -> tuple[Document, ...]:
    """The documents of a YAML or JSON file.

    Raises:
        FormatError: too large, no text, no YAML, nested too deep, or aliases that multiply; with file and line.
    """
    text = decoded(source)
    try:
        return tuple(Builder().documents(_events(_joined_surrogates(text))))
    except Refusal as refusal:
        raise FormatError(refusal.what, advice=refusal.advice, origin=Origin(source.name, refusal.line)) from None
    except yaml.YAMLError as error:
        line = _line(error)
        raise FormatError(
            tr("this is no valid YAML or JSON ({error}).", error=_problem(error)),
            advice=_advice(text),
            origin=Origin(source.name, line),
        ) from None  # the chain would show the text around the mistake, which may be a secret


def _events(text: str) -> Iterator[yaml.Event]:
    return iter(yaml.parse(text, Loader=yaml.CSafeLoader))


def _joined_surrogates(text: str) -> str:
    """JSON writes characters beyond U+FFFF as two escapes (RFC 8259, 7), which YAML does not know."""
    if not text.lstrip().startswith(("{", "[")):
        return text
    return _ESCAPES.sub(_joined, text)


def _joined(found: re.Match[str]) -> str:
    if not found[1]:
        return found[0]
    return chr(0x10000 + ((int(found[1], 16) - 0xD800) << 10) + (int(found[2], 16) - 0xDC00))


def _line(error: yaml.YAMLError) -> int:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    return mark.line + 1 if mark is not None else 0


def _problem(error: yaml.YAMLError) -> str:
    """The parser's words; they name tokens, never what the file holds."""
    if isinstance(error, yaml.reader.ReaderError):
        return tr("a control character that is not allowed")
    return str(getattr(error, "problem", None) or tr("it cannot be parsed"))


def _advice(text: str) -> str:
    if _TEMPLATE.search(text[:_LOOK]):
        return tr("It looks like a template: render it first (with Helm: “helm template”), then import the result.")
    return tr("Correct that line and try again.")
