"""A turn without a model: the sketcher reads the request, on this computer and for nothing, and gives a `TurnResult`.

It is the one place where sketcher and layout meet, for window and command line alike.
"""

from __future__ import annotations

from infrasketch_desktop.assistant.calls import one_line
from infrasketch_desktop.assistant.conversation import Exchange, Fate
from infrasketch_desktop.assistant.impact import is_destructive
from infrasketch_desktop.assistant.suggestions import follow_ups
from infrasketch_desktop.assistant.tools import LONGEST_SUMMARY
from infrasketch_desktop.assistant.turn import LayOut
from infrasketch_desktop.assistant.turns import Asked, Ending, LeftOut, Question, TurnResult
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.reducer import try_operations
from infrasketch_desktop.exchange.placing import with_new_placed
from infrasketch_desktop.language import later, tr, tr_count
from infrasketch_desktop.review.secrets import masked
from infrasketch_desktop.sketcher.commands.interpret import interpret
from infrasketch_desktop.sketcher.lexicon import Lexicon
from infrasketch_desktop.sketcher.sketch import sketch

NOTHING_FOUND = later(
    "I found no part of a system in that. Name what there is and what talks to what, for example: "
    "a React app calls an API that stores orders in PostgreSQL."
)
NOTHING_TO_DO = later("That is so already; nothing was changed.")
_SHOWN = 60


def run_local_turn(asked: Asked, lexicon: Lexicon, lay_out: LayOut, *, suggest: bool = True) -> TurnResult:
    """What the sketcher makes of a request: a drawing where nothing is drawn yet, else a change of what is.

    Only `Asked.text`, `diagram` and `focus` count. `suggest` False saves the review that follow-ups come from.

    Raises:
        LayoutError: by `lay_out`.
    """
    if asked.diagram.nodes or asked.diagram.groups:
        return _command(asked, lexicon, suggest=suggest)
    return _description(asked, lexicon, lay_out, suggest=suggest)


def _description(asked: Asked, lexicon: Lexicon, lay_out: LayOut, *, suggest: bool) -> TurnResult:
    found = sketch(asked.text, lexicon)
    unknown = tuple(piece.text for piece in found.unknown)
    if not found.operations:
        return _result(asked, asked.diagram, tr(NOTHING_FOUND), unknown=unknown)
    drawn, _ = try_operations(asked.diagram, found.operations)
    return _result(
        asked,
        lay_out(drawn),
        _drawn(drawn),
        title=tr("Sketch “{text}”", text=one_line(masked(asked.text), _SHOWN)),
        question=Question(found.question) if found.question else None,
        notes=found.notes,
        unknown=unknown,
        suggest=suggest,
    )


def _command(asked: Asked, lexicon: Lexicon, *, suggest: bool) -> TurnResult:
    found = interpret(asked.text, asked.diagram, lexicon, focus=asked.focus)
    if found.question:
        question = Question(found.question, found.options)
        return _result(asked, asked.diagram, "", question=question, unknown=found.unknown)
    if not found.operations:
        return _result(asked, asked.diagram, " ".join(found.notes) or tr(NOTHING_TO_DO))
    after, problems = try_operations(asked.diagram, found.operations)
    return _result(
        asked,
        with_new_placed(asked.diagram, after),
        found.summary,
        title=one_line(masked(found.summary), LONGEST_SUMMARY),
        notes=found.notes,
        unknown=found.unknown,
        left_out=tuple(LeftOut(found.summary, problem.reason, problem.nearest) for problem in problems),
        suggest=suggest,
    )


def _result(
    asked: Asked,
    target: Diagram,
    text: str,
    *,
    title: str = "",
    question: Question | None = None,
    notes: tuple[str, ...] = (),
    unknown: tuple[str, ...] = (),
    left_out: tuple[LeftOut, ...] = (),
    suggest: bool = False,
) -> TurnResult:
    base = asked.diagram
    if target.same_records(base):
        target, title = base, ""
    asks = question or Question("")
    fate = Fate.OPEN if title else Fate.NONE
    return TurnResult(
        ending=Ending.ASKED if question is not None and not title else Ending.ANSWERED,
        base=base,
        target=target,
        exchange=Exchange(masked(asked.text), text, title, fate, asks.text, asks.options),
        text=text,
        title=title,
        question=question,
        left_out=left_out,
        suggestions=follow_ups(target, base, talking=False) if suggest else (),
        notes=notes,
        unknown=unknown,
        is_destructive=is_destructive(base, target),
    )


def _drawn(diagram: Diagram) -> str:
    nodes, edges = len(diagram.nodes), len(diagram.edges)
    return tr(
        "Drew {nodes} and {connections}.",
        nodes=tr_count("%n node", "%n nodes", nodes),
        connections=tr_count("%n connection", "%n connections", edges),
    )
