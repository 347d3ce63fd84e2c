"""Implementation Phases: what has to stand before what, from the order of dependencies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from infrasketch_desktop.design_doc.chapters.parts import block, prose
from infrasketch_desktop.design_doc.dependencies import Phase, phases
from infrasketch_desktop.design_doc.document import Block
from infrasketch_desktop.design_doc.markup import bullets
from infrasketch_desktop.design_doc.survey import OUTSIDE, STORES, WORKING, Survey
from infrasketch_desktop.design_doc.words import figure, listed, spelled, spelled_first
from infrasketch_desktop.diagram.kinds import Chapter, NodeKind
from infrasketch_desktop.language import tr, tr_count

HERE = Chapter.IMPLEMENTATION_PHASES
_FOUNDATION = STORES | {NodeKind.QUEUE, NodeKind.AUTH, NodeKind.MONITORING, NodeKind.EXTERNAL}
_FRONT = frozenset((NodeKind.CLIENT, NodeKind.CDN, NodeKind.GATEWAY, NodeKind.LOAD_BALANCER))
_ROWS = 40
_FEW = 2


def write(survey: Survey) -> Iterator[Block]:
    if not survey.parts:
        return
    found = phases(survey)
    yield block(HERE, "order", _order(survey, found))
    names: set[str] = set()
    for number, phase in enumerate(found if len(found) > 1 else (), 1):
        name = _name(survey, phase)
        title = tr("Phase {number}: {what}", number=figure(number), what=name)
        if name in names:
            title = tr("Phase {number}: further {what}", number=figure(number), what=name)
        names.add(name)
        yield block(HERE, f"phase-{number}", _text(survey, phase), title=title)


def _order(survey: Survey, found: Sequence[Phase]) -> str:
    if len(found) > 1:
        order = tr_count(
            "One phase follows from who depends on whom: nothing is built before what it needs.",
            "{number} phases follow from who depends on whom: nothing is built before what it needs.",
            len(found),
            number=spelled_first(len(found)),
        )
        return prose(order, tr("A phase is done when its parts work against the real ones below."))
    if found[0].circles:
        return _circles(survey, found[0].circles)
    return tr("No component has to wait for another one, so the order is free.")


def _name(survey: Survey, phase: Phase) -> str:
    if len(phase.components) <= _FEW:
        return listed([survey.title(component) for component in phase.components])
    kinds = {survey.kind(i) for i in phase.components}
    if kinds & _FOUNDATION:
        return tr("foundations and first services") if kinds & set(WORKING) else tr("data and foundations")
    if kinds <= OUTSIDE | _FRONT:
        return tr("edge and entry")
    return tr("background work") if kinds <= {NodeKind.WORKER, NodeKind.FUNCTION} else tr("services")


def _text(survey: Survey, phase: Phase) -> str:
    lines = [_task(survey, phase, component) for component in phase.components[:_ROWS]]
    left = len(phase.components) - _ROWS
    if left > 0:
        lines.append(tr_count("one more component", "{number} more components", left, number=spelled(left)))
    return "\n\n".join(filter(None, (bullets(lines), _circles(survey, phase.circles), _end(survey, phase))))


def _task(survey: Survey, phase: Phase, component: str) -> str:
    """A component, what has to be done besides building it, and what it needs."""
    name, needs = survey.link(component), listed(survey.links(phase.needs[component]), 4)
    if survey.kind(component) is not NodeKind.EXTERNAL:
        return tr("{name}: needs {needs}", name=name, needs=needs) if needs else name
    if needs:
        return tr("{name}: agree on the interface and get access; needs {needs}", name=name, needs=needs)
    return tr("{name}: agree on the interface and get access", name=name)


def _circles(survey: Survey, circles: Sequence[tuple[str, ...]]) -> str:
    names = [listed(survey.links(circle), 6) for circle in circles]
    return prose(*(tr("{names} depend on each other and are built together.", names=name) for name in names))


def _end(survey: Survey, phase: Phase) -> str:
    """What shows that the whole is done, where it is reached from outside."""
    kinds = {survey.kind(i) for i in phase.components}
    if phase.is_last and kinds & (OUTSIDE | _FRONT):
        return tr(
            "The whole is done when requests from outside run through all of it, under the load that is expected."
        )
    return ""
