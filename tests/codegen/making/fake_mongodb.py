"""Stands in for MongoDB below a generated library: documents go through real BSON, and sort and limit as in a cursor.

A test puts it into the library as `conftest.py`, so it is imported before the library takes its names from `pymongo`.
"""

from __future__ import annotations

import os
from collections import defaultdict
from types import SimpleNamespace
from typing import Any

import bson
import pymongo
from bson.codec_options import CodecOptions

UTC: CodecOptions[dict[str, Any]] = CodecOptions(tz_aware=True)


class FakeCursor(list[dict[str, Any]]):
    def sort(self, keys: list[tuple[str, int]]) -> FakeCursor:  # type: ignore[override]
        ((field, direction),) = keys
        return FakeCursor(sorted(self, key=lambda document: document[field], reverse=direction == -1))

    def limit(self, limit: int) -> FakeCursor:
        return FakeCursor(self[:limit] if limit else self)


class FakeCollection:
    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def insert_one(self, document: dict[str, Any]) -> None:
        assert document["_id"] not in self._kept
        self._kept[document["_id"]] = bson.encode(document)

    def find_one(self, query: dict[str, Any]) -> dict[str, Any] | None:
        return next((found for found in self.find() if found["_id"] == query["_id"]), None)

    def find(self) -> FakeCursor:
        return FakeCursor(bson.decode(kept, UTC) for kept in self._kept.values())

    def delete_one(self, query: dict[str, Any]) -> Any:
        return SimpleNamespace(deleted_count=int(self._kept.pop(query["_id"], None) is not None))

    def create_index(self, keys: list[tuple[str, int]]) -> None:
        assert keys == [("created_at", -1)]


class FakeClient:
    def __init__(self, _: str, *, tz_aware: bool, **_settings: Any) -> None:
        assert tz_aware
        self.admin = SimpleNamespace(command={"ping": {"ok": 1}}.__getitem__)
        self._database: dict[str, FakeCollection] = defaultdict(FakeCollection)

    def get_default_database(self, _: str) -> dict[str, FakeCollection]:
        return self._database

    def close(self) -> None:
        pass


def _client(url: str, **settings: Any) -> Any:
    return FakeClient(url, **settings) if "fake" in url else REAL(url, **settings)


REAL = pymongo.MongoClient
pymongo.MongoClient = _client  # type: ignore[misc, assignment]
os.environ["MONGODB_DEMO_TEST_URL"] = "mongodb://fake/shop"
