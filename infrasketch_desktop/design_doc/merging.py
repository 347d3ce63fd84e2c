"""Puts what people wrote into the generated chapters: in place of a block, after its component, or at the end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from infrasketch_desktop.design_doc.document import Block
from infrasketch_desktop.design_doc.markup import escaped
from infrasketch_desktop.diagram.kinds import Chapter
from infrasketch_desktop.diagram.records import Passage

ADDITION = "passage"


def merge(chapter: Chapter, generated: Sequence[Block], passages: Iterable[Passage]) -> tuple[Block, ...]:
    """The blocks of a chapter with its passages, in order of their ids where several stand at one place.

    A passage for a block that is no longer generated stays, as an addition.
    """
    own = sorted((p for p in passages if p.chapter is chapter), key=lambda passage: passage.id)
    known = {block.key for block in generated}
    instead: dict[str, Passage] = {}
    added: list[Passage] = []
    for passage in own:
        if passage.block in known and passage.block not in instead:
            instead[passage.block] = passage
        else:
            added.append(passage)
    merged = [_written(block, instead.get(block.key)) for block in generated]
    for passage in added:
        merged.insert(_place(merged, passage), _addition(chapter, passage))
    return tuple(merged)


def _written(block: Block, passage: Passage | None) -> Block:
    if passage is None:
        return block
    is_stale = bool(passage.basis) and passage.basis != block.basis
    return replace(block, markdown=passage.text, passage=passage.id, is_stale=is_stale)


def _addition(chapter: Chapter, passage: Passage) -> Block:
    key = f"{chapter.value}/{passage.element}/{ADDITION}/{passage.id}"
    return Block(key, passage.text, element=passage.element, title=escaped(passage.title), passage=passage.id)


def _place(blocks: Sequence[Block], passage: Passage) -> int:
    """After the last block of its element; at the end when there is none."""
    if passage.element:
        for index in range(len(blocks) - 1, -1, -1):
            if blocks[index].element == passage.element:
                return index + 1
    return len(blocks)
