"""Makes workers: programs that take messages from queues, or work when a schedule says so."""

from __future__ import annotations

from collections.abc import Iterator

from infrasketch_desktop.codegen.files import CodeFile
from infrasketch_desktop.codegen.making.python.connections import connections_of
from infrasketch_desktop.codegen.making.python.effects import message_effects
from infrasketch_desktop.codegen.making.python.packaging import write_packaging
from infrasketch_desktop.codegen.making.python.programs import (
    calls_of,
    queues_of,
    sign_in_of,
    token_settings,
    write_common_tests,
    write_reach,
    write_reach_tests,
    write_settings,
)
from infrasketch_desktop.codegen.making.python.pyproject import pyproject
from infrasketch_desktop.codegen.making.python.writing import ProgramWriter
from infrasketch_desktop.codegen.project import Part, Project
from infrasketch_desktop.codegen.rendering import Templates

REQUIRES = ("pydantic", "pydantic-settings")

EVERY_MINUTE = "* * * * *"
"""The schedule of a worker that has neither one nor a queue."""

_MODULES = (
    ("__main__.py", "worker/main.py.j2"),
    ("health.py", "worker/health.py.j2"),
    ("heartbeat.py", "worker/heartbeat.py.j2"),
    ("logs.py", "python/logs.py.j2"),
    ("tracing.py", "python/tracing.py.j2"),
    ("working.py", "worker/working.py.j2"),
)
_SCHEDULED = (("job.py", "worker/job.py.j2"), ("schedule.py", "worker/schedule.py.j2"))


def make_worker(project: Project, part: Part, templates: Templates) -> Iterator[CodeFile]:
    """The files of one worker."""
    connections = connections_of(project, part)
    schedule = part.schedule or ("" if queues_of(connections) else EVERY_MINUTE)
    calls = calls_of(connections)
    writer = ProgramWriter(
        project,
        part,
        templates,
        connections=connections,
        calls=calls,
        queues=queues_of(connections),
        scheduled=bool(schedule),
        effects=message_effects(project, part, connections),
        has_token=False,
        sign_in=sign_in_of(connections),
        auth=None,
        web=False,
    )
    needed = {"cronsim": bool(schedule), "httpx2": bool(calls), "joserfc": any(call.is_auth for call in calls)}
    requires = [*REQUIRES, *(name for name, is_needed in needed.items() if is_needed)]
    yield pyproject(project, part, templates, requires, plugins=["pydantic.mypy"])
    yield writer.mark(f"src/{part.module}/py.typed")
    yield writer.source("__init__.py", "python/init.py.j2", what="a worker")
    yield from writer.sources((*_MODULES, *(_SCHEDULED if schedule else ())))
    fields = [f'schedule: str = "{schedule}"'] if schedule else []
    more, told = token_settings(project, part, connections)
    fields += more
    yield write_settings(writer, fields, connections)
    yield from write_reach(writer, project, part, connections)
    yield from _tests(writer, project, part, is_scheduled=bool(schedule))
    meanings = [("LOG_LEVEL", "DEBUG, INFO, WARNING or ERROR")]
    if schedule:
        meanings.append(("SCHEDULE", "when to work: a cron expression, in UTC"))
    meanings += told
    yield from write_packaging(writer, project, part, what="A worker without an interface.", settings=meanings)


def _tests(writer: ProgramWriter, project: Project, part: Part, *, is_scheduled: bool) -> Iterator[CodeFile]:
    connections = connections_of(project, part)
    yield from write_common_tests(writer, connections)
    yield writer.file("tests/test_working.py", "worker/tests/test_working.py.j2")
    if is_scheduled:
        yield writer.file("tests/test_job.py", "worker/tests/test_job.py.j2")
        yield writer.file("tests/test_schedule.py", "worker/tests/test_schedule.py.j2")
    yield from write_reach_tests(writer, project, part, connections)
