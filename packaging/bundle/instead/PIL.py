"""Stands in for Pillow in a bundle: reportlab imports it and asks it for bitmaps alone, which no document has."""

from __future__ import annotations

from typing import NoReturn


class Image:
    """What reportlab knows as the module `PIL.Image`."""

    class Image:
        """No picture is one of these."""

    @staticmethod
    def open(file: object) -> NoReturn:
        """Raises NotImplementedError, always."""
        raise NotImplementedError(f"{file} is a bitmap, and a bundle reads none.")
