"""Whether a file that is shown has regions that a model may write; light, for it is asked for every file."""

from __future__ import annotations

from infrasketch_desktop.codegen.regions import RegionError, is_fillable, regions_in


def region_names(path: str, text: str) -> tuple[str, ...]:
    """The names of the regions; none where the marks do not fit together."""
    if not is_fillable(path) or "region:" not in text:
        return ()
    try:
        return tuple(region.name for region in regions_in(text))
    except RegionError:
        return ()
