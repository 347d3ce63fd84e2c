"""What is said beside a file or a folder."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Standing:
    """What is said beside a file: a word, a sign with its colour (a field of `Colors`), and the whole story.

    A folder says what stands with the highest `weight` in it, so that nothing is overlooked in one that is shut.
    """

    word: str
    icon: str
    role: str
    story: str = ""
    weight: int = 0
    is_problem: bool = False
