"""CloudFormation templates to parts and links."""

from __future__ import annotations

from collections.abc import Sequence

from infrasketch_desktop.formats.cloud import draw
from infrasketch_desktop.formats.cloudformation.template import read_templates, resources_of
from infrasketch_desktop.formats.cloudformation.types import VOCABULARY
from infrasketch_desktop.formats.draft import Draft
from infrasketch_desktop.formats.result import Imported, SourceFile
from infrasketch_desktop.technology import Catalog


def read(sources: Sequence[SourceFile], catalog: Catalog) -> Imported:
    """The components of templates and how they talk.

    Raises:
        FormatError: no source is a template, or one cannot be read.
    """
    draft = Draft()
    templates = read_templates(sources, draft)
    draw(tuple(resources_of(templates, draft)), VOCABULARY, catalog, draft)
    return draft.imported(title=templates[0].title if len(templates) == 1 else "")
