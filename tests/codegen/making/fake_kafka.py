"""Stands in for Kafka below a generated library: one partition for each topic, with offsets that a group commits.

A test puts it into the library as `conftest.py`, so it is imported before the library takes its names from `kafka`. No
method takes an argument that the real one has not.
"""

from __future__ import annotations

import inspect
import os
import socket
import threading
from collections import defaultdict
from collections.abc import Iterable, Mapping
from types import SimpleNamespace
from typing import Any

import kafka
from kafka import OffsetAndMetadata, TopicPartition

LOGS: dict[str, list[tuple[bytes, bytes]]] = defaultdict(list)
COMMITTED: dict[tuple[str | None, str], int] = defaultdict(int)


class FakeProducer:
    def __init__(self, **configs: Any) -> None:
        assert configs.keys() <= REAL_PRODUCER.DEFAULT_CONFIG.keys()

    def send(self, topic: str, value: bytes, key: bytes) -> Any:
        LOGS[topic].append((key, value))
        return SimpleNamespace(get=lambda timeout: timeout)

    def close(self) -> None:
        pass


class FakeConsumer:
    def __init__(self, *topics: str, **configs: Any) -> None:
        assert configs.keys() <= REAL_CONSUMER.DEFAULT_CONFIG.keys()
        self._group = configs.get("group_id")
        self._most = configs.get("max_poll_records", 500)
        self._positions = {TopicPartition(topic, 0): COMMITTED[self._group, topic] for topic in topics}

    def partitions_for_topic(self, topic: str) -> set[int]:
        return {0} if topic in LOGS else set()

    def assign(self, partitions: Iterable[TopicPartition]) -> None:
        self._positions = dict.fromkeys(partitions, 0)

    def seek_to_beginning(self, *partitions: TopicPartition) -> None:
        assert set(partitions) == set(self._positions)

    def position(self, partition: TopicPartition) -> int:
        return self._positions[partition]

    def end_offsets(self, partitions: Iterable[TopicPartition]) -> dict[TopicPartition, int]:
        return {partition: len(LOGS[partition.topic]) for partition in partitions}

    def poll(self, timeout_ms: int) -> dict[TopicPartition, list[Any]]:
        found = {partition: records for partition in self._positions if (records := self._next(partition))}
        if not found:
            threading.Event().wait(min(timeout_ms, 10) / 1000)
        return found

    def seek(self, partition: TopicPartition, offset: int) -> None:
        self._positions[partition] = offset

    def commit(self, offsets: Mapping[TopicPartition, OffsetAndMetadata]) -> None:
        for partition, kept in offsets.items():
            COMMITTED[self._group, partition.topic] = kept.offset

    def close(self, autocommit: bool) -> None:
        assert not autocommit

    def _next(self, partition: TopicPartition) -> list[Any]:
        begin = self._positions[partition]
        entries = LOGS[partition.topic][begin : begin + self._most]
        self._positions[partition] += len(entries)
        return [
            SimpleNamespace(topic=partition.topic, partition=0, offset=begin + number, key=key, value=value)
            for number, (key, value) in enumerate(entries)
        ]


REAL_CONSUMER, REAL_PRODUCER = kafka.KafkaConsumer, kafka.KafkaProducer
for _fake, _real in ((FakeConsumer, REAL_CONSUMER), (FakeProducer, REAL_PRODUCER)):
    for _name in [name for name in vars(_fake) if not name.startswith("_")]:
        _ours, _theirs = (inspect.signature(getattr(kind, _name)).parameters for kind in (_fake, _real))
        assert _ours.keys() <= _theirs.keys(), _name
kafka.KafkaConsumer, kafka.KafkaProducer = FakeConsumer, FakeProducer

_LISTENING = socket.create_server(("127.0.0.1", 0))  # the library looks first whether anybody listens
os.environ["KAFKA_DEMO_TEST_URL"] = f"kafka://127.0.0.1:{_LISTENING.getsockname()[1]}"


def pytest_unconfigure() -> None:
    _LISTENING.close()
