"""Takes the sentences of `resources/lexicon/knowledge.json` out for the catalogs of languages, as Babel asks for it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import BinaryIO

NAMES = "alternatives"
"""What is no text but names of technologies."""

HINTS = {"fits": "Translators: completes “It fits when {condition}.”; a clause without a full stop."}

Message = tuple[int, str, str, list[str]]
"""Line, function, text and comments of one text."""


def extract(
    file: BinaryIO,
    _keywords: object,
    _tags: object,
    options: Mapping[str, str],  # noqa: ARG001 - named by Babel
) -> Iterator[Message]:
    """Every sentence once for each place where it stands."""
    sections = json.loads(file.read().decode("utf-8"))
    entries = (entry for section in sections.values() for entry in section.values())
    for entry in entries:
        for name, text in entry.items():
            if name != NAMES:
                yield 1, "", text, [HINTS[name]] if name in HINTS else []
