"""Whether the feed has been silent for long: after some weeks without a good answer a person should hear of it once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

LONG = timedelta(weeks=3)
LEAST_ASKED = 5
"""Times asked in vain before time counts: a clock that was wrong for a day makes no silence of weeks."""


@dataclass(frozen=True, slots=True)
class Hearing:
    """`heard` is when an answer was last believed, or when the first one was asked for (ISO 8601, "" for never);
    `missed` is how often since then nothing came that could be.
    """

    heard: str = ""
    missed: int = 0

    def after(self, now: datetime, *, good: bool) -> Hearing:
        """After one more answer, or none. A time to come is one of a wrong clock, and counting begins anew."""
        if good or self._waited(now) is None:
            return Hearing(now.isoformat(timespec="seconds"), 0 if good else 1)
        return Hearing(self.heard, self.missed + 1)

    def is_silent(self, now: datetime) -> bool:
        waited = self._waited(now)
        return waited is not None and waited >= LONG and self.missed >= LEAST_ASKED

    def _waited(self, now: datetime) -> timedelta | None:
        try:
            waited = now - datetime.fromisoformat(self.heard)
        except (ValueError, TypeError):  # TypeError: without a time zone
            return None
        return waited if waited >= timedelta(0) else None
