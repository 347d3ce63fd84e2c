"""Calls of tools as they arrive: what each of them does to the draft of a turn, and what the model is told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from infrasketch_desktop.assistant.draft import Draft, described
from infrasketch_desktop.assistant.elements import Elements, parsed
from infrasketch_desktop.assistant.schemas import MOST_OPERATIONS
from infrasketch_desktop.assistant.tools import (
    APPLY,
    ASK,
    EDIT_SECTION,
    LONGEST_OPTION,
    LONGEST_QUESTION,
    LONGEST_SUMMARY,
    MOST_OPTIONS,
    MOST_SUGGESTIONS,
    OPERATIONS,
    SUGGEST,
)
from infrasketch_desktop.assistant.turns import LeftOut, Question, SectionEdit
from infrasketch_desktop.diagram.errors import DiagramError
from infrasketch_desktop.formats.names import clean_label, cut
from infrasketch_desktop.language import tr
from infrasketch_desktop.review.secrets import masked

_LONGEST_NAME = 128
_MOST_TOLD = 20
"""Problems that the model is told of one call; those are enough to see what it got wrong."""


class Gathered:
    """What the calls of a turn came to besides the draft itself; `number` tells the turn from those before it."""

    def __init__(self, draft: Draft, number: int = 0) -> None:
        self.draft = draft
        self._number = number
        self._call_ids: set[str] = set()
        self.title = ""
        self.question: Question | None = None
        self.sections: list[SectionEdit] = []
        self.suggestions: tuple[str, ...] = ()

    def new_call_id(self, given: str) -> str:
        """`given` as the id of a call, or one of ours where it is empty or was given before."""
        if not given or given in self._call_ids:
            given = f"call_{self._number}_{len(self._call_ids)}"
        self._call_ids.add(given)
        return given


class Call:
    """One call of a tool. Feed it the pieces of its input, then `end` it; operations run as they arrive.

    `input` is what the model gave, None when that is no JSON object. `problems` say what was left out.
    """

    def __init__(self, id_: str, name: str, gathered: Gathered) -> None:
        self.id = id_
        self.name = name
        self.input: Mapping[str, Any] | None = None
        self.is_ended = False
        self.problems: list[LeftOut] = []
        self._gathered = gathered
        self._pieces: list[str] = []
        self._elements = Elements(OPERATIONS)
        self._told: list[str] = []
        self._count = 0
        self._before = gathered.draft.applied

    def feed(self, piece: str) -> bool:
        """Take a piece of the input; whether the draft may have changed."""
        if self._elements.broken:
            return False
        self._pieces.append(piece)
        found = self._elements.feed(piece)
        if self.name != APPLY:
            return False
        for plain in found:
            self._apply(plain)
        return bool(found)

    def end(self) -> None:
        """The input is complete: do what is asked with the whole of it."""
        self.is_ended = True
        try:
            whole = None if self._elements.broken else parsed("".join(self._pieces) or "{}")
        except (ValueError, RecursionError):
            whole = None
        if not isinstance(whole, Mapping):
            what = tr("the input of {tool}", tool=self.name[:40])
            self._refuse(what, self._elements.broken or tr("the input is no JSON object"))
            return
        self.input = whole
        self._act(whole)

    def result(self) -> Mapping[str, Any]:
        """What the model is told, as a block of the Messages API."""
        told = masked("\n".join(self._told[:_MOST_TOLD]))
        more = len(self._told) - _MOST_TOLD
        content = told + (f"\nand {more} more" if more > 0 else "")
        block: dict[str, Any] = {"type": "tool_result", "tool_use_id": self.id, "content": content or "Done."}
        return {**block, "is_error": True} if self.problems else block

    def block(self) -> Mapping[str, Any]:
        """The call itself as the model made it, under a name that servers take."""
        name = re.sub(r"[^a-zA-Z0-9_-]", "_", self.name)[:_LONGEST_NAME] or "_"
        return {"type": "tool_use", "id": self.id, "name": name, "input": self.input or {}}

    def _act(self, whole: Mapping[str, Any]) -> None:
        match self.name:
            case tool if tool == APPLY:
                self._sum_up(whole)
            case tool if tool == ASK:
                self._ask(whole)
            case tool if tool == EDIT_SECTION:
                self._edit_section(whole)
            case tool if tool == SUGGEST:
                self._gathered.suggestions = _texts(whole.get("items"), MOST_SUGGESTIONS)
            case _:
                self._refuse(tr("the tool {name}", name=self.name[:40]), tr("There is no such tool."))

    def _apply(self, plain: Any) -> None:
        index = self._count
        self._count += 1
        if index >= MOST_OPERATIONS:
            problem: LeftOut | None = LeftOut(described(plain), _too_many())
        else:
            problem = self._gathered.draft.apply(plain)
        if problem is not None:
            nearest = f" Nearest ids: {', '.join(problem.nearest)}." if problem.nearest else ""
            self.problems.append(problem)
            self._told.append(f"operations[{index}] ({problem.what}): {problem.reason}{nearest}")

    def _sum_up(self, whole: Mapping[str, Any]) -> None:
        given = whole.get(OPERATIONS)
        for plain in _listed(given):  # a list that came as text was not seen while it arrived
            self._apply(plain)
        if not self._count and not isinstance(given, list):
            self._refuse(tr("the operations"), tr("`operations` must be a list."))
        summary = whole.get("summary")
        if isinstance(summary, str) and not self._gathered.title:
            self._gathered.title = one_line(summary, LONGEST_SUMMARY)
        applied = self._count - len(self.problems)
        self._told.insert(0, f"{applied} of {self._count} operations are in the proposal.{self._new_ids(given)}")
        if self.problems:
            self._told.insert(1, "Those that follow were left out; send only these again, mended.")

    def _new_ids(self, given: Any) -> str:
        """Which ids the words of the model became."""
        draft = self._gathered.draft
        words = [plain.get("id") for plain in given if isinstance(plain, Mapping)] if isinstance(given, list) else []
        pairs = {word: draft.id_of(word) for word in words if isinstance(word, str)}
        changed = [f"{cut(word, 64)} is {found}" for word, found in pairs.items() if word != found]
        return f" Ids: {', '.join(changed[:200])}." if changed else ""

    def _ask(self, whole: Mapping[str, Any]) -> None:
        text = whole.get("question")
        if self._gathered.question is not None:
            self._refuse(tr("a second question"), tr("One question at a time; the first is being asked."))
        elif not isinstance(text, str) or not text.strip():
            self._refuse(tr("a question"), tr("`question` must be text."))
        else:
            options = _texts(whole.get("options"), MOST_OPTIONS)
            self._gathered.question = Question(cut(clean_label(text).strip(), LONGEST_QUESTION), options)
            self._told.append("The question was shown; the answer follows.")

    def _edit_section(self, whole: Mapping[str, Any]) -> None:
        heading, markdown = whole.get("heading"), whole.get("markdown")
        if not isinstance(heading, str) or not isinstance(markdown, str):
            self._refuse(tr("text for the document"), tr("`heading` and `markdown` must be text."))
            return
        try:
            section = self._gathered.draft.write_section(heading, markdown)
        except DiagramError as error:
            self._refuse(tr("text under {heading}", heading=one_line(heading, LONGEST_SUMMARY)), str(error))
            return
        self._gathered.sections.append(section)
        self._told.append(f"The text is in the proposal, under {section.heading}.")

    def _refuse(self, what: str, reason: str) -> None:
        self.problems.append(LeftOut(what, reason))
        self._told.append(f"{what}: {reason}")


def one_line(text: str, limit: int) -> str:
    """`text` on one line of at most `limit` characters."""
    return cut(" ".join(clean_label(text).split()), limit)


def _listed(given: Any) -> list[Any]:
    """The operations of a list that a model wrote as a text of JSON; none otherwise."""
    if not isinstance(given, str):
        return []
    elements = Elements(OPERATIONS)
    return elements.feed(f'{{"{OPERATIONS}":{given}}}')


def _too_many() -> str:
    return tr("At most {count} operations fit in a call.", count=MOST_OPERATIONS)


def _texts(given: Any, most: int) -> tuple[str, ...]:
    if not isinstance(given, list):
        return ()
    lines = (one_line(text, LONGEST_OPTION) for text in given[: most * 4] if isinstance(text, str))
    return tuple(dict.fromkeys(line for line in lines if line))[:most]
