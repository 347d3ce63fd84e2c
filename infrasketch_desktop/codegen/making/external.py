"""Makes a runnable fake of a system of somebody else; who calls it gets a protocol and a client for it."""

from __future__ import annotations

from collections.abc import Iterator

from infrasketch_desktop.codegen.files import CodeFile
from infrasketch_desktop.codegen.making.python.web import Web, make_web
from infrasketch_desktop.codegen.project import Part, Project
from infrasketch_desktop.codegen.rendering import Templates

FAKE = Web(
    what="A fake of a system of somebody else, for development: it takes every request, and `/received` shows them.",
    doc="a fake of it, for development",
    modules=(("inbox.py", "external/inbox.py.j2"),),
    tests=(("test_inbox.py", "external/test_inbox.py.j2"),),
    inbox=True,
)


def make_external(project: Project, part: Part, templates: Templates) -> Iterator[CodeFile]:
    """The files of one fake."""
    yield from make_web(project, part, templates, FAKE)
