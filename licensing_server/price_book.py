"""The price list that this server sells by, as it lies in a file and as it is signed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infrasketch_desktop.credits import canonical
from infrasketch_desktop.credits.documents import FORMAT_VERSION
from infrasketch_desktop.credits.errors import DocumentError
from infrasketch_desktop.credits.prices import PriceList, default_prices_file, read_prices
from infrasketch_desktop.credits.receipts import Environment
from licensing_server.errors import ConfigurationError

_LARGEST_FILE = 1024 * 1024
_ADDED_WHEN_SIGNED = frozenset({"v", "env", "issued_at"})


@dataclass(frozen=True, slots=True)
class PriceBook:
    """One version of the prices: `prices` for reckoning, `content` as the vendor wrote it."""

    prices: PriceList
    content: Mapping[str, Any]

    @property
    def text(self) -> str:
        """The content in its one canonical form."""
        return canonical.encode(self.content).decode()

    def payload(self, env: Environment, issued_at: int) -> dict[str, Any]:
        """The fields of the document, ready to be signed at `issued_at`."""
        return {**self.content, "v": FORMAT_VERSION, "env": env.value, "issued_at": issued_at}


def read_price_book(path: Path | None = None) -> PriceBook:
    """The price list in the file `path`, or the default one.

    Raises:
        ConfigurationError: the file cannot be read, or is not a price list; the message says what is wrong with it.
    """
    file = path or default_prices_file()
    try:
        with file.open("rb") as source:
            content = canonical.decode(source.read(_LARGEST_FILE + 1))
        if not isinstance(content, dict) or _ADDED_WHEN_SIGNED & content.keys():
            raise _refused(file, f"it is an object without {', '.join(sorted(_ADDED_WHEN_SIGNED))}")
        return PriceBook(read_prices(content), content)
    except OSError as error:
        raise _refused(file, f"it cannot be read: {error.strerror}") from error
    except DocumentError as error:
        raise _refused(file, str(error)) from error


def _refused(file: Path, why: str) -> ConfigurationError:
    return ConfigurationError(f"The price list {file} cannot be used: {why.rstrip('.')}. Set INFRASKETCH_PRICES_FILE.")
