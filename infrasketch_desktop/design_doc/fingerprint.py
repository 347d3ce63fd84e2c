"""Fingerprints of generated text: they tell whether a passage was written over a text that has changed since."""

from __future__ import annotations

from hashlib import sha256

LENGTH = 16
"""Hexadecimal digits: 64 bits, for telling two versions of one paragraph apart, not for security."""


def fingerprint(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:LENGTH]
