"""Asks the feed whether there is a newer version; every trouble becomes an outcome, none is raised."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from infrasketch_desktop.credits.errors import DocumentError, Reason
from infrasketch_desktop.credits.feed import LARGEST_FEED, Feed
from infrasketch_desktop.language import tr
from infrasketch_desktop.updates.memory import FeedMemory
from infrasketch_desktop.updates.source import Source
from infrasketch_desktop.updates.update import Computer, Outcome, Update, Verdict, newer
from infrasketch_desktop.wallet.errors import NotConnectedError, WalletError
from infrasketch_desktop.wallet.http import Bounds, Http

BOUNDS = Bounds(largest=LARGEST_FEED, seconds=10.0, silence=5.0)
"""Short, since a program that is being closed waits for the end of the question."""


def standard_http(server: str) -> Http:
    """Encrypted, without redirects, bounded in size and time as all HTTP of the program."""
    return Http(server, bounds=BOUNDS)


@dataclass(frozen=True, slots=True)
class Checker:
    """One build on one computer. `now` is the time in seconds UTC. Calls block: they belong on a thread.

    The clock of this computer decides only whether a feed has expired. Who sets it back keeps an old feed alive, and
    is told of no update; nothing else is at stake.
    """

    source: Source
    memory: FeedMemory
    running: str
    computer: Computer
    now: Callable[[], int]
    open_http: Callable[[str], Http] = standard_http

    def known(self) -> Update | None:
        """The newer version that an earlier answer told of, as long as that is good; no network is asked."""
        held = self.memory.held(self.source)
        if held is None or held[1].expires_at <= self.now():
            return None
        return newer(held[1], self.running, self.computer)

    def ask(self) -> Outcome:
        """Fetch the feed and say what follows from it. One that is refused changes nothing."""
        try:
            token = self._fetch()
            feed = self._accepted(token)
        except NotConnectedError as error:
            return Outcome(Verdict.UNREACHABLE if error.offline else Verdict.REFUSED)
        except (WalletError, DocumentError):
            return Outcome(Verdict.REFUSED)
        self.memory.keep(token)
        update = newer(feed, self.running, self.computer)
        return Outcome(Verdict.UP_TO_DATE if update is None else Verdict.AVAILABLE, update)

    def _fetch(self) -> str:
        http = self.open_http(self.source.server)
        try:
            return http.send("GET", self.source.path).text.strip()
        finally:
            http.close()

    def _accepted(self, token: str) -> Feed:
        """The feed behind `token`: in its time, and not older than the one held.

        Raises:
            DocumentError: with the reason.
        """
        feed, held = self.source.read(token), self.memory.held(self.source)
        if feed.expires_at <= self.now():
            raise DocumentError(Reason.EXPIRED, tr("The time of the update feed is over."))
        if held is not None and (feed.number < held[1].number or (feed.number == held[1].number and token != held[0])):
            why = tr("Issue {number} of the update feed is not the newest one seen.", number=feed.number)
            raise DocumentError(Reason.ROLLBACK, why)
        return feed
