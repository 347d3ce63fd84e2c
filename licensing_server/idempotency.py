"""The same request named by the same key is worked on once; a repetition gets the first answer (S7)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Annotated, TypeVar

from fastapi import Header
from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from licensing_server.database import lock_account
from licensing_server.errors import ApiError
from licensing_server.models.accounts import IdempotentAnswer

Answer = TypeVar("Answer", bound=BaseModel)

LONGEST_KEY = 255

IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=LONGEST_KEY,
        pattern=r"^[\x21-\x7e]+$",
        description="Names this request: sent again with the same body it is answered as before and does nothing.",
    ),
]
"""The header as an endpoint takes it (draft-ietf-httpapi-idempotency-key-header)."""


def answer_once(
    session: Session,
    *,
    account_id: str,
    key: str | None,
    operation: str,
    body: BaseModel,
    now: int,
    work: Callable[[], Answer],
    answer_type: type[Answer],
) -> Answer:
    """The result of `work`, or what it was when `key` was seen before; without a key `work` is simply done.

    Key, effect and answer are committed together: a request that was refused or failed leaves no trace and may be
    sent again. The account is locked, so two deliveries at a time are one after the other.

    Raises:
        ApiError: 409 when the key was used for another operation or body.
    """
    if key is None:
        return work()
    lock_account(session, account_id)
    request_hash = hashlib.sha256(f"{operation}\n{body.model_dump_json()}".encode()).hexdigest()
    known = session.scalars(select(IdempotentAnswer).filter_by(account_id=account_id, key=key)).one_or_none()
    if known is None:
        answer = work()
        session.add(
            IdempotentAnswer(
                account_id=account_id, key=key, request_hash=request_hash, answer=answer.model_dump_json(), at=now
            )
        )
        return answer
    if known.request_hash != request_hash:
        raise ApiError(
            409,
            "idempotency_key_reused",
            "This Idempotency-Key has been used for another request. Nothing was done; use a new key for new work.",
        )
    return answer_type.model_validate_json(known.answer)
