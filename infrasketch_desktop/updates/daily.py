"""When it is time to ask again; apart from the asking, which takes a tenth of a second to load."""

from __future__ import annotations

from datetime import datetime, timedelta

EVERY = timedelta(days=1)


def is_due(checked: str, now: datetime) -> bool:
    """Whether a day has passed since `checked` (ISO 8601, "" for never); a time to come is one of a wrong clock."""
    try:
        last = datetime.fromisoformat(checked)
        return not timedelta(0) <= now - last < EVERY
    except (ValueError, TypeError):  # TypeError: without a time zone
        return True
