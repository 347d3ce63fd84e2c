"""Read an English command about a diagram and turn it into operations, a question, or an answer."""

from __future__ import annotations

import re
from collections.abc import Iterable

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.language import later, tr, tr_count
from infrasketch_desktop.sketcher.commands.clauses import MAX_CLAUSES, split_clauses, strip_politeness
from infrasketch_desktop.sketcher.commands.errors import NotThisReadingError, UnclearError
from infrasketch_desktop.sketcher.commands.masking import MaskedText, mask
from infrasketch_desktop.sketcher.commands.newcomers import Newcomers
from infrasketch_desktop.sketcher.commands.questions import answer, is_question
from infrasketch_desktop.sketcher.commands.readings import Reader, reader_of
from infrasketch_desktop.sketcher.commands.referents import Referents
from infrasketch_desktop.sketcher.commands.result import CommandResult
from infrasketch_desktop.sketcher.commands.rules import rules
from infrasketch_desktop.sketcher.commands.scene import Scene
from infrasketch_desktop.sketcher.commands.turn import Turn
from infrasketch_desktop.sketcher.commands.verbs.describing import describe
from infrasketch_desktop.sketcher.lexicon import Lexicon
from infrasketch_desktop.sketcher.sketch import sketch

MAX_COMMAND = 20_000
MAX_CLAUSE = 300
MAX_STATEMENT = 1_500
"""Characters of a clause up to which it is held against the patterns, and up to which it is read as a statement."""
MAX_SUMMARY = 60
_STEPWISE = re.compile(
    r"(?:add|create|insert|put|place|include|introduce|set up|sketch|connect|start with|title|call|rename)\b",
    re.IGNORECASE,
)
"""How a request begins that builds an empty sheet up step by step instead of describing a whole."""
_UNKNOWN = later("I did not understand that. Say what to add, remove, rename, replace or connect.")


def interpret(command: str, diagram: Diagram, lexicon: Lexicon, *, focus: Iterable[str] = ()) -> CommandResult:
    """What `command` means for `diagram`.

    All clauses are carried out or none: the first that names something missing or ambiguous becomes the one
    question, with the nearest labels as options. `focus` are ids that "it" may refer to, such as the selection.
    Equal input gives equal output; no text raises.
    """
    scene = Scene(diagram, focus)
    reader = reader_of(lexicon)
    masked = mask(command[:MAX_COMMAND], (scene.label(record_id) for record_id in (*scene.nodes, *scene.groups)))
    if is_question(command[:MAX_COMMAND]):
        notes = answer(command[:MAX_COMMAND], scene, Referents(scene, reader, masked))
        return CommandResult(summary=tr("Question"), notes=notes)
    if not diagram.nodes and not _STEPWISE.match(strip_politeness(command[:MAX_CLAUSE])):
        drawn = _drawn_from_nothing(command, lexicon)
        if drawn:
            return drawn
    try:
        for clause in _clauses(command, masked):
            scene = _carry_out(clause, scene, reader, masked, lexicon)
    except UnclearError as error:
        return (None if diagram.nodes else _drawn_from_nothing(command, lexicon)) or _asked(error)
    return CommandResult(tuple(scene.operations), summarise(command), notes=_notes(diagram, scene))


def _clauses(command: str, masked: MaskedText) -> tuple[str, ...]:
    """The clauses to carry out. Raises UnclearError for none and for too many."""
    clauses = split_clauses(masked.text)
    if not clauses:
        raise UnclearError(tr(_UNKNOWN))
    if len(clauses) > MAX_CLAUSES or len(command) > MAX_COMMAND:
        raise UnclearError(
            tr_count(
                "That is more than %n step at once. Which ones should come first?",
                "That is more than %n steps at once. Which ones should come first?",
                MAX_CLAUSES,
            )
        )
    return clauses


def _asked(error: UnclearError) -> CommandResult:
    return CommandResult(
        question=error.question, options=error.options, understood=bool(error.options), unknown=error.unknown
    )


def _notes(diagram: Diagram, scene: Scene) -> tuple[str, ...]:
    """What the architect may want to know: new components that nothing connects."""
    loose = [
        node.label
        for node in scene.nodes.values()
        if node.id not in diagram.nodes and not any(scene.neighbours(node.id))
    ]
    gone = sum(node_id not in scene.nodes for node_id in diagram.nodes)
    if gone * 3 > len(diagram.nodes):
        scene.notes.append(
            tr_count(
                "This removes {gone} of %n component.",
                "This removes {gone} of %n components.",
                len(diagram.nodes),
                gone=gone,
            )
        )
    return (*scene.notes, *(tr("{label} is not connected to anything yet.", label=label) for label in loose))


def _drawn_from_nothing(command: str, lexicon: Lexicon) -> CommandResult | None:
    """On an empty sheet everything may be a description."""
    drawn = sketch(command, lexicon)
    if not drawn.operations:
        return None
    unknown = tuple(piece.text for piece in drawn.unknown)
    return CommandResult(drawn.operations, summarise(command), unknown=unknown, notes=drawn.notes)


def summarise(command: str) -> str:
    """The command as the name of an undo step: one line, a capital first, shortened at a word."""
    line = strip_politeness(command)
    if len(line) > MAX_SUMMARY:
        line = line[:MAX_SUMMARY].rsplit(" ", 1)[0] + "…"
    return line[:1].upper() + line[1:] or tr("Edit")


def _carry_out(clause: str, scene: Scene, reader: Reader, masked: MaskedText, lexicon: Lexicon) -> Scene:
    """The scene after one clause: the first reading that makes sense. Raises UnclearError when none does."""
    question: UnclearError | None = None
    if len(clause) <= MAX_CLAUSE:
        for rule in rules():
            match = rule.pattern.fullmatch(clause)
            if match is None:
                continue
            turn = _turn(scene, reader, masked, lexicon)
            try:
                rule.handler(turn, {name: part for name, part in match.groupdict().items() if part})
            except NotThisReadingError:
                continue
            except UnclearError as error:
                question = question or error
                continue
            return turn.scene
    if question:
        raise question
    return _read_as_description(clause, _turn(scene, reader, masked, lexicon))


def _read_as_description(clause: str, turn: Turn) -> Scene:
    not_understood = UnclearError(tr(_UNKNOWN), (), (turn.name(clause[:MAX_STATEMENT])[:80],))
    if len(clause) > MAX_STATEMENT:
        raise not_understood
    try:
        describe(turn, {"text": clause})
    except NotThisReadingError:
        raise not_understood from None
    return turn.scene


def _turn(scene: Scene, reader: Reader, masked: MaskedText, lexicon: Lexicon) -> Turn:
    trial = scene.fork()
    referents = Referents(trial, reader, masked)
    return Turn(trial, referents, Newcomers(trial, referents, reader, masked), masked, lexicon)
