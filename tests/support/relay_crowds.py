"""Many people who ask a relay at the same time, by HTTP, some of whom leave in the middle."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import httpx2

from tests.support.licensing import Session
from tests.support.relays import headers_of, question

_PATIENT = httpx2.Timeout(60)


@dataclass(frozen=True, slots=True)
class Asking:
    """One question; who asks leaves once `leaves_after` bytes of the answer have come (None: stays)."""

    who: Session
    op: str
    leaves_after: int | None = None


@dataclass(frozen=True, slots=True)
class Got:
    """What came of it; `content` ends early when the person left or the server died."""

    asking: Asking
    status: int
    content: bytes
    whole: bool


def ask_at_once(url: str, crowd: Sequence[Asking], *, meanwhile: Callable[[], None] = lambda: None) -> list[Got]:
    """All questions at the same time; `meanwhile` is done in a thread while they wait for their answers."""
    return asyncio.run(_ask_at_once(url, crowd, meanwhile))


async def _ask_at_once(url: str, crowd: Sequence[Asking], meanwhile: Callable[[], None]) -> list[Got]:
    limits = httpx2.Limits(max_connections=None, max_keepalive_connections=0)
    async with httpx2.AsyncClient(base_url=url, timeout=_PATIENT, limits=limits, trust_env=False) as client:
        asked = [asyncio.create_task(_ask(client, asking)) for asking in crowd]
        await asyncio.to_thread(meanwhile)
        return await asyncio.gather(*asked)


async def _ask(client: httpx2.AsyncClient, asking: Asking) -> Got:
    content, status = b"", 0
    try:
        headers = headers_of(asking.who, op=asking.op)
        async with client.stream("POST", "/v1/messages", json=question(), headers=headers) as answer:
            status = answer.status_code
            async for chunk in answer.aiter_raw():
                content += chunk
                if asking.leaves_after is not None and len(content) >= asking.leaves_after:
                    return Got(asking, status, content, whole=False)
    except httpx2.TransportError:
        return Got(asking, status, content, whole=False)
    return Got(asking, status, content, whole=True)
