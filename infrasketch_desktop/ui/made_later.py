"""Attributes that an object need not have to be shown: they are there as soon as one of them is asked for."""

from __future__ import annotations

from typing import Any, Generic, Protocol, TypeVar

T_co = TypeVar("T_co", covariant=True)


class Unfinished(Protocol):
    """What has such attributes."""

    def finish(self) -> None:
        """Set all of them that are not set yet."""


class MadeLater(Generic[T_co]):
    """Stands in for an attribute that `finish` sets; whoever asks for it earlier has it set at once.

    Python asks it only while the object itself has no attribute of that name.
    """

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, owner: Unfinished, kind: type | None = None) -> T_co:
        owner.finish()
        found: Any = vars(owner)[self._name]
        made: T_co = found
        return made
