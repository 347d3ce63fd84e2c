"""Jobs run beside the answers, survive their failures, and end with the server."""

from __future__ import annotations

import threading

from licensing_server.gateway import GatewayUnavailableError
from licensing_server.jobs import Job, every, running
from licensing_server.logs import make_logger
from tests.support.logs import LogWatch
from tests.support.waiting import wait_until


def test_jobs_work_as_long_as_the_block_lasts() -> None:
    ended = threading.Event()

    def work(stopping: threading.Event) -> None:
        stopping.wait()
        ended.set()

    with running([Job("work", work)]):
        assert not ended.is_set()
    assert ended.is_set()


def test_a_failure_is_logged_and_the_next_round_tries_anew(log_watch: LogWatch) -> None:
    log_watch.expect("job failed.*moody")
    rounds: list[int] = []

    def work() -> None:
        rounds.append(1)
        if len(rounds) == 1:
            raise RuntimeError("the first round fails")

    with running([every(0.001, "moody", work, make_logger(env="sandbox"))]):
        wait_until(lambda: len(rounds) > 2, what="a third round")


def test_what_says_itself_what_is_wrong_is_one_line_of_the_log(log_watch: LogWatch) -> None:
    log_watch.expect("(job failed|news).*why.*Stripe cannot be reached just now")
    failed = threading.Event()

    def work() -> None:
        failed.set()
        raise GatewayUnavailableError("Stripe cannot be reached just now")

    with running([every(3600, "news", work, make_logger(env="sandbox"))]):
        assert failed.wait(10)


def test_no_round_begins_after_the_end() -> None:
    rounds: list[int] = []
    with running([every(3600, "rare", lambda: rounds.append(1), make_logger(env="sandbox"))]):
        wait_until(lambda: rounds, what="the first round")
    assert len(rounds) == 1
