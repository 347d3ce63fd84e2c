"""A resource as both languages state it: a type, a name, properties that refer to others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from infrasketch_desktop.formats.result import Origin

_ACTION = re.compile(r"(?:[\w-]+:)?([A-Za-z*]{1,60})")
_RECEIVE = re.compile(r"ReceiveMessage|GetRecords|GetShardIterator|DescribeStream|SubscribeToShard")
_READ = re.compile(r"Receive|Get|List|Describe|Query|Scan|BatchGet|Read|Head|Select")
_WRITE = re.compile(r"Put|Update|Delete|BatchWrite|Write|Create|Send|Publish|Insert|Modify")


@dataclass(frozen=True, slots=True)
class Reference:
    """`target` is the key of a resource; `path` the property it is named in, with dots and without list positions.

    `verb` is what a permission allows (see `verb_of`), and empty for all that is no permission.
    """

    path: str
    target: str
    verb: str = ""


@dataclass(frozen=True, slots=True)
class Resource:
    """`facts` are literal properties by path, `notes` sentences for the node, `group` the key of a group.

    A resource that `exists` already, outside of these files, is drawn only when something leads to or from it.
    """

    key: str
    type: str
    label: str
    origin: Origin
    references: tuple[Reference, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    group: str = ""
    exists: bool = False


def verb_of(actions: Iterable[str]) -> str:
    """What the actions of an IAM statement amount to: `receive`, `read`, `write`, `both`, or `use` for all others."""
    names = [found[1] for action in actions if (found := _ACTION.fullmatch(action.strip()))]
    reads, writes = any(map(_READ.match, names)), any(map(_WRITE.match, names))
    sends = any(name.startswith(("Send", "Put", "Publish")) for name in names)
    if any(map(_RECEIVE.fullmatch, names)) and not sends:
        return "receive"
    if "*" in names or reads == writes:
        return "both" if reads and writes else "use"
    return "read" if reads else "write"
