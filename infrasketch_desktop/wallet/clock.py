"""What time it is for the wallet: a clock turned back gains nothing, one that is ahead is put right by a sync."""

from __future__ import annotations

from dataclasses import dataclass

SLACK_SECONDS = 24 * 3600
"""A clock may move this much between two looks (zones mistaken for times, slow drift) and is still the same one."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """What is known of time without asking the clock. All in seconds UTC.

    `server_time` is that of the newest receipt; `latest_entry` that of the newest entry the receipt does not confirm
    yet: confirmed ones are covered by the server's time, so that an entry written by a clock ten years ahead holds the
    wallet up only until the next sync. `ahead` is by how much the clock was ahead of the server at the last sync over
    the network; what a file says about the time may be old.
    """

    server_time: int = 0
    latest_entry: int = 0
    ahead: int = 0

    def now(self, clock: int) -> int:
        """Never earlier than anything this wallet has seen."""
        return max(self._corrected(clock), self.server_time, self.latest_entry)

    def _corrected(self, clock: int) -> int:
        """A clock that still shows the time it was ahead is set back by as much; one that was put right is believed."""
        if self.ahead > SLACK_SECONDS and clock >= self.server_time + self.ahead - SLACK_SECONDS:
            return clock - self.ahead
        return clock


def measure_ahead(clock: int, server_time: int) -> int:
    """By how much the clock is ahead, measured when a receipt of `server_time` arrives."""
    return max(0, clock - server_time)
