"""The JSON syntax of Terraform (`.tf.json`) to blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from infrasketch_desktop.formats.result import Origin, SourceFile
from infrasketch_desktop.formats.terraform.blocks import Attribute, Block, Names
from infrasketch_desktop.formats.yaml_tree import Mapping, Sequence, Value, read_documents, scalars_in

_LABELS = {"resource": 2, "data": 2, "module": 1, "variable": 1, "output": 1, "locals": 0}
_TEMPLATE = re.compile(r"\$\{([^{}]{1,2000})\}")
_TRAVERSAL = re.compile(r"[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*|\[[^\]]{0,200}\])+")
_INDEX = re.compile(r"\[[^\]]*\]|\.\d+")


def read_json(source: SourceFile) -> tuple[Block, ...]:
    """The blocks of a `.tf.json` file. Raises FormatError."""
    return tuple(
        block
        for document in read_documents(source)
        if isinstance(document.root, Mapping)
        for kind, body in document.root
        if kind in _LABELS
        for block in _blocks(kind, (), body, Origin(source.name, document.root.line_of(kind)))
    )


def _blocks(kind: str, labels: tuple[str, ...], body: Value, origin: Origin) -> Iterator[Block]:
    if isinstance(body, Sequence):
        for item in body:
            yield from _blocks(kind, labels, item, origin)  # as deep as the tree at most
    elif isinstance(body, Mapping):
        if len(labels) < _LABELS[kind]:
            for label, inner in body:
                yield from _blocks(kind, (*labels, label), inner, Origin(origin.file, body.line_of(label)))
        else:
            yield Block(kind, labels, tuple(_attributes(body)), origin)


def _attributes(body: Mapping) -> Iterator[Attribute]:
    for keys, scalar in scalars_in(body):
        path = ".".join(key for key in keys if key not in {"dynamic", "content"})
        yield _attribute(path, scalar.text)


def _attribute(path: str, text: str) -> Attribute:
    references: list[Names] = []
    parts: list[str | Names] = []
    end = 0
    plain = True
    for found in _TEMPLATE.finditer(text):
        expression = found[1].strip()
        references += (_names(each[0]) for each in _TRAVERSAL.finditer(expression))
        plain = plain and "[" not in expression and _TRAVERSAL.fullmatch(expression) is not None
        parts += (text[end : found.start()], _names(expression))
        end = found.end()
    parts.append(text[end:])
    return Attribute(path, tuple(references), tuple(part for part in parts if part) if plain else None)


def _names(traversal: str) -> Names:
    return tuple(_INDEX.sub("", traversal).split("."))
