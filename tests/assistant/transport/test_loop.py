"""The loop runs work on one thread, tells its end once, and stops it at once."""

from __future__ import annotations

import asyncio
import queue
import threading

import psutil
import pytest

from infrasketch_desktop.assistant.transport.loop import AssistantLoop, ClosedError, Outcome
from tests.assistant.transport.asking import ask, streaming, transport
from tests.support.messages_script import breaks_off, length_of, refuses, says, text, waits
from tests.support.messages_server import serving_messages

OPEN = psutil.CONN_ESTABLISHED
ANSWER = says(text("Hello, here is a cache."))


class Listener:
    """Notes what it is told; `ends` blocks until an end came."""

    def __init__(self):
        self.events = []
        self.ends = queue.SimpleQueue()

    def end(self):
        return self.ends.get(timeout=20)


async def count(say):
    for number in range(3):
        say(number)
        await asyncio.sleep(0)
    return "done"


async def forever(say):
    say("began")
    await asyncio.Event().wait()


async def fail(_say):
    raise ValueError("oops")


def test_events_and_the_end_are_told(loop):
    listener = Listener()
    loop.run(count, listener.events.append, listener.ends.put)
    assert listener.end() == Outcome("done")
    assert listener.events == [0, 1, 2]


def test_a_failure_is_told(loop):
    listener = Listener()
    loop.run(fail, listener.events.append, listener.ends.put)
    assert str(listener.end().error) == "oops"


def test_everything_goes_through_post(loop):
    listener, posted = Listener(), queue.SimpleQueue()
    loop.run(count, listener.events.append, listener.ends.put, posted.put)
    for _ in range(4):
        posted.get(timeout=20)()
    assert (listener.events, listener.end()) == ([0, 1, 2], Outcome("done"))


def test_after_a_stop_no_event_comes_any_more(loop):
    listener, posted = Listener(), queue.SimpleQueue()
    handle = loop.run(forever, listener.events.append, listener.ends.put, posted.put)
    began = posted.get(timeout=20)
    handle.cancel()
    began()
    posted.get(timeout=20)()
    assert listener.events == []
    assert listener.end() == Outcome(stopped=True)


def test_stopping_before_the_beginning_is_told_too(loop):
    listener, held = Listener(), threading.Event()
    loop.run(lambda _say: held.wait(20) or count(_say), listener.events.append, queue.SimpleQueue().put)
    handle = loop.run(count, listener.events.append, listener.ends.put)
    handle.cancel()
    held.set()
    assert listener.end() == Outcome(stopped=True)


def test_stopping_what_has_ended_does_nothing(loop):
    listener = Listener()
    handle = loop.run(count, listener.events.append, listener.ends.put)
    assert listener.end() == Outcome("done")
    handle.cancel()
    assert handle.wait(20)
    assert listener.ends.empty()


def test_work_can_be_waited_for(loop):
    assert loop.wait(lambda: count(lambda _event: None)) == "done"
    with pytest.raises(ValueError, match="oops"):
        loop.wait(lambda: fail(None))


def test_events_can_be_iterated(loop):
    assert list(loop.iterate(count)) == [0, 1, 2]
    with pytest.raises(ValueError, match="oops"):
        list(loop.iterate(fail))


def test_leaving_the_iteration_stops_the_work(loop):
    ended = threading.Event()

    async def work(say):
        try:
            await forever(say)
        finally:
            ended.set()

    events = loop.iterate(work)
    assert next(events) == "began"
    events.close()
    assert ended.wait(20)


def test_closing_stops_all_work_and_tells_its_end():
    loop, listeners = AssistantLoop(), [Listener() for _ in range(3)]
    for listener in listeners:
        loop.run(forever, listener.events.append, listener.ends.put)
    loop.close()
    assert [listener.end() for listener in listeners] == [Outcome(stopped=True)] * 3
    assert not [thread for thread in threading.enumerate() if thread.name == "assistant"]
    loop.close()
    with pytest.raises(ClosedError):
        loop.run(count, print, print)


def test_a_loop_that_was_never_used_has_no_thread():
    loop = AssistantLoop()
    assert not [thread for thread in threading.enumerate() if thread.name == "assistant"]
    loop.close()


@pytest.mark.loopback
@pytest.mark.parametrize("events", [0, 4])
def test_stop_closes_the_connection_while_the_server_is_silent(loop, events):
    with serving_messages(waits(ANSWER, after=length_of(ANSWER, events))) as server:
        listener = Listener()
        handle = loop.run(streaming(transport(server.address)), listener.events.append, listener.ends.put)
        assert server.waiting.wait(20)
        handle.cancel()
        assert server.left.wait(20)
        assert listener.end() == Outcome(stopped=True)


@pytest.mark.loopback
def test_closing_the_loop_closes_the_connection():
    with serving_messages(waits(ANSWER, after=300)) as server, AssistantLoop() as loop:
        loop.run(streaming(transport(server.address)), lambda _event: None, lambda _end: None)
        assert server.waiting.wait(20)
        loop.close()
        assert server.left.wait(20)


@pytest.mark.loopback
def test_no_connection_stays_open(loop):
    answers = (ANSWER, breaks_off(ANSWER, after=300), refuses(529, "overloaded_error", "Overloaded"))
    with serving_messages(*answers, waits(ANSWER, after=300)) as server:
        for _ in answers:
            ask(loop, transport(server.address))
        handle = loop.run(streaming(transport(server.address)), lambda _event: None, lambda _end: None)
        assert server.waiting.wait(20)
        handle.cancel()
        assert handle.wait(20)
        assert not connections_to(server)


def connections_to(server):
    """The ends on the side of whoever asks."""
    found = psutil.Process().net_connections("tcp")
    return [one for one in found if one.raddr and one.raddr.port == server.server_address[1] and one.status == OPEN]
