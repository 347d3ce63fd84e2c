"""Keeps what was done to an account and by whom."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy.orm import Session

from licensing_server.models.accounts import Audit


def record(session: Session, *, account_id: str | None, actor: str, action: str, now: int, **detail: Any) -> None:
    """Add a row to the audit; `detail` holds plain values and no secret."""
    text = json.dumps(detail, sort_keys=True, ensure_ascii=False)
    session.add(Audit(account_id=account_id, actor=actor, action=action, at=now, detail=text))
