"""Implementation Phases: what has to stand before what, from the order of dependencies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from infrasketch_desktop.design_doc.chapters.parts import block
from infrasketch_desktop.design_doc.dependencies import Phase, phases
from infrasketch_desktop.design_doc.document import Block
from infrasketch_desktop.design_doc.markup import bullets
from infrasketch_desktop.design_doc.survey import OUTSIDE, STORES, WORKING, Survey
from infrasketch_desktop.design_doc.words import counted, listed, sentence
from infrasketch_desktop.diagram.kinds import Chapter, NodeKind

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
        shown = name if name not in names else f"further {name}"
        names.add(name)
        yield block(HERE, f"phase-{number}", _text(survey, phase), title=f"Phase {number}: {shown}")


def _order(survey: Survey, found: Sequence[Phase]) -> str:
    if len(found) > 1:
        count = sentence(counted(len(found), "phase follows", "phases follow"))
        rest = "nothing is built before what it needs. A phase is done when its parts work against the real ones below."
        return f"{count} from who depends on whom: {rest}"
    if found[0].circles:
        return _circles(survey, found[0].circles)
    return "No component has to wait for another one, so the order is free."


def _name(survey: Survey, phase: Phase) -> str:
    if len(phase.components) <= _FEW:
        return listed([survey.title(component) for component in phase.components])
    kinds = {survey.kind(i) for i in phase.components}
    if kinds & _FOUNDATION:
        return "foundations and first services" if kinds & set(WORKING) else "data and foundations"
    if kinds <= OUTSIDE | _FRONT:
        return "edge and entry"
    return "background work" if kinds <= {NodeKind.WORKER, NodeKind.FUNCTION} else "services"


def _text(survey: Survey, phase: Phase) -> str:
    lines = []
    for component in phase.components[:_ROWS]:
        needs = survey.links(phase.needs[component])
        task = "agree on the interface and get access" if survey.kind(component) is NodeKind.EXTERNAL else ""
        reason = f"needs {listed(needs, 4)}" if needs else ""
        detail = "; ".join(filter(None, (task, reason)))
        lines.append(f"{survey.link(component)}{f': {detail}' if detail else ''}")
    if len(phase.components) > _ROWS:
        lines.append(f"{counted(len(phase.components) - _ROWS, 'more component')}")
    return "\n\n".join(filter(None, (bullets(lines), _circles(survey, phase.circles), _end(survey, phase))))


def _circles(survey: Survey, circles: Sequence[tuple[str, ...]]) -> str:
    told = [f"{listed(survey.links(circle), 6)} depend on each other and are built together." for circle in circles]
    return " ".join(told)


def _end(survey: Survey, phase: Phase) -> str:
    """What shows that the whole is done, where it is reached from outside."""
    kinds = {survey.kind(i) for i in phase.components}
    if phase.is_last and kinds & (OUTSIDE | _FRONT):
        return "The whole is done when requests from outside run through all of it, under the load that is expected."
    return ""
