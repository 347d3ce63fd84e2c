"""Makes a fake OpenID provider for development; the services that call it verify its tokens."""

from __future__ import annotations

from collections.abc import Iterator

from infrasketch_desktop.codegen.files import CodeFile
from infrasketch_desktop.codegen.making.python.web import Web, make_web
from infrasketch_desktop.codegen.project import Part, Project
from infrasketch_desktop.codegen.rendering import Templates

PROVIDER = Web(
    what="An OpenID provider for development: it gives a token to whoever asks. Put a real one in its place.",
    doc="an OpenID provider for development",
    modules=(("provider.py", "auth/provider.py.j2"), ("routers/openid.py", "auth/openid.py.j2")),
    tests=(("test_openid.py", "auth/test_openid.py.j2"),),
    requires=("joserfc", "python-multipart"),
    provider=True,
)


def make_auth(project: Project, part: Part, templates: Templates) -> Iterator[CodeFile]:
    """The files of one provider."""
    yield from make_web(project, part, templates, PROVIDER)
