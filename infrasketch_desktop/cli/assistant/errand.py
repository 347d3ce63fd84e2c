"""One request of `infrasketch chat`: what is asked about which file, of whom, and how the answer is to be used."""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace
from pathlib import Path

from infrasketch_desktop.assistant.conversation import Fate
from infrasketch_desktop.assistant.sources import Source
from infrasketch_desktop.assistant.turns import Asked, TurnResult
from infrasketch_desktop.cli.assistant.remembering import Memory
from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.cli.files import STANDARD_STREAM
from infrasketch_desktop.storage.profile import Profile
from infrasketch_desktop.storage.settings import Settings


@dataclass(frozen=True, slots=True)
class Errand:
    """`file` is as the person wrote it; `settings` are those of `profile`."""

    file: str
    asked: Asked
    source: Source
    profile: Profile
    settings: Settings
    arguments: argparse.Namespace
    console: Console
    memory: Memory

    @property
    def target(self) -> Path | None:
        """Where what is proposed is saved; None when it is only printed."""
        output: Path | None = self.arguments.output
        return output or (Path(self.file) if self.arguments.apply else None)

    def remember(self, result: TurnResult, saved: Path | None = None) -> None:
        """Keep what was said, with what became of what was proposed: saved here, saved elsewhere, or only shown."""
        exchange = result.exchange
        if saved is not None:
            fate = Fate.ACCEPTED if saved == Path(self.file) else Fate.NONE
            exchange = replace(exchange, fate=fate)
        self.memory.add(exchange)

    @property
    def prints_diagram(self) -> bool:
        """Whether standard output is for the diagram alone."""
        return str(self.target) == STANDARD_STREAM

    def to_model(self, model: str, operation: str) -> Errand:
        """The same for the model with this id, billed as `operation`."""
        return replace(self, asked=replace(self.asked, model=model, operation=operation))
