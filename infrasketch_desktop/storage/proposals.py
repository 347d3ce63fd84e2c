"""Proposals that wait for a person: made for a sketch by another program, kept until they are taken or refused.

They lie in the profile, one for each sketch file, and never in the sketch: nothing counts before it is accepted.
"""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.errors import DiagramError
from infrasketch_desktop.diagram.proposal import Proposal, Rebased, proposal_from_plain, proposal_to_plain
from infrasketch_desktop.language import tr
from infrasketch_desktop.storage.atomic import write_atomically
from infrasketch_desktop.storage.bounded import read_bounded
from infrasketch_desktop.storage.errors import OpenError, SaveError, reason
from infrasketch_desktop.storage.paths import file_key, real_path

MAX_BYTES = 32 * 1024 * 1024


class WaitingProposals:
    """The proposals that wait in one profile."""

    def __init__(self, state_folder: Path) -> None:
        self.folder = state_folder / "proposals"

    def path_for(self, sketch: Path) -> Path:
        """The file in which a proposal for `sketch` waits, whether there is one or not."""
        return self.folder / f"{file_key(sketch)}.json"

    def put(self, sketch: Path, proposal: Proposal) -> bool:
        """Let `proposal` wait for who opens `sketch`; True when it took the place of an earlier one.

        Raises:
            SaveError: it could not be written, and an earlier one is still there.
        """
        path = self.path_for(sketch)
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            why, advice = reason(error)
            raise SaveError(tr("The proposal could not be kept: {why}.", why=why), advice=advice) from error
        replaced = path.exists()
        content = {"sketch": str(real_path(sketch)), "proposal": proposal_to_plain(proposal)}
        write_atomically(path, json.dumps(content, ensure_ascii=True, separators=(",", ":")).encode())
        return replaced

    def find(self, sketch: Path, current: Diagram) -> Rebased | None:
        """What waits for `sketch`, for the diagram as it is now; None when nothing does.

        Raises:
            OpenError: something is there and cannot be read; `drop` removes it.
        """
        path = self.path_for(sketch)
        if not path.exists():
            return None
        try:
            plain = json.loads(read_bounded(path, MAX_BYTES))
            return proposal_from_plain(plain["proposal"], current)
        except (ValueError, TypeError, KeyError, RecursionError, DiagramError) as error:
            raise OpenError(
                tr("The proposal that waits for “{name}” is damaged.", name=sketch.name),
                kept=tr("The sketch was not changed."),
                advice=tr("Have it proposed again."),
            ) from error

    def drop(self, sketch: Path) -> None:
        """Forget what waits for `sketch`: it was taken or refused."""
        with contextlib.suppress(OSError):
            self.path_for(sketch).unlink()
