"""Where a build asks for updates, and whom it believes about them."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from infrasketch_desktop.credits.errors import DocumentError, Reason
from infrasketch_desktop.credits.feed import STABLE, Feed, read_feed
from infrasketch_desktop.credits.keys import PublicKey
from infrasketch_desktop.credits.receipts import Environment
from infrasketch_desktop.credits.websites import is_of_website
from infrasketch_desktop.language import tr
from infrasketch_desktop.vendor import Vendor


@dataclass(frozen=True, slots=True)
class Source:
    """The feed of a vendor. `server` is scheme, host and port, `path` the rest of its address."""

    server: str
    path: str
    keys: tuple[PublicKey, ...]
    environment: Environment
    website: str

    def read(self, token: str) -> Feed:
        """The feed behind `token`, as far as that can be told without knowing others and the time.

        Raises:
            DocumentError: not signed by a key of this build, of another environment, product or channel, or with a page
                that is not of the vendor's website.
        """
        feed = read_feed(token, self.keys)
        if feed.env is not self.environment:
            why = tr("The update feed is of the {env} environment; this is {own}.", env=feed.env, own=self.environment)
            raise DocumentError(Reason.ENVIRONMENT, why)
        if feed.channel != STABLE:
            why = tr("The update feed is of another channel, “{channel}”.", channel=feed.channel)
            raise DocumentError(Reason.AUDIENCE, why)
        if not is_of_website(feed.page, self.website):
            why = tr("The page of the update feed does not belong to the vendor's website.")
            raise DocumentError(Reason.FIELD, why)
        return feed


def feed_of(vendor: Vendor) -> Source | None:
    """The feed of this build; None when it has none, as in a checkout.

    Raises:
        DocumentError: a key of the record is not one.
    """
    if not (vendor.feed and vendor.feed_keys):
        return None
    parts = urlsplit(vendor.feed)
    return Source(
        f"{parts.scheme}://{parts.netloc}",
        parts._replace(scheme="", netloc="").geturl() or "/",
        tuple(PublicKey.from_text(text) for text in vendor.feed_keys),
        Environment(vendor.environment.value),
        vendor.website,
    )
