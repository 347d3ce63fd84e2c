"""One call from beginning to end: every failure becomes an answer in words, and none ends the server."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from infrasketch_desktop.credits.errors import CreditsError
from infrasketch_desktop.diagram.errors import DiagramError
from infrasketch_desktop.formats.errors import FormatError
from infrasketch_desktop.layout.errors import LayoutError
from infrasketch_desktop.mcp.answers import Answer
from infrasketch_desktop.mcp.errors import ToolError
from infrasketch_desktop.mcp.tools import Tool
from infrasketch_desktop.mcp.workplace import Workplace
from infrasketch_desktop.resources import ResourceError
from infrasketch_desktop.review.secrets import masked
from infrasketch_desktop.sketcher.errors import SketcherError
from infrasketch_desktop.storage.errors import StorageError
from infrasketch_desktop.technology import TechnologyError
from infrasketch_desktop.wallet.errors import WalletError

_EXPECTED = (
    ToolError,
    StorageError,
    FormatError,
    WalletError,
    CreditsError,
    DiagramError,
    LayoutError,
    SketcherError,
    ResourceError,
    TechnologyError,
)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a call; `failed` marks an answer that says why it could not be carried out."""

    answer: Answer
    failed: bool = False


def call(tool: Tool, workplace: Workplace, plain: Mapping[str, Any]) -> Outcome:
    """Carry out one call of `tool`."""
    return _guarded(lambda: tool.run(workplace, plain), tool.name)


def _guarded(work: Callable[[], Answer], name: str) -> Outcome:
    try:
        return Outcome(work())
    except _EXPECTED as error:
        return Outcome(Answer(masked(str(error))), failed=True)
    except Exception:  # noqa: BLE001 - one call that fails by our fault must not end the server
        _log.exception("The tool %s failed.", name)
        return Outcome(Answer("This failed by a fault of InfraSketch; its log on standard error says more."), True)
