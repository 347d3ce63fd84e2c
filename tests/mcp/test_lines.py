"""Lines of the protocol are bounded, however long a client makes them."""

from __future__ import annotations

import io
import tracemalloc

from infrasketch_desktop.mcp.lines import TOO_LONG, BoundedLines


def test_lines_come_whole_until_the_end() -> None:
    lines = BoundedLines(io.BytesIO("één\n\nlast".encode()))
    assert [lines.readline() for _ in range(4)] == ["één\n", "\n", "last", ""]


def test_a_line_of_just_the_limit_is_read_and_one_more_byte_is_not() -> None:
    lines = BoundedLines(io.BytesIO(b"123\n1234\nok\n"), limit=4)
    assert [lines.readline() for _ in range(4)] == ["123\n", TOO_LONG, "ok\n", ""]


def test_an_endless_line_takes_no_memory() -> None:
    class Endless(io.RawIOBase):
        left = 64 * 1024 * 1024

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
            size = min(len(buffer), self.left)
            self.left -= size
            buffer[:size] = b"x" * size
            return size

    lines = BoundedLines(io.BufferedReader(Endless()), limit=1024 * 1024)
    tracemalloc.start()
    assert [lines.readline(), lines.readline()] == [TOO_LONG, ""]
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 8 * 1024 * 1024


def test_bytes_that_are_no_text_are_replaced() -> None:
    assert BoundedLines(io.BytesIO(b"\xff\xfe\n")).readline() == "��\n"
