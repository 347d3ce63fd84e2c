"""Searches: OpenSearch."""

from __future__ import annotations

from collections.abc import Iterator

from infrasketch_desktop.codegen.files import CodeFile
from infrasketch_desktop.codegen.making.libraries import Library, write_library
from infrasketch_desktop.codegen.project import Part, Project
from infrasketch_desktop.codegen.rendering import Templates


def make_search(project: Project, part: Part, templates: Templates) -> Iterator[CodeFile]:
    """The library of a search."""
    return write_library(project, part, templates, _OPENSEARCH)


_OPENSEARCH = Library(
    home="search",
    purpose="A search in OpenSearch.",
    product="A search in OpenSearch",
    address="http://{name}:9200",
    files={
        "src/{module}/memory.py": "search/memory.py.j2",
        "src/{module}/opensearch.py": "search/opensearch.py.j2",
        "src/{module}/search.py": "search/search.py.j2",
        "tests/test_search.py": "search/test_search.py.j2",
    },
    requires=("httpx2",),
)
