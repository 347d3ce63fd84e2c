"""The native syntax of Terraform to blocks, by tree-sitter: in C, never recursive in Python, with lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import tree_sitter_hcl
from tree_sitter import Language, Node, Parser

from infrasketch_desktop.formats.bounds import decoded
from infrasketch_desktop.formats.errors import FormatError
from infrasketch_desktop.formats.result import Origin, SourceFile
from infrasketch_desktop.formats.terraform.blocks import Attribute, Block, Names

MAX_BYTES = 512 * 1024
"""Of one file. Parsing text that is no HCL takes up to three seconds for a megabyte."""
MAX_DEPTH = 400
"""Levels of the syntax tree; an expression inside another one takes about five."""

_LEAVE_WHOLE = frozenset({"function_call", "operation", "conditional", "for_expr", "tuple", "quoted_template"})
_INNER = frozenset({"dynamic", "content"})


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the walk is: the path so far, whether the value there is whole, and how deep the tree is."""

    path: str = ""
    whole: bool = True
    depth: int = 0
    inside: int = 0

    def below(self, key: str) -> _Place:
        if key in _INNER:
            return self
        return replace(self, path=f"{self.path}.{key}" if self.path else key, whole=True)


def read_hcl(source: SourceFile) -> tuple[Block, ...]:
    """The blocks of a `.tf` file.

    Raises:
        FormatError: too large, no text, no HCL, or nested too deep; with file and line.
    """
    text = decoded(source, MAX_BYTES).encode()
    root = Parser(Language(tree_sitter_hcl.language())).parse(text).root_node
    if root.has_error:
        raise FormatError(
            "this is no valid Terraform code.",
            advice="Correct that line (“terraform validate” says more) and try again.",
            origin=Origin(source.name, _first_error(root).start_point.row + 1),
        )
    return tuple(_Walk(text, source.name).blocks(root))


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
                raise FormatError("values are nested too deep.", origin=Origin(self._file, node.start_point.row + 1))
            leaf = self._leaf(node, place)
            if leaf is not None:
                yield leaf
            pending.extend(reversed(list(self._inside(node, place))))

    def _inside(self, node: Node, place: _Place) -> Iterator[tuple[Node, _Place]]:
        """Where to go on from a node."""
        inside = node.start_byte if node.type in {"block", "object"} else place.inside
        place = replace(place, depth=place.depth + 1, inside=inside)
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
                yield from ((n, replace(place, whole=whole)) for n in node.named_children)

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
