"""What a command of the server prints: lines for people, or one JSON value."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TextIO


@dataclass(frozen=True, slots=True)
class Console:
    """Where results go; `as_json` asks for one JSON value instead of words."""

    out: TextIO
    as_json: bool = False

    def tell(self, result: Mapping[str, Any], *lines: str) -> None:
        """Print `lines` for people, or `result` as JSON: in ASCII, so that what strangers wrote steers no terminal."""
        text = json.dumps(result) if self.as_json else "\n".join(lines)
        self.out.write(text + "\n")


def standard_console(*, as_json: bool) -> Console:
    return Console(sys.stdout, as_json)
