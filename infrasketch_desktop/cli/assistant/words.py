"""What an answer holds, as JSON values for programs and as lines for people."""

from __future__ import annotations

from collections.abc import Iterator

from infrasketch_desktop.assistant.turns import LeftOut, Question, TurnResult
from infrasketch_desktop.cli.changes import differences_as_json
from infrasketch_desktop.diagram.differences import describe_difference, differences


def result_as_json(result: TurnResult) -> dict[str, object]:
    """The answer with everything that came with it."""
    asked = result.question
    return {
        "ending": result.ending.value,
        "text": result.text,
        "summary": result.title,
        "changes": differences_as_json(differences(result.base, result.target).content),
        "left_out": [
            {"what": each.what, "reason": each.reason, "nearest": list(each.nearest)} for each in result.left_out
        ],
        "question": asked.text if asked else None,
        "options": list(asked.options) if asked else [],
        "suggestions": list(result.suggestions),
        "notes": list(result.notes),
        "unknown": list(result.unknown),
        "tokens": {"input": result.usage.input, "output": result.usage.output, "cached": result.usage.cached},
    }


def change_lines(result: TurnResult) -> Iterator[str]:
    """One line for each thing that can be taken or left."""
    proposal = result.proposal
    for item in proposal.items if proposal is not None else ():
        yield f"  {describe_difference(item, result.base, result.target)}"


def remark_lines(result: TurnResult) -> Iterator[str]:
    """What did not fit, what was inferred, and what could be asked next."""
    for each in result.left_out:
        yield f"Left out: {_left_out(each)}"
    yield from result.notes
    if result.unknown:
        yield f"Not understood: {', '.join(f'“{part}”' for part in result.unknown)}"
    if result.suggestions:
        yield f"You could ask next: {'; '.join(result.suggestions)}"


def question_line(question: Question) -> str:
    """The question with its options, on one line."""
    options = f" One of: {', '.join(question.options)}." if question.options else ""
    return f"{question.text}{options}"


def _left_out(each: LeftOut) -> str:
    nearest = f" Did you mean {', '.join(each.nearest)}?" if each.nearest else ""
    return f"{each.what}: {each.reason}{nearest}"
