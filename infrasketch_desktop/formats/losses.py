"""Lists losses so that a person reads them: one by one while they are few, counted when they are many."""

from __future__ import annotations

from collections.abc import Sequence

from infrasketch_desktop.formats.result import Loss, Origin
from infrasketch_desktop.language import tr

FEW = 5


def losses_of(sort: str, names: Sequence[str], why: str, origins: Sequence[Origin] = ()) -> tuple[Loss, ...]:
    """One loss for each of `names`, or a single one when more than five share the reason.

    `sort` is what they are together, in the plural; `origins` are their places in the same order, if they have any.
    """
    if len(names) > FEW:
        return (Loss(tr("{count:,} {things}", count=len(names), things=sort), why, origins[0] if origins else None),)
    places = origins or (None,) * len(names)
    return tuple(Loss(name, why, place) for name, place in zip(names, places, strict=True))
