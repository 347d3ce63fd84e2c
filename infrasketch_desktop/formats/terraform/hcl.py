"""The native syntax of Terraform to blocks, by tree-sitter: in C, never recursive in Python, with lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import tree_sitter_hcl
from tree_sitter import Language, Node, Parser

from infrasketch_desktop.formats.bounds import decoded
from infrasketch_desktop.formats.errors import FormatError
from infrasketch_desktop.formats.result import Origin, SourceFile
from infrasketch_desktop.formats.terraform.blocks import Attribute, Block, Names
from infrasketch_desktop.language import tr

MAX_BYTES = 1024 * 1024
"""Of one file."""
MAX_SYNTAX = 500_000
"""Nodes of the syntax trees of all files together: some 600 kB of dense code."""
MAX_DEPTH = 400
"""Levels of the syntax tree; an expression inside another one takes about five."""

_LEAVE_WHOLE = frozenset({"function_call", "operation", "conditional", "for_expr", "tuple", "quoted_template"})
_CHUNK = 64 * 1024
_INNER = frozenset({"dynamic", "content"})


class _Place(NamedTuple):
    """Where the walk is: the path so far, whether the value there is whole, how deep, in which block or object."""

    path: str = ""
    whole: bool = True
    depth: int = 0
    inside: int = 0

    def below(self, key: str) -> _Place:
        if key in _INNER:
            return self
        return _Place(f"{self.path}.{key}" if self.path else key, True, self.depth, self.inside)


class HclReader:
    """Reads the `.tf` files of one import, up to MAX_SYNTAX."""

    def __init__(self) -> None:
        self._parser = Parser(Language(tree_sitter_hcl.language()))
        self._left = MAX_SYNTAX

    def read(self, source: SourceFile) -> tuple[Block, ...]:
        """The blocks of a file.

        Raises:
            FormatError: too large, no text, no HCL, or nested too deep; with file and line.
        """
        text = decoded(source, MAX_BYTES).encode()
        root = self._parsed(text, source)
        self._left -= root.descendant_count
        if self._left < 0:
            raise FormatError(
                tr("the files are too large."), advice=tr("Import a part of them."), origin=Origin(source.name)
            )
        return tuple(_Walk(text, source.name).blocks(root))

    def _parsed(self, text: bytes, source: SourceFile) -> Node:
        """The tree. Where recovery from a mistake begins parsing is broken off: it could take very long."""
        reached = 0

        def broken(offset: int, has_error: bool) -> bool:
            nonlocal reached
            reached = offset
            return has_error

        try:
            root = self._parser.parse(lambda at, _: text[at : at + _CHUNK], progress_callback=broken).root_node
        except ValueError:  # it was broken off
            raise _mistake(source, text.count(b"\n", 0, reached) + 1) from None
        if root.has_error:
            raise _mistake(source, _first_error(root).start_point.row + 1)
        return root


def _mistake(source: SourceFile, line: int) -> FormatError:
    return FormatError(
        tr("this is no valid Terraform code."),
        advice=tr("Correct that line (“terraform validate” says more) and try again."),
        origin=Origin(source.name, line),
    )


class _Walk:
    """One file on its way to blocks."""

    def __init__(self, text: bytes, file: str) -> None:
        self._source = text
        self._file = file

    def blocks(self, root: Node) -> Iterator[Block]:
        for body in root.named_children:
            for node in body.named_children if body.type == "body" else ():
                if node.type == "block":
                    kind, labels = self._head(node)
                    origin = Origin(self._file, node.start_point.row + 1)
                    yield Block(kind, labels, tuple(self._attributes(node)), origin)

    def _head(self, block: Node) -> tuple[str, tuple[str, ...]]:
        words = [n for n in block.named_children if n.type in {"identifier", "string_lit"}]
        texts = [self._text(n).strip('"') for n in words]
        return (texts[0] if texts else ""), tuple(texts[1:])

    def _attributes(self, block: Node) -> Iterator[Attribute]:
        """The values in a block and in those inside it, in the order of the file."""
        pending = [(n, _Place()) for n in reversed(block.named_children) if n.type == "body"]
        while pending:
            node, place = pending.pop()
            if place.depth > MAX_DEPTH:
                raise FormatError(
                    tr("values are nested too deep."), origin=Origin(self._file, node.start_point.row + 1)
                )
            leaf = self._leaf(node, place)
            if leaf is not None:
                yield leaf
            pending.extend(reversed(list(self._inside(node, place))))

    def _inside(self, node: Node, place: _Place) -> Iterator[tuple[Node, _Place]]:
        """Where to go on from a node."""
        inside = node.start_byte if node.type in {"block", "object"} else place.inside
        place = _Place(place.path, place.whole, place.depth + 1, inside)
        match node.type:
            case "attribute":
                name, value = node.named_children[0], node.named_children[-1]
                yield value, place.below(self._text(name))
            case "block":
                kind, labels = self._head(node)
                below = place.below(kind)
                for label in labels if kind in _INNER else ():
                    below = below.below(label)
                yield from ((n, below) for n in node.named_children if n.type == "body")
            case "object_elem":
                key, value = node.named_children[0], node.named_children[-1]
                yield value, place.below(self._text(key).strip("\"' ")[:200])
            case "new_index" | "string_lit":
                return  # a key in brackets; a text without anything in it
            case _:
                whole = place.whole and node.type not in _LEAVE_WHOLE
                place = _Place(place.path, whole, place.depth, inside)
                yield from ((n, place) for n in node.named_children)

    def _leaf(self, node: Node, place: _Place) -> Attribute | None:
        match node.type:
            case "variable_expr":
                names = self._traversal(node)
                return Attribute(place.path, (names,), (names,), place.whole and self._stands_alone(node), place.inside)
            case "string_lit":
                return Attribute(place.path, (), (self._literal(node),), place.whole, place.inside)
            case "numeric_lit" | "bool_lit":
                return Attribute(place.path, (), (self._text(node),), place.whole, place.inside)
            case "quoted_template":
                return Attribute(place.path, (), self._parts(node), place.whole, place.inside)
        return None

    def _traversal(self, variable: Node) -> Names:
        names = [self._text(variable)]
        following = variable.next_named_sibling
        while following is not None and following.type in {"get_attr", "index", "splat"}:
            if following.type == "get_attr":
                names.append(self._text(following).lstrip(".").strip())
            following = following.next_named_sibling
        return tuple(names)

    @staticmethod
    def _stands_alone(variable: Node) -> bool:
        """Whether nothing picks an item out of what it names."""
        following = variable.next_named_sibling
        while following is not None:
            if following.type != "get_attr":
                return False
            following = following.next_named_sibling
        return True

    def _parts(self, template: Node) -> tuple[str | Names, ...] | None:
        parts: list[str | Names] = []
        for node in template.named_children:
            if node.type == "template_literal":
                parts.append(self._text(node))
            elif node.type == "template_interpolation":
                inner = [n for n in node.named_children if n.type == "expression"]
                first = inner[0].named_children[0] if inner and inner[0].named_children else None
                if first is None or first.type != "variable_expr" or not self._stands_alone(first):
                    return None
                parts.append(self._traversal(first))
            elif node.type == "template_directive":
                return None
        return tuple(parts)

    def _literal(self, node: Node) -> str:
        return "".join(self._text(n) for n in node.named_children if n.type == "template_literal")

    def _text(self, node: Node) -> str:
        return self._source[node.start_byte : node.end_byte].decode("utf-8", "replace")


def _first_error(root: Node) -> Node:
    node = root
    while not (node.is_error or node.is_missing):
        inner = next((n for n in node.children if n.has_error or n.is_missing), None)
        if inner is None:
            break
        node = inner
    return node
