"""What went wrong so far: each mistake once, with how often it happened."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Troubles:
    """By `traces.signature`, in the order in which they came."""

    _told: dict[str, str] = field(default_factory=dict)
    _times: dict[str, int] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return name in self._times

    def __bool__(self) -> bool:
        return bool(self._times)

    def add(self, name: str, told: str) -> None:
        """One that is not among them."""
        self._told[name], self._times[name] = told, 1

    def count(self, name: str) -> tuple[str, str]:
        """Once more: the line that tells how often so far, "" when that was once; and the one that takes its place."""
        self._times[name] += 1
        times = self._times[name]
        return (_line(name, times - 1) if times > 2 else "", _line(name, times))  # noqa: PLR2004 - once needs no line

    def join(self, others: Troubles) -> None:
        """Add what `others` tell."""
        for name, told in others._told.items():
            self._told.setdefault(name, told)
            self._times[name] = self._times.get(name, 0) + others._times[name]

    @property
    def text(self) -> str:
        return "\n".join(
            f"{told}\n{_line(name, self._times[name])}" if self._times[name] > 1 else told
            for name, told in self._told.items()
        )


def _line(name: str, times: int) -> str:
    return f"{times} times: {name}"
