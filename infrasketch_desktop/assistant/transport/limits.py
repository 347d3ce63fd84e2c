"""How long an answer may be silent and how large it may become before it is not believed any more."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds, bytes on the wire, and characters. Any server may be asked, so none is trusted to end.

    `idle_seconds` is the longest silence; the API sends pings in the meantime (page “Streaming messages”). The longest
    answer of a current model, 128,000 tokens, has about half a million characters.
    """

    connect_seconds: float = 10.0
    idle_seconds: float = 90.0
    whole_seconds: float = 900.0
    bytes: int = 32 * 1024 * 1024
    line_bytes: int = 1024 * 1024
    events: int = 300_000
    blocks: int = 1_000
    characters: int = 4_000_000


STANDARD = Limits()
PATIENT = Limits(idle_seconds=600.0, whole_seconds=3_600.0)
"""For models on a person's own machine, which may read a long prompt for minutes before the first word."""
