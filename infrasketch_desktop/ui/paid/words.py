"""What is said while paid work is done."""

from __future__ import annotations

from infrasketch_desktop.exchange.steps import Step
from infrasketch_desktop.language import tr


def step_text(step: Step) -> str:
    """What is being done, as progress shows it."""
    return {
        Step.READING: tr("Reading the files…"),
        Step.LAYING_OUT: tr("Laying out…"),
        Step.WRITING_TEXT: tr("Writing the text…"),
        Step.DRAWING: tr("Drawing the picture…"),
        Step.SETTING_PAGES: tr("Setting the pages…"),
        Step.PACKING: tr("Packing…"),
        Step.GENERATING: tr("Generating code…"),
        Step.WRITING_FILES: tr("Writing the files…"),
    }[step]
