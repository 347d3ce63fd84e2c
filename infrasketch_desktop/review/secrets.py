"""Tells secrets in free text by their look: the published forms of keys, and assignments to telling names.

The forms are those that the issuers document for their own secret scanning; a word such as “token” alone is none.
"""

from __future__ import annotations

import re

MASK = "••••"

_KEYS = re.compile(
    r"\bA(?:KIA|SIA)[0-9A-Z]{16}\b"  # AWS access key ids
    r"|\bgh[pousr]_[A-Za-z0-9]{30,255}\b|\bgithub_pat_[A-Za-z0-9_]{50,255}\b"
    r"|\bglpat-[A-Za-z0-9_-]{20,64}"
    r"|\b[rs]k_(?:live|test)_[A-Za-z0-9]{10,255}\b"  # Stripe
    r"|\bsk-[A-Za-z0-9_-]{20,255}"  # Anthropic, OpenAI
    r"|\bxox[abeprs]-[A-Za-z0-9-]{10,255}"  # Slack
    r"|\bAIza[0-9A-Za-z_-]{35}"  # Google
    r"|\beyJ[A-Za-z0-9_-]{8,2000}\.eyJ[A-Za-z0-9_-]{8,4000}\.[A-Za-z0-9_-]{8,2000}"  # JSON Web Token
    r"|-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[^-]{0,8000}(?:-----END [A-Z ]{0,30}PRIVATE KEY-----)?"
)
_IN_URL = re.compile(r"(?<=://)([^\s/:@]{1,200}):([^\s/@]{1,200})(?=@)")
_ASSIGNED = re.compile(
    r"((?:password|passwd|pwd|secret|api[_-]?key|access[_-]?key|auth[_-]?token|access[_-]?token|private[_-]?key)"
    r"[\"']?\s{0,3}[:=]\s{0,3}[\"']?)([^\s\"',;]{4,200})",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"[$<{\[*•]|x{3,}|\.\.\.|your|change|example|from|see|stored|kept|vault|env\b|secret\b", re.IGNORECASE
)


def has_secret(text: str) -> bool:
    """Whether `text` holds something that opens a door."""
    return masked(text) != text


def masked(text: str) -> str:
    """`text` with every secret replaced by dots; what is around stays."""
    text = _KEYS.sub(MASK, text)
    text = _IN_URL.sub(lambda found: f"{found[1]}:{_mask(found[2])}", text)
    return _ASSIGNED.sub(lambda found: found[1] + _mask(found[2]), text)


def _mask(value: str) -> str:
    """Placeholders such as `${DB_PASSWORD}` and `<your key>` are none."""
    return value if _PLACEHOLDER.match(value) else MASK
