"""Reads the statements of a workspace; what draws nothing, or is not followed, is a loss with its line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from infrasketch_desktop.diagram.validation import MAX_DEPTH, MAX_LABEL
from infrasketch_desktop.formats.errors import FormatError
from infrasketch_desktop.formats.facts import Facts, stated
from infrasketch_desktop.formats.names import cut
from infrasketch_desktop.formats.result import Origin
from infrasketch_desktop.formats.structurizr.lines import Line, Token, lines_of
from infrasketch_desktop.formats.structurizr.workspace import Element, Relationship, Workspace
from infrasketch_desktop.formats.transcript import Transcript
from infrasketch_desktop.language import later, tr

_FIELDS = {
    "person": ("name", "description", "tags"),
    "softwaresystem": ("name", "description", "tags"),
    "container": ("name", "description", "technology", "tags"),
    "component": ("name", "description", "technology", "tags"),
    "element": ("name", "metadata", "description", "tags"),
    "group": ("name",),
    "enterprise": ("name",),
    "deploymentenvironment": ("name",),
    "deploymentnode": ("name", "description", "technology", "tags", "instances"),
    "infrastructurenode": ("name", "description", "technology", "tags"),
    "softwaresysteminstance": ("of", "groups", "tags"),
    "containerinstance": ("of", "groups", "tags"),
    "instanceof": ("of", "groups", "tags"),
}
"""What stands behind each keyword, in its order."""
_PASSED = frozenset({"model", "workspace"})
_SILENT = frozenset({"views", "configuration", "properties", "perspectives", "deploymentgroup", "healthcheck", "url",
                     "instances", "archetypes", "!impliedrelationships", "metadata"})  # fmt: skip
_UNOPENED = frozenset({"!include", "!script", "!plugin", "!docs", "!adrs", "!decisions", "!components", "extends"})
_ARROW = re.compile(r"-(?:-[\w-]{1,60}-)?>")
_VARIABLE = re.compile(r"\$\{([\w.-]{1,100})\}")
_MAX_DEPTH = 3 * MAX_DEPTH
MAX_RELATIONSHIPS = 10_000
MAX_LINES = 80_000
MAX_TEXT = 100_000
"""Characters of one text in which constants are put in."""
_WHY = {
    "views": later("InfraSketch lays a diagram out itself"),
    "configuration": later("it is about a server of Structurizr"),
    "archetypes": later("they are applied by their names only"),
}


@dataclass(frozen=True, slots=True)
class _Block:
    """What an open brace belongs to: an element, or with `skipped` something that is not read."""

    element: Element | None
    skipped: bool = False
    word: str = ""
    relationship: Relationship | None = None


def parse(text: str, file: str) -> Transcript:
    """The model of one workspace. Raises FormatError when it is more than a diagram may hold."""
    return _Parser(text, file).parse()


class _Parser:
    def __init__(self, text: str, file: str) -> None:
        self._transcript = Transcript(file)
        self._workspace = Workspace(self._transcript)
        self._text = text
        self._open: list[_Block] = []
        self._facts: Facts = {}
        self._constants: dict[str, str] = {}
        self._archetypes: dict[str, str] = {}
        self._is_first = True
        self._script = 0

    def parse(self) -> Transcript:
        if self._text.count("\n") > MAX_LINES:
            what = tr("there are more than {max_lines:,} lines in it.", max_lines=MAX_LINES)
            raise FormatError(what, advice=tr("Import a part of it."), origin=Origin(self._transcript.file))
        for line in lines_of(self._text):
            if line.facts is not None:
                self._take_facts(line.facts, line.number)
            else:
                self._line(line)
            self._is_first = False
        if self._open:
            self._transcript.lose(tr("unread statements"), tr("the end of a block"), tr("its brace is missing"), 0)
        self._workspace.finish()
        return self._transcript

    def _take_facts(self, facts: Facts, line: int) -> None:
        """A comment of ours: on the whole, on the next statement, or on a connection that the DSL has no form for."""
        if self._is_first and "version" in facts:
            self._transcript.facts, self._transcript.ours = facts, True
            self._transcript.title = str(facts.get("title", ""))
            self._transcript.direction = stated("sheet", facts).get("direction")
        elif "source" in facts and "target" in facts:
            ends = str(facts["source"]), str(facts["target"])
            self._workspace.relationships.append(Relationship(*ends, line, None, facts=facts))
        elif "text" in facts:
            self._note(facts, line)
        else:
            self._facts = facts

    def _note(self, facts: Facts, line: int) -> None:
        element = Element("note", str(facts["text"]), line, self._element, facts=facts)
        self._workspace.add(element)

    @property
    def _element(self) -> Element | None:
        return self._open[-1].element if self._open else None

    def _line(self, line: Line) -> None:
        if self._open and self._open[-1].word == "!script":
            self._script += line.braces
            if self._script < 0:
                self._open.pop()
            return
        if line.tokens:
            block = self._statement(line)
            if line.opens:
                self._enter(block, line)
            self._facts = {}
        elif line.opens:
            self._enter(_Block(self._element, skipped=True), line)
        if line.closes and self._open:
            self._open.pop()
        elif line.closes:
            self._lose("}", tr("there is no block to end"), line)

    def _enter(self, block: _Block, line: Line) -> None:
        if len(self._open) >= _MAX_DEPTH:
            what = tr("blocks are nested more than {max_depth} deep.", max_depth=_MAX_DEPTH)
            raise FormatError(what, origin=Origin(self._transcript.file, line.number))
        self._open.append(block)
        self._script = 0

    def _statement(self, line: Line) -> _Block:
        """Read one statement; the answer is what a block behind it is about."""
        outer = self._open[-1] if self._open else _Block(None)
        if outer.skipped:
            self._glance(outer, [token.text for token in line.tokens])
            return _Block(outer.element, skipped=True)
        tokens = [self._substituted(token, line) for token in line.tokens]
        identifier = ""
        if len(tokens) > 2 and tokens[1].word == "=":  # noqa: PLR2004 - name, sign, and something behind
            identifier, tokens = tokens[0].text.lower(), tokens[2:]
        if any(not token.quoted and _ARROW.fullmatch(token.text) for token in tokens[:2]):
            return _Block(None, skipped=True, relationship=self._relationship(tokens, line))
        return self._keyword(identifier, tokens, line)

    def _glance(self, outer: _Block, words: Sequence[str]) -> None:
        """What counts in blocks that are otherwise passed over."""
        match [word.lower() for word in words]:
            case [name, "=", base, *_] if outer.word == "archetypes":
                self._archetypes[name] = base
            case ["tags" | "tag", *_] if outer.relationship is not None:
                outer.relationship.tags += [tag for word in words[1:] for tag in word.split(",")]
            case ["description", *_] if outer.relationship is not None:
                outer.relationship.description = " ".join(words[1:])

    def _keyword(self, identifier: str, tokens: Sequence[Token], line: Line) -> _Block:
        word = self._archetypes.get(tokens[0].word, tokens[0].word)
        rest = tokens[1:]
        if word in _FIELDS:
            return _Block(self._add(word, identifier, rest, line))
        if word in _PASSED:
            self._name_workspace(word, rest, line)
            return _Block(None)
        if word in {"!const", "!constant", "!var"} and len(rest) > 1:
            self._constants[rest[0].text] = rest[1].text[:MAX_LABEL]
        elif word in {"!ref", "!extend", "!element"} and rest:
            found = self._workspace.find(rest[0].text, self._element)
            return _Block(found, skipped=found is None)
        elif word in {"tags", "tag", "description", "technology", "name"}:
            self._describe(word, [token.text for token in rest], line)
        elif word in _SILENT or word == "!identifiers":
            if word in _WHY and not self._transcript.ours:
                self._lose(word, tr(_WHY[word]), line)
        else:
            why = tr("other files are never opened, and nothing is run") if word in _UNOPENED else tr("not understood")
            self._lose(" ".join(token.text for token in tokens), why, line)
        return _Block(self._element, skipped=True, word=word)

    def _add(self, sort: str, identifier: str, rest: Sequence[Token], line: Line) -> Element:
        values = dict(zip(_FIELDS[sort], (token.text for token in rest), strict=False))
        element = Element(
            sort,
            values.get("name", values.get("of", sort)),
            line.number,
            self._element,
            identifier,
            values.get("description", ""),
            values.get("technology", values.get("metadata", "")),
            values.get("tags", "").split(","),
            values.get("of", ""),
            self._facts,
        )
        self._workspace.add(element)
        self._transcript.check(line.number)
        return element

    def _name_workspace(self, word: str, rest: Sequence[Token], line: Line) -> None:
        if word != "workspace" or not rest:
            return
        if rest[0].word == "extends":
            self._lose("extends", tr("other files are never opened, and nothing is run"), line)
        else:
            self._transcript.title = self._transcript.title or rest[0].text

    def _describe(self, word: str, values: Sequence[str], line: Line) -> None:
        element = self._element
        if word == "name" and element is None:
            self._transcript.title = self._transcript.title or " ".join(values)
        elif element is None:
            if word == "description":
                self._lose("description", tr("a diagram has none"), line)
        elif word in {"tags", "tag"}:
            element.tags += [tag for value in values for tag in value.split(",")]
        elif word == "technology":
            element.technology = " ".join(values)
        elif word == "description":
            element.description = " ".join(values)

    def _relationship(self, tokens: Sequence[Token], line: Line) -> Relationship:
        arrow = next(i for i, token in enumerate(tokens) if not token.quoted and _ARROW.fullmatch(token.text))
        source = tokens[0].text if arrow else "this"
        target, *rest = [token.text for token in tokens[arrow + 1 :]] or [""]
        element = self._element
        ends = [element if element and name.lower() == "this" else name for name in (source, target)]
        tags = rest[2].split(",") if len(rest) > 2 else []  # noqa: PLR2004 - description, technology, tags
        description = rest[0] if rest else ""
        found = Relationship(ends[0], ends[1], line.number, element, description, tags, self._facts)
        self._workspace.relationships.append(found)
        self._check_edges(line)
        return found

    def _check_edges(self, line: Line) -> None:
        if len(self._workspace.relationships) > MAX_RELATIONSHIPS:
            what = tr("there are more than {max_relationships:,} relationships.", max_relationships=MAX_RELATIONSHIPS)
            raise FormatError(what, origin=Origin(self._transcript.file, line.number))

    def _substituted(self, token: Token, line: Line) -> Token:
        def known(found: re.Match[str]) -> str:
            if found[1] not in self._constants:
                self._lose(found[0], tr("it is not set here"), line)
            return self._constants.get(found[1], found[0])

        return Token(_VARIABLE.sub(known, token.text[:MAX_TEXT]), token.quoted) if "${" in token.text else token

    def _lose(self, what: str, why: str, line: Line) -> None:
        self._transcript.lose(tr("statements"), f"“{cut(what, 40)}”", why, line.number)
