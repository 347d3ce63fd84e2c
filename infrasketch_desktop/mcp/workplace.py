"""What the tools of one run work with: the files they may name, what they are allowed, and the rooms below."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.layout.arrange import arrange
from infrasketch_desktop.layout.arrangement import Arrangement
from infrasketch_desktop.layout.ordering.graphviz import Graphviz
from infrasketch_desktop.layout.ordering.standard import standard_provider
from infrasketch_desktop.layout.scope import Scope
from infrasketch_desktop.mcp.errors import NotAllowedError
from infrasketch_desktop.mcp.grounds import Grounds
from infrasketch_desktop.sketcher.lexicon import Lexicon, program_lexicon
from infrasketch_desktop.storage import sketches
from infrasketch_desktop.storage.paths import SKETCH_SUFFIX
from infrasketch_desktop.storage.proposals import WaitingProposals
from infrasketch_desktop.storage.workspace import Workspace
from infrasketch_desktop.technology import Catalog, program_catalog
from infrasketch_desktop.wallet.wallet import Wallet

OpenWallet = Callable[[], AbstractContextManager[Wallet]]


@dataclass(slots=True)
class Budget:
    """Credits that may be spent while the server runs; None when nothing may be exported at all."""

    limit: int | None
    spent: int = 0

    @property
    def left(self) -> int:
        """Raises NotAllowedError when exporting was not allowed."""
        if self.limit is None:
            raise NotAllowedError(
                "This server was started without the right to export.",
                kept="Nothing was charged.",
                advice="A person may start it with --spend N, the credits it may spend; --spend 0 allows what is free.",
            )
        return self.limit - self.spent


@dataclass(frozen=True, slots=True)
class Workplace:
    """One run of the server. Tools run one at a time."""

    grounds: Grounds
    workspace: Workspace
    wallet: OpenWallet
    cache_folder: Path
    may_write: bool = False
    budget: Budget = field(default_factory=lambda: Budget(None))

    @property
    def waiting(self) -> WaitingProposals:
        """What waits for a person to review it."""
        return self.workspace.proposals

    def load(self, name: str) -> tuple[Path, Diagram]:
        """The sketch called `name`. Raises OutsideError, OpenError."""
        path = self.grounds.sketch(name)
        return path, sketches.load(path)

    def new_sketch(self, name: str) -> Path:
        """Where the new sketch called `name` is to be saved. Raises NotAllowedError, OutsideError."""
        self.require_writing()
        return self.grounds.new_file(name if name.endswith(SKETCH_SUFFIX) else f"{name}{SKETCH_SUFFIX}")

    def require_writing(self) -> None:
        """Raises NotAllowedError."""
        if not self.may_write:
            raise NotAllowedError(
                "This server was started without the right to change files.",
                kept="Nothing was written.",
                advice="A person may start it with --write, or accept proposals in the window.",
            )

    def arranged(self, diagram: Diagram) -> Arrangement:
        """A layout of all of `diagram`. Raises LayoutError."""
        return arrange(diagram, Scope.everything(), provider=standard_provider(Graphviz(self.cache_folder)))

    def lexicon(self) -> Lexicon:
        """Raises ResourceError, LexiconError."""
        return program_lexicon()

    def catalog(self) -> Catalog:
        """Raises ResourceError, TechnologyError."""
        return program_catalog()
