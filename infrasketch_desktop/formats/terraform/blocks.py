"""Blocks and attributes, as both the native and the JSON syntax of Terraform state them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from infrasketch_desktop.formats.result import Origin

Names = tuple[str, ...]
"""A traversal such as `aws_sqs_queue.orders.arn`; indexes are left out."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """A value inside a block, under the path of blocks, attributes and object keys that lead to it.

    `parts` are the texts and traversals that its text is put together from; None for what has to be evaluated. It is
    `whole` when it is all that its path states, and no argument of a function, item of a list or branch of a condition.
    Values of the same nested block or object have the same number in `inside`.
    """

    path: str
    references: tuple[Names, ...] = ()
    parts: tuple[str | Names, ...] | None = None
    whole: bool = True
    inside: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """A block at the top of a file: `resource`, `data`, `module`, `variable`, `output` or `locals`."""

    type: str
    labels: tuple[str, ...]
    attributes: tuple[Attribute, ...]
    origin: Origin

    def under(self, path: str) -> Iterator[Attribute]:
        """The attributes at a path and below it."""
        return (a for a in self.attributes if a.path == path or a.path.startswith(f"{path}."))

    def literal(self, path: str) -> str:
        """The text of an attribute that is a plain literal; empty for all others."""
        for attribute in self.attributes:
            if attribute.path == path and attribute.whole and attribute.parts is not None:
                return "".join(p for p in attribute.parts if isinstance(p, str)) if not attribute.references else ""
        return ""


def by_first_key(attributes: Iterable[Attribute]) -> dict[str, list[Attribute]]:
    """The attributes under the first step of their paths."""
    found: dict[str, list[Attribute]] = {}
    for attribute in attributes:
        found.setdefault(attribute.path.partition(".")[0], []).append(attribute)
    return found
