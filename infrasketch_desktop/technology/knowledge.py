"""What an architect knows of kinds and technologies: what they are for, how they grow, what to watch.

The knowledge lies in `resources/lexicon/knowledge.json`, written for this program. Whatever is not listed falls back to
its category and then to its kind.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.language import tr
from infrasketch_desktop.technology.technology import Technology, TechnologyError


@dataclass(frozen=True, slots=True)
class Lore:
    """Full sentences of plain text, each possibly empty.

    `purpose` is what it is for, `scaling` how it takes more load, `caution` what goes wrong with it, `security` how it
    is protected. `fits` completes “fits when …”; `alternatives` are names of technologies worth weighing against it.
    """

    purpose: str = ""
    scaling: str = ""
    caution: str = ""
    security: str = ""
    fits: str = ""
    alternatives: tuple[str, ...] = ()


NO_LORE = Lore()


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is known, by technology, by category of technologies and by kind of node; all may be empty."""

    technologies: Mapping[str, Lore] = field(default_factory=dict)
    categories: Mapping[str, Lore] = field(default_factory=dict)
    kinds: Mapping[NodeKind, Lore] = field(default_factory=dict)

    @classmethod
    def load(cls, folder: Path) -> Knowledge:
        """Read the knowledge in the lexicon's folder. Raises TechnologyError when it is missing or damaged."""
        path = folder / "knowledge.json"
        try:
            return _knowledge_in(json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise TechnologyError(
                tr("The list {name} cannot be read ({error}). Reinstall InfraSketch.", name=path.name, error=error)
            ) from error

    def of_kind(self, kind: NodeKind) -> Lore:
        return self.kinds.get(kind, NO_LORE)

    def of(self, technology: Technology | None) -> Lore:
        """What is known of a technology, else of its category; empty when neither is listed."""
        if technology is None:
            return NO_LORE
        return self.technologies.get(technology.name) or self.categories.get(technology.category, NO_LORE)


def _knowledge_in(data: Mapping[str, Any]) -> Knowledge:
    return Knowledge(
        technologies={name: _lore(entry) for name, entry in data["technologies"].items()},
        categories={name: _lore(entry) for name, entry in data["categories"].items()},
        kinds={NodeKind(name): _lore(entry) for name, entry in data["kinds"].items()},
    )


def _lore(entry: Mapping[str, Any]) -> Lore:
    return Lore(**{**entry, "alternatives": tuple(entry.get("alternatives", ()))})
