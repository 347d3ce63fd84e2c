"""Follows names to the resources behind them, and makes texts of literals and literal defaults."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from infrasketch_desktop.formats.errors import FormatError
from infrasketch_desktop.formats.terraform.blocks import Attribute, Block, Names
from infrasketch_desktop.formats.terraform.modules import Scope
from infrasketch_desktop.language import tr

MAX_CHAIN = 60
"""Names that lead to names."""
MAX_FOLLOWED = 400_000
"""Resources that all names together may lead to."""
_MAX_TEXT = 300
_MAX_STEPS = 12


class Follower:
    """Answers for every name once; names that lead back to themselves end there."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, Names, str], frozenset[str]] = {}
        self._left = MAX_FOLLOWED
        self._depth = 0

    def resources(self, attribute: Attribute, block: Block, scope: Scope) -> frozenset[str]:
        """The addresses of the resources that a value leads to. Raises FormatError when there are too many."""
        found: set[str] = set()
        for names in attribute.references:
            if names[0] == "each":
                pick = names[2] if len(names) > 2 else ""  # noqa: PLR2004 - each.value.name
                found |= self._values(tuple(block.under("for_each")), ("for_each",), scope, pick)
            else:
                found |= self._follow(names, scope, "")
        self._left -= len(found)
        if self._left < 0:
            raise FormatError(
                tr("There are too many references."), advice=tr("Import a part of it."), origin=block.origin
            )
        return frozenset(found)

    def _all(self, references: Iterable[Names], scope: Scope, pick: str = "") -> frozenset[str]:
        return frozenset(key for names in references for key in self._follow(names, scope, pick))

    def _follow(self, names: Names, scope: Scope, pick: str) -> frozenset[str]:
        """`pick` is the key of the items that counts, where the name is that of a collection; see `_values`."""
        key = (id(scope), names[:4], pick)
        if key not in self._known:
            if self._depth >= MAX_CHAIN:
                raise FormatError(
                    tr(
                        "“{names}” is named through more than {max_chain} others.",
                        names=".".join(names)[:80],
                        max_chain=MAX_CHAIN,
                    )
                )
            self._known[key] = frozenset()  # a name that leads back here finds nothing more
            self._depth += 1
            self._known[key] = self._behind(names, scope, pick)
            self._depth -= 1
        return self._known[key]

    def _behind(self, names: Names, scope: Scope, pick: str) -> frozenset[str]:
        address = ".".join(names[: 3 if names[0] == "data" else 2])
        if address in scope.module.resources:
            return frozenset({scope.address + address})
        if len(names) < 2:  # noqa: PLR2004 - a word alone names nothing
            return frozenset()
        match names[0]:
            case "local":
                return self._values(scope.module.locals.get(names[1], ()), names[1:], scope, pick)
            case "var" if scope.parent:
                return self._values(scope.given.get(names[1], ()), names[1:], scope.parent, pick)
            case "module":
                return self._output(names, scope)
        return frozenset()

    def _values(self, attributes: Sequence[Attribute], keys: Names, scope: Scope, pick: str) -> frozenset[str]:
        """What stands at a path, as far as the path goes; of the items of a collection only what is under `pick`."""
        exact = ".".join(keys[:2])
        narrow = [a for a in attributes if _within(a.path, exact)] or attributes
        found: set[str] = set()
        for attribute in narrow:
            below = attribute.path.split(".")[len(keys[:2]) :]
            if not pick or not below or pick in below:
                found |= self._all(attribute.references, scope, "" if below else pick)
        return frozenset(found)

    def _output(self, names: Names, scope: Scope) -> frozenset[str]:
        child = scope.children.get(names[1])
        if child is None:
            known = names[1] in scope.module.modules
            return frozenset({f"{scope.address}module.{names[1]}"}) if known else frozenset()
        output = child.module.outputs.get(names[2]) if len(names) > 2 else None  # noqa: PLR2004 - module.name.output
        return (
            frozenset(k for a in output.under("value") for k in self._all(a.references, child))
            if output
            else frozenset()
        )


def text_of(attribute: Attribute | None, scope: Scope, steps: int = 0) -> str:
    """The text of a value made of literals, locals and variables with literal values; empty for any other."""
    if attribute is None or attribute.parts is None or not attribute.whole or steps > _MAX_STEPS:
        return ""
    text = ""
    for part in attribute.parts:
        piece = part if isinstance(part, str) else _text_behind(part, scope, steps + 1)
        if not piece:
            return ""
        text += piece
        if len(text) > _MAX_TEXT:
            return ""
    return text


def _text_behind(names: Names, scope: Scope, steps: int) -> str:
    match names:
        case ("local", _, *_):
            keys = names[1:]
            return text_of(_first(scope.module.locals.get(keys[0], ()), ".".join(keys)), scope, steps)
        case ("var", name):
            variable = scope.module.variables.get(name)
            if variable is None or variable.literal("sensitive") == "true":
                return ""
            if name in scope.given and scope.parent is not None:
                return text_of(_first(scope.given[name], name), scope.parent, steps)
            return text_of(_first(variable.attributes, "default"), scope, steps)
    return ""


def items_of(attributes: Iterable[Attribute], path: str) -> Iterator[str]:
    """The literal items of a list, or the keys of an object, at a path."""
    for attribute in attributes:
        if attribute.path == path and not attribute.references and attribute.parts:
            yield "".join(part for part in attribute.parts if isinstance(part, str))
        elif attribute.path.startswith(f"{path}."):
            yield attribute.path[len(path) + 1 :].partition(".")[0]


def _first(attributes: Iterable[Attribute], path: str) -> Attribute | None:
    return next((a for a in attributes if a.path == path), None)


def _within(path: str, above: str) -> bool:
    return path == above or path.startswith(f"{above}.")
