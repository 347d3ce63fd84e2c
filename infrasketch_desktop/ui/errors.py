"""Tells failures whose text is written for the person at the screen from mistakes of the program."""

from __future__ import annotations

from infrasketch_desktop.assistant.errors import AssistantError
from infrasketch_desktop.codegen.errors import CodegenError
from infrasketch_desktop.credits.errors import CreditsError
from infrasketch_desktop.diagram.errors import DiagramError
from infrasketch_desktop.formats.errors import FormatError
from infrasketch_desktop.layout.errors import LayoutError
from infrasketch_desktop.picture.errors import PictureTooLargeError
from infrasketch_desktop.resources import ResourceError
from infrasketch_desktop.sketcher.errors import SketcherError
from infrasketch_desktop.storage.errors import StorageError
from infrasketch_desktop.wallet.errors import WalletError

EXPECTED: tuple[type[Exception], ...] = (
    AssistantError,
    CodegenError,
    StorageError,
    DiagramError,
    FormatError,
    LayoutError,
    SketcherError,
    PictureTooLargeError,
    ResourceError,
    CreditsError,
    WalletError,
)
"""Failures whose text is written for the person at the screen."""


def is_expected(error: BaseException) -> bool:
    return isinstance(error, EXPECTED)
