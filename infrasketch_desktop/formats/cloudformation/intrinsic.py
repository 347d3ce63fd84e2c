"""The references in a value: `Ref`, `Fn::GetAtt` and `Fn::Sub`, in long and in short form, wherever they stand.

The forms are those of the intrinsic function reference of the CloudFormation user guide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from infrasketch_desktop.formats.cloud import verb_of
from infrasketch_desktop.formats.yaml_tree import Mapping, Scalar, Sequence, Value, texts_at

_VARIABLE = re.compile(r"\$\{([^!}][^}]{0,300})\}")
_SHORT = {"!Ref": "Ref", "!GetAtt": "Fn::GetAtt", "!Sub": "Fn::Sub", "!ImportValue": "Fn::ImportValue"}
_TRANSPARENT = re.compile(r"Fn::\w+|Ref|Condition")
_PERMISSION = re.compile(r"@(\w+)")
_POLICY = re.compile(r"[A-Z]\w+Policy")
_VERBS_OF_TEMPLATES = (
    ("Crud", "both"),
    ("Poller", "receive"),
    ("StreamRead", "receive"),
    ("Read", "read"),
    ("Select", "read"),
    ("Write", "write"),
    ("Send", "write"),
    ("Publish", "write"),
    ("Put", "write"),
)


@dataclass(frozen=True, slots=True)
class Mention:
    """`name` is a logical id, or with `imported` the name of an export; `path` the property it stands in.

    A step of the path that is a permission carries its verb: `Statement.Resource@read`.
    """

    path: str
    name: str
    attribute: str = ""
    imported: bool = False

    @property
    def permission(self) -> tuple[str, str]:
        """The path without verbs, and the first of them."""
        found = _PERMISSION.search(self.path)
        return (_PERMISSION.sub("", self.path), found[1]) if found else (self.path, "")


def mentions(value: Value | None) -> Iterator[Mention]:
    """Everything that a value refers to, with the path that leads there; the bounds are those of the tree."""
    pending: list[tuple[str, Value]] = [("", value)] if value is not None else []
    while pending:
        path, current = pending.pop()
        function = _SHORT.get(current.tag, "")
        if function:
            yield from _mentions_of(function, current, path)
        if isinstance(current, Sequence) and function != "Fn::GetAtt":
            pending.extend((path, item) for item in reversed(current.items))
        elif isinstance(current, Mapping):
            yield from _long_forms(current, path)
            verb = _verb(current)
            pending.extend((_step(path, key, verb), inner) for key, inner in reversed(current.values.items()))


def literals(value: Value | None) -> Iterator[tuple[str, str]]:
    """Plain texts by path; those that a function makes are none."""
    pending: list[tuple[str, Value]] = [("", value)] if value is not None else []
    while pending:
        path, current = pending.pop()
        if isinstance(current, Scalar) and not current.tag:
            yield path, current.text
        elif isinstance(current, Sequence) and not current.tag:
            pending.extend((path, item) for item in reversed(current.items))
        elif isinstance(current, Mapping):
            pending.extend((_join(path, key), inner) for key, inner in reversed(current.values.items()))


def _long_forms(current: Mapping, path: str) -> Iterator[Mention]:
    for key, inner in current:
        if key in {"Ref", "Fn::GetAtt", "Fn::Sub", "Fn::ImportValue"} and len(current.values) == 1:
            yield from _mentions_of(key, inner, path)


def _mentions_of(function: str, value: Value, path: str) -> Iterator[Mention]:
    texts = [scalar.text for scalar in texts_at(value)]
    if not texts:
        return
    match function:
        case "Ref":
            yield Mention(path, texts[0])
        case "Fn::GetAtt":
            name, _, attribute = ".".join(texts).partition(".")
            yield Mention(path, name, attribute)
        case "Fn::ImportValue":
            yield Mention(path, texts[0], imported=True)
        case _:
            own = _own_variables(value)
            for found in _VARIABLE.finditer(texts[0]):
                name, _, attribute = found[1].strip().partition(".")
                if name not in own:
                    yield Mention(path, name, attribute)


def _own_variables(value: Value) -> frozenset[str]:
    """The variables that the second item of `Fn::Sub` defines; what they stand for is met on its own."""
    items = value.items if isinstance(value, Sequence) else ()
    return frozenset(key for item in items if isinstance(item, Mapping) for key in item.values)


def _verb(statement: Mapping) -> str:
    """What an IAM statement allows on the resources that it names; empty when this is none."""
    if "Resource" not in statement.values or "Action" not in statement.values:
        return ""
    return "@" + verb_of(scalar.text for scalar in texts_at(statement, "Action"))


def _step(path: str, key: str, verb: str) -> str:
    if _TRANSPARENT.fullmatch(key):
        return path
    if key == "Resource" and verb:
        return _join(path, key + verb)
    if _POLICY.fullmatch(key):  # a policy template of SAM, such as SQSPollerPolicy
        return _join(path, f"{key}@{_verb_of_template(key)}")
    return _join(path, key)


def _verb_of_template(name: str) -> str:
    return next((verb for word, verb in _VERBS_OF_TEMPLATES if word in name), "use")


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key
