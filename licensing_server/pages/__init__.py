"""Pages for people: one frame, one style sheet, no script, nothing fetched from anywhere.

`Pages(folder).render(name, **values)` fills a template of a feature's folder; templates extend `frame.html` here.
Everything is escaped, a value that is missing is an error, and the policy in the answer's headers lets a browser use
the one style sheet and send forms back to this server, and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

_HERE = Path(__file__).parent


class Pages:
    """The templates of one feature; safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        self._style = (_HERE / "style.css").read_text("utf-8")
        self._environment = Environment(
            loader=FileSystemLoader([folder, _HERE]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def render(self, name: str, **values: Any) -> str:
        """The page `name` as HTML."""
        return self._environment.get_template(name).render(style=self._style, **values)

    def headers(self) -> dict[str, str]:
        """What the answer says beside the page: what a browser may do with it, and that it is nobody else's to keep."""
        # The browser hashes what stands between <style> and </style>, to the byte.
        digest = base64.b64encode(hashlib.sha256(self._style.encode()).digest()).decode()
        policy = (
            f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'self'; base-uri 'none'; "
            "frame-ancestors 'none'"
        )
        return {
            "Content-Security-Policy": policy,
            "Cache-Control": "no-store",
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            "X-Robots-Tag": "noindex",
        }


def money(amount: int, currency: str) -> str:
    """An amount in the smallest unit as people read it; every currency of the price lists has hundredths."""
    sign = {"usd": "$", "eur": "€", "gbp": "£"}.get(currency, f"{currency.upper()} ")
    return f"{sign}{amount // 100:,}.{amount % 100:02}"


def count(number: int) -> str:
    """A number of things with its thousands apart."""
    return f"{number:,}"
