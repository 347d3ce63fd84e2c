"""Makes HTTP services with FastAPI from nodes of the kinds api, service and server."""

from __future__ import annotations

from collections.abc import Iterator

from infrasketch_desktop.codegen.files import CodeFile
from infrasketch_desktop.codegen.making.python.web import Web, make_web
from infrasketch_desktop.codegen.project import Part, Project
from infrasketch_desktop.codegen.rendering import Templates

SERVICE = Web(what="An HTTP service with FastAPI.", doc="a service over HTTP", verifies_tokens=True)


def make_service(project: Project, part: Part, templates: Templates) -> Iterator[CodeFile]:
    """The files of one service."""
    yield from make_web(project, part, templates, SERVICE)
