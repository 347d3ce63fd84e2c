"""What the commands need from the rooms below: lexicon, technologies, a layout that keeps its compiled module."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from infrasketch_desktop.cli.outcome import CommandError
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.document import Document
from infrasketch_desktop.diagram.kinds import Direction
from infrasketch_desktop.exchange.placing import arranged
from infrasketch_desktop.layout.arrange import arrange
from infrasketch_desktop.layout.arrangement import Arrangement, apply_arrangement
from infrasketch_desktop.layout.errors import LayoutError
from infrasketch_desktop.layout.ordering.graphviz import Graphviz
from infrasketch_desktop.layout.ordering.provider import OrderProvider
from infrasketch_desktop.layout.ordering.standard import standard_provider
from infrasketch_desktop.layout.scope import Scope
from infrasketch_desktop.resources import ResourceError
from infrasketch_desktop.sketcher.errors import LexiconError
from infrasketch_desktop.sketcher.lexicon import Lexicon, program_lexicon
from infrasketch_desktop.storage.profile import Profile
from infrasketch_desktop.technology import Catalog, TechnologyError, program_catalog


def load_lexicon() -> Lexicon:
    """The vocabulary that comes with the program. Raises CommandError when the installation is damaged."""
    try:
        return program_lexicon()
    except (ResourceError, LexiconError) as error:
        raise CommandError(str(error)) from error


def load_catalog() -> Catalog:
    """The technologies that come with the program. Raises CommandError when the installation is damaged."""
    try:
        return program_catalog()
    except (ResourceError, TechnologyError) as error:
        raise CommandError(str(error)) from error


def order_provider(profile: Path | None) -> OrderProvider:
    """Who orders the rows of a layout; what it compiles once lies in the cache of the profile."""
    return standard_provider(Graphviz(cache_folder(profile)))


def whole_layout(profile: Path | None) -> Callable[[Diagram], Diagram]:
    """Lays a whole new diagram out. What it gives raises LayoutError."""
    provider = order_provider(profile)
    return lambda drawn: arranged(drawn, arrange(drawn, Scope.everything(), provider=provider))


def cache_folder(profile: Path | None) -> Path:
    """Where things lie that may be made again at any time; `profile` is the folder of --profile."""
    return Profile.chosen(profile).cache_folder


def tidy(document: Document, scope: Scope, direction: Direction | None, profile: Path | None) -> Arrangement:
    """Arrange what `scope` covers as one edit, and say what that moved. Raises CommandError."""
    try:
        arrangement = arrange(document.diagram, scope, provider=order_provider(profile), direction=direction)
    except LayoutError as error:
        raise CommandError(str(error)) from error
    with document.edit("Tidy") as edit:
        apply_arrangement(edit, arrangement)
    return arrangement
