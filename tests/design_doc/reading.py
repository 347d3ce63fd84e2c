"""Reads Markdown as any other program would: with markdown-it, tables and strikethrough on, raw HTML recognised."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from infrasketch_desktop.design_doc import Block, DesignDocument
from infrasketch_desktop.diagram.kinds import Chapter

_PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def blocks_of(document: DesignDocument, chapter: Chapter) -> dict[str, str]:
    """The Markdown of a chapter by key, without the name of the chapter."""
    found = next(text for text in document.chapters if text.chapter is chapter)
    return {block.key.removeprefix(f"{chapter.value}/"): block.markdown for block in found.blocks}


def block_at(document: DesignDocument, key: str) -> Block:
    return next(block for block in document.blocks() if block.key == key)


def tokens_of(markdown: str) -> Iterator[Token]:
    """Every token, those inside lines included."""
    for token in _PARSER.parse(markdown):
        yield token
        yield from token.children or ()


def text_of(markdown: str) -> str:
    """What a reader sees of it, on one line."""
    seen = (t.content for t in tokens_of(markdown) if t.type in ("text", "code_inline", "html_inline", "html_block"))
    return " ".join("".join(seen).split())


def targets_of(markdown: str) -> list[str]:
    return [str(token.attrGet("href")) for token in tokens_of(markdown) if token.type == "link_open"]


def cells_of(markdown: str) -> list[str]:
    """The texts of the cells of a table, row by row."""
    tokens = _PARSER.parse(markdown)
    return [text_of(after.content) for at, after in itertools.pairwise(tokens) if at.type[1:] == "d_open"]
