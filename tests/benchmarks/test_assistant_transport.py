"""How soon Stop closes a connection, how much a request costs, and how fast events come through."""

from __future__ import annotations

import queue
import threading
import time
from statistics import median

import pytest

from infrasketch_desktop.assistant.transport.loop import AssistantLoop
from tests.assistant.transport.asking import ask, streaming, transport
from tests.support.messages_script import says, text, waits
from tests.support.messages_server import serving_messages

pytestmark = [pytest.mark.benchmark, pytest.mark.loopback, pytest.mark.timeout(300)]

STOPS = 30
STOP_MS = 100
EVENTS = 20_000
HELLO = says(text("Hello, here is a cache."))


def test_stop_closes_the_connection_within_100_ms():
    waited = []
    with AssistantLoop() as loop:
        for _ in range(STOPS):
            with serving_messages(waits(HELLO, after=300)) as server:
                handle = loop.run(streaming(transport(server.address)), lambda _event: None, lambda _end: None)
                assert server.waiting.wait(60)
                stopped = time.monotonic()
                handle.cancel()
                assert server.left.wait(60)
                waited.append((server.left_at - stopped) * 1000)
    print(f"\nStop to closed connection: median {median(waited):.1f} ms, worst {max(waited):.1f} ms of {STOPS}")
    assert median(waited) < STOP_MS


def test_events_come_through_faster_than_any_model_writes_them():
    answer = says(text("x" * EVENTS, size=1))
    with serving_messages(answer, HELLO, HELLO) as server, AssistantLoop() as loop:
        ask(loop, transport(server.address))  # not without its imports
        server.script(answer)
        began = time.perf_counter()
        ask(loop, transport(server.address))
        single = time.perf_counter() - began
        ask(loop, transport(server.address))
        began = time.perf_counter()
        asked = ask(loop, transport(server.address))
        seconds = time.perf_counter() - began
    assert len(asked.events) > EVENTS
    print(f"\nA short answer takes {single * 1000:.1f} ms; {EVENTS / seconds:,.0f} events a second")


def test_other_threads_go_on_while_many_events_come():
    answer = says(text("x" * EVENTS, size=1))
    with serving_messages(answer, answer) as server, AssistantLoop() as loop:
        ask(loop, transport(server.address))
        ends: queue.SimpleQueue[object] = queue.SimpleQueue()
        loop.run(streaming(transport(server.address)), lambda _event: None, ends.put)
        gaps, pause, last = [], threading.Event(), time.perf_counter()
        while ends.empty():
            pause.wait(0.005)
            now = time.perf_counter()
            gaps.append((now - last - 0.005) * 1000)
            last = now
    print(f"\nA thread that wakes every 5 ms was late by at most {max(gaps):.0f} ms, by {median(gaps):.1f} ms mostly")
