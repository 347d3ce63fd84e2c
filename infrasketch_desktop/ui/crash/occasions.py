"""Why a report is offered, in the words of its dialog."""

from __future__ import annotations

from dataclasses import dataclass

from infrasketch_desktop.language import tr


@dataclass(frozen=True, slots=True)
class Occasion:
    """`close` is the word on the button that closes it; `is_kept` tells that the report lies on this computer."""

    title: str
    text: str
    close: str
    is_kept: bool = False


def mistake() -> Occasion:
    text = tr(
        "Your work is kept: every edit is in the recovery journal, and the window goes on. If it behaves strangely, "
        "save, then open InfraSketch again. The report below helps to mend the mistake."
    )
    return Occasion(tr("InfraSketch made a mistake"), text, tr("Go on"))


def ended() -> Occasion:
    text = tr("The system ended the program. The report below says where, and helps to mend it.")
    return Occasion(tr("InfraSketch ended unexpectedly"), text, tr("Close"), is_kept=True)


def problem() -> Occasion:
    text = tr("Say what happened and what you expected instead. The lines below tell which program it was.")
    return Occasion(tr("Report a problem"), text, tr("Close"))
