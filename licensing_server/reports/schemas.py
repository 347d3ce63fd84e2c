"""The forms of a report and of its answer."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from licensing_server.models.reports import SYSTEM_LENGTH, VERSION_LENGTH
from licensing_server.schemas import PLAIN_TEXT, Answer, Body

LONGEST_TEXT = 64 * 1024
"""Characters of a report; a traceback with its surroundings takes a tenth of it."""

LINES = r"^[^\x00-\x08\x0b-\x1f\x7f]*$"
"""Lines and tabs, and no other control characters."""

ReportId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{22,64}$")]
"""At least 128 random bits, drawn by the sender."""


class ReportBody(Body):
    """A report as the person who sends it has seen it."""

    id: ReportId = Field(description="Names this report: sent again, it is answered as before and kept once.")
    version: Annotated[str, StringConstraints(min_length=1, max_length=VERSION_LENGTH, pattern=PLAIN_TEXT)]
    system: Annotated[str, StringConstraints(min_length=1, max_length=SYSTEM_LENGTH, pattern=PLAIN_TEXT)]
    text: Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_TEXT, pattern=LINES)]


class ReportAnswer(Answer):
    """The report is kept."""

    id: str
    kept_until: int = Field(description="When it is deleted, in seconds UTC.")
