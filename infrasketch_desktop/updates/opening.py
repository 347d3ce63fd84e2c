"""Puts together who asks for updates, for the build of a vendor on this computer."""

from __future__ import annotations

import time
from pathlib import Path

from infrasketch_desktop.credits.errors import DocumentError
from infrasketch_desktop.updates.checker import Checker
from infrasketch_desktop.updates.memory import FeedMemory
from infrasketch_desktop.updates.source import feed_of
from infrasketch_desktop.updates.update import this_computer
from infrasketch_desktop.vendor import Vendor


def open_checker(vendor: Vendor, folder: Path, running: str) -> Checker | None:
    """Who asks the feed of `vendor` on behalf of the version `running`, and remembers in `folder`; None without a feed.

    A record whose keys are damaged has no feed that could be believed.
    """
    try:
        source = feed_of(vendor)
    except DocumentError:
        return None
    if source is None:
        return None
    return Checker(source, FeedMemory(folder / "updates.jws"), running, this_computer(), lambda: int(time.time()))
