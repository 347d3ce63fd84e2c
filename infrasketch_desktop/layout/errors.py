"""What can go wrong while laying out."""

from __future__ import annotations


class LayoutError(Exception):
    """Base of this room's expected errors; the diagram is as it was."""


class LayoutCancelledError(LayoutError):
    """The user stopped the run; nothing was moved."""


class ProviderError(LayoutError):
    """An order provider could not answer: missing, broken, or out of its allowance. Ask the next one."""
