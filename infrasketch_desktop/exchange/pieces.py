"""What an export makes: one piece for each file or folder, ready to be paid for and delivered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from infrasketch_desktop.exchange.exports import Form, parts_of
from infrasketch_desktop.exchange.options import ExportOptions
from infrasketch_desktop.exchange.steps import Checkpoint, unwatched
from infrasketch_desktop.exchange.subject import Subject
from infrasketch_desktop.formats.result import Loss


@dataclass(slots=True)
class Piece:
    """One form of one diagram; `losses` are known once it has been made."""

    form: Form
    target: Path
    subject: Subject
    options: ExportOptions
    losses: tuple[Loss, ...] = field(default=())

    @property
    def item(self) -> str:
        return self.form.item

    @property
    def is_folder(self) -> bool:
        return self.form.is_folder(self.options)

    @property
    def needs_qt(self) -> bool:
        """Whether a `QGuiApplication` has to be there before it can be made."""
        if self.form.drawn_by_qt or not self.form.carries_fonts:
            return self.form.drawn_by_qt
        from infrasketch_desktop.exchange.faces import needs_system_faces  # noqa: PLC0415 - reads the face

        return needs_system_faces(self.subject.whole)

    def make(self, path: Path, checkpoint: Checkpoint = unwatched) -> None:
        """Write it under `path`. Raises what is wrong, and whatever `checkpoint` raises to stop the work."""
        assert self.form.make is not None
        self.losses = self.form.make(path, self.subject, self.options, checkpoint)


def pieces_of(forms: Iterable[Form], subject: Subject, options: ExportOptions, stem: Path) -> tuple[Piece, ...]:
    """The pieces of `forms`, each once; `stem` is the path of the results without their endings."""
    single = {part.id: part for form in forms for part in parts_of(form)}
    return tuple(
        Piece(form, stem.with_name(f"{stem.name}{form.ending(options)}"), subject, options) for form in single.values()
    )
