"""An arrangement of panels turned round, for a window whose lines begin at the other side.

Qt keeps at the left what was left, whichever way one writes, and has no call for this. So the bytes are read here that
`QMainWindow.saveState` writes (qdockarealayout.cpp, the same since Qt 5.0): the areas round the middle with their
sizes, in each a tree of panels beside, above or behind each other. All numbers have 32 bits, the first byte first.
"""

from __future__ import annotations

import struct

from PySide6.QtCore import Qt

_STATE, _AREAS, _BEHIND_EACH_OTHER, _IN_LINE, _PANEL = 0xFF, 0xFD, 0xFA, 0xFC, 0xFB
"""What the next bytes are, as Qt marks it."""
_OTHER_SIDE = {0: 1, 1: 0}
"""The areas at the left and at the right, as Qt counts them; above and below stay."""
_NUMBER, _SIZE, _PLACE = 4, 8, 16
"""Bytes of a number, of two, and of four: where a panel lies, or the rectangle on the screen of one that floats."""
_DEEPEST = 30
"""Of panels within each other; by hand nobody comes beyond four or five."""


def version_of(state: bytes) -> int | None:
    """The number under which an arrangement was saved; None where Qt did not write it."""
    tape = _Tape(state)
    try:
        tape.expect(tape.number(), _STATE)
        return tape.number()
    except ValueError:
        return None


def mirrored(state: bytes, version: int) -> bytes:
    """`state` with left and right exchanged, to be restored under `version`; empty where Qt did not write it.

    Widths, tabs and what is hidden are kept. Panels that float stay where they are: the screen is not turned round.
    """
    tape = _Tape(state)
    try:
        tape.expect(tape.number(), _STATE)
        tape.number()
        tape.expect(tape.byte(), _AREAS)
        areas = [_area(tape) for _ in range(tape.number())]
    except ValueError:
        return b""
    sides = sorted((_OTHER_SIDE.get(side, side), rest) for side, rest in areas)
    head = struct.pack(">iiBi", _STATE, version, _AREAS, len(sides))
    return head + b"".join(struct.pack(">i", side) + rest for side, rest in sides) + tape.rest()


class _Tape:
    """Bytes read one after the other; ValueError where there are fewer, or others than they should be."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, size: int) -> bytes:
        taken = self._data[self._at : self._at + size]
        if len(taken) != size:
            raise ValueError
        self._at += size
        return taken

    def byte(self) -> int:
        return self.take(1)[0]

    def number(self) -> int:
        return int.from_bytes(self.take(_NUMBER), signed=True)

    def expect(self, found: int, *wanted: int) -> None:
        if found not in wanted:
            raise ValueError

    def rest(self) -> bytes:
        return self.take(len(self._data) - self._at)


def _area(tape: _Tape) -> tuple[int, bytes]:
    """One side of the window: which one, and its bytes with what lies in it turned round."""
    side, size = tape.number(), tape.take(_SIZE)
    return side, size + _group(tape, _DEEPEST)


def _group(tape: _Tape, deeper: int) -> bytes:
    """Panels in line or behind each other; those side by side change places."""
    if not deeper:
        raise ValueError
    kind = tape.byte()
    tape.expect(kind, _IN_LINE, _BEHIND_EACH_OTHER)
    in_front = tape.take(_NUMBER) if kind == _BEHIND_EACH_OTHER else b""
    orientation, count = tape.byte(), tape.number()
    items = [_item(tape, deeper - 1) for _ in range(count)]
    if kind == _IN_LINE and orientation == Qt.Orientation.Horizontal.value:
        items.reverse()
    return bytes((kind,)) + in_front + struct.pack(">Bi", orientation, count) + b"".join(items)


def _item(tape: _Tape, deeper: int) -> bytes:
    kind = tape.byte()
    tape.expect(kind, _PANEL, _IN_LINE)
    mark = bytes((kind,))
    if kind == _IN_LINE:
        return mark + tape.take(_PLACE) + _group(tape, deeper)
    length = tape.take(_NUMBER)
    name = tape.take(int.from_bytes(length))
    return mark + length + name + tape.take(1 + _PLACE)  # the byte tells whether it is shown, and whether it floats
