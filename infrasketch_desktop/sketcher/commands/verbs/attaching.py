"""What the words behind a new node's name mean: "to the API", "that reads from S3", "between A and B"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.language import tr
from infrasketch_desktop.sketcher.commands.errors import UnclearError
from infrasketch_desktop.sketcher.commands.noun_phrases import parse_phrase
from infrasketch_desktop.sketcher.commands.tails import Act, Tail, TailForm, split_tail
from infrasketch_desktop.sketcher.commands.turn import Turn
from infrasketch_desktop.sketcher.commands.verbs.describing import describe_new
from infrasketch_desktop.sketcher.commands.verbs.grouping import enclose
from infrasketch_desktop.sketcher.commands.verbs.inserting import place_between, place_in_front
from infrasketch_desktop.sketcher.commands.verbs.naming import give_name

_CALLERS = frozenset({NodeKind.MONITORING, NodeKind.CLIENT})
_GATES = frozenset({NodeKind.CDN, NodeKind.LOAD_BALANCER, NodeKind.GATEWAY})
_WHOSE = re.compile(r"^.+ (?:from|by|of|in) (\S.*)$", re.IGNORECASE)
_PAIR = re.compile(r"^(.+) (?:and|&) (.+)$|^(.+) (?:and|&|to) (.+)$", re.IGNORECASE)


def attach(turn: Turn, new: str, owners: Sequence[str]) -> None:
    """Add `new` "to" or "for" the owners.

    A gate goes in front of them, monitoring and clients point at them, everything else is called by them.
    """
    kind = turn.scene.nodes[new].kind if new in turn.scene.nodes else None
    owners = [owner for owner in owners if owner != new]
    if kind in _GATES:
        place_in_front(turn, (new,), owners)
        return
    for owner in owners:
        if kind in _CALLERS:
            turn.scene.connect(new, owner)
        else:
            turn.scene.connect(owner, new)


def _between(turn: Turn, ids: tuple[str, ...], text: str) -> None:
    text, tail = split_tail(turn, text, _AFTER_PLACES)
    pair = _PAIR.match(text)
    if not pair:
        both = turn.referents.many(text)
        ends = (both[:1], both[1:])
    else:
        first, second = (part for part in pair.groups() if part)
        ends = turn.referents.many(first), turn.newcomers.existing_or_new(second)
    if not ends[1]:
        raise UnclearError(tr("Between which two components?"), tuple(turn.scene.label(i) for i in ends[0]))
    place_between(turn, ids, *ends)
    _go_on(turn, ids, tail)


def _in_front(turn: Turn, ids: tuple[str, ...], text: str) -> None:
    place_in_front(turn, ids, _place(turn, ids, text))


def _behind(turn: Turn, ids: tuple[str, ...], text: str) -> None:
    for owner in _place(turn, ids, text):
        for new in ids:
            turn.scene.connect(owner, new)


def _on_top(turn: Turn, ids: tuple[str, ...], text: str) -> None:
    for owner in _place(turn, ids, text):
        for new in ids:
            turn.scene.connect(new, owner)


def _place(turn: Turn, ids: tuple[str, ...], text: str) -> tuple[str, ...]:
    """Where new nodes go; what is said behind a place that is new itself ("a Go API with MySQL") is about the place."""
    before = set(turn.scene.nodes)
    head, tail = split_tail(turn, text, _AFTER_PLACES)
    places = turn.newcomers.existing_or_new(head)
    _go_on(turn, ids if before.issuperset(places) else places, tail)
    return places


def _beside(turn: Turn, ids: tuple[str, ...], text: str) -> None:
    text, tail = split_tail(turn, text, _AFTER_PLACES)
    (neighbour, *_) = turn.referents.many(text)
    for new in ids:
        turn.scene.set_group(new, turn.scene.parent(neighbour))
    _go_on(turn, ids, tail)


def _to(turn: Turn, ids: tuple[str, ...], text: str) -> None:
    phrase = parse_phrase(turn.masked.reveal(text))
    owners = turn.referents.find_all(text)
    groups = [owner for owner in owners if owner in turn.scene.groups]
    if groups:
        for new in ids:
            turn.scene.set_group(new, groups[0])
        return
    if not owners:
        if phrase.definite or not phrase.bare:
            raise turn.referents.missing(text)
        owners = turn.newcomers.existing_or_new(text)
    for new in ids:
        attach(turn, new, owners)


def _for(turn: Turn, ids: tuple[str, ...], text: str) -> None:
    """“For the API” joins; “for payments” is only a purpose."""
    text, tail = split_tail(turn, text, _AFTER_PLACES)
    phrase = parse_phrase(turn.masked.reveal(text))
    try:
        owners = turn.referents.find_all(text)
    except UnclearError:
        if phrase.bare:
            owners = ()
        else:
            raise
    if not owners and phrase.definite and turn.newcomers.names_component(phrase.core):
        raise turn.referents.missing(text)
    if not owners and (match := _WHOSE.match(text)):
        owners = turn.referents.find_all(match.group(1))
    for new in ids:
        attach(turn, new, owners)
    _go_on(turn, ids, tail)


def _from(turn: Turn, ids: tuple[str, ...], text: str) -> None:
    if pair := re.match(r"^(.+?) (?:to|into) (.+)$", text, re.IGNORECASE):
        _behind(turn, ids, pair.group(1))
        _on_top(turn, ids, pair.group(2))
        return
    _behind(turn, ids, text)


def _named(turn: Turn, ids: tuple[str, ...], text: str) -> None:
    name, tail = split_tail(turn, text, TAIL_FORMS)
    for new in ids:
        give_name(turn, new, turn.name(name))
    _go_on(turn, ids, tail)


def _as(turn: Turn, ids: tuple[str, ...], text: str) -> None:
    """“Redis as a cache for the API”: the part it plays."""
    part, tail = split_tail(turn, text, TAIL_FORMS)
    new = turn.newcomers.read(parse_phrase(turn.masked.reveal(part)).core)
    for node_id in ids:
        if new.stated:
            turn.scene.update_node(node_id, kind=new.kind)
    _go_on(turn, ids, tail)


def _with(turn: Turn, ids: tuple[str, ...], text: str) -> None:
    """“With a Redis cache”, “with access to S3”: things the new node uses."""
    text = re.sub(
        r"^(?:access|an? connection|connections?|an? link|links?) (?:to|with) ", "", text, flags=re.IGNORECASE
    )
    head, tail = split_tail(turn, text, _AFTER_WITH)
    if _made_with(turn, ids, head):
        _go_on(turn, ids, tail)
        return
    used = turn.newcomers.existing_or_new(head, lenient=True)
    for new in ids:
        for node_id in used:
            attach(turn, node_id, (new,))
    _go_on(turn, used, tail)


def _made_with(turn: Turn, ids: tuple[str, ...], text: str) -> bool:
    """“Authentication with Cognito”: a technology of the same kind is what the new node is made with."""
    if turn.referents.find(text) or not parse_phrase(turn.masked.reveal(text)).bare:
        return False
    used = turn.newcomers.read(text)
    if not used.technology or any(turn.scene.nodes[new].kind is not used.kind for new in ids):
        return False
    for new in ids:
        turn.scene.update_node(new, technology=used.technology)
    return True


def _inside(turn: Turn, ids: tuple[str, ...], text: str) -> None:
    enclose(turn, lambda: ids, text)


def _statement(turn: Turn, ids: tuple[str, ...], text: str) -> None:
    describe_new(turn, ids, text)


def _go_on(turn: Turn, ids: tuple[str, ...], tail: Tail | None) -> None:
    if tail is not None:
        tail.apply(turn, ids)


def _form(pattern: str, act: Act, *, shared: bool = True, pair: bool = False) -> TailForm:
    return TailForm(re.compile(rf"\s,?\s*(?:{pattern})", re.IGNORECASE), act, shared, pair)


_SITTING = (
    r"(?:which |that )?(?:is |are |should be |will be )?"
    r"(?:sit(?:s|ting)? |placed |stand(?:s|ing)? |located |right |directly |just |immediately |somewhere )*"
)
_PLACES = (
    _form(rf"{_SITTING}(?:in[- ]?)?between (?P<tail>)", _between, pair=True),
    _form(rf"{_SITTING}(?:in front of|before|ahead of|upstream of|prior to) (?P<tail>)", _in_front),
    _form(rf"{_SITTING}(?:after|behind|below|under(?:neath)?|downstream of|following) (?P<tail>)", _behind),
    _form(
        r"(?:which is |that is )?(?:reachable|accessible|available|callable|exposed|visible)"
        r" (?:from|by|via|through|for|to) (?P<tail>)",
        _behind,
        shared=False,
    ),
    _form(rf"{_SITTING}(?:on top of|above) (?P<tail>)", _on_top),
    _form(rf"{_SITTING}(?:next to|beside|alongside|near|parallel to) (?P<tail>)", _beside, shared=False),
)
_STATEMENTS = (
    _form(r"(?P<tail>(?:which|that|who|where) )", _statement, shared=False),
    _form(r"(?P<tail>(?P<gerund>[a-z]+ing)) ", _statement, shared=False),
    _form(
        r"(?P<tail>(?P<participle>[a-z]+) (?:up )?(?:by|from|to|with|off|through|in|on|via|into) )",
        _statement,
        shared=False,
    ),
    _form(r"(?P<tail>to (?P<infinitive>[a-z]+) )", _statement),
)
TAIL_FORMS = (
    *_PLACES,
    _form(r"(?:called|named|labell?ed|titled) (?!by )(?P<tail>)", _named, shared=False),
    *_STATEMENTS,
    _form(r"(?:to|onto) (?P<tail>)", _to),
    _form(r"(?:for|on) (?P<tail>)", _for),
    _form(r"as (?P<tail>)", _as, shared=False),
    _form(r"with (?P<tail>)", _with, shared=False),
    _form(r"(?:in|into|inside|within) (?P<tail>)", _inside),
    _form(r"from (?P<tail>)", _from),
)
"""What may stand behind the name of a new node; the form whose words come first wins, then the earlier one."""

_AFTER_WITH = tuple(form for form in TAIL_FORMS if form.act is not _with)
_AFTER_PLACES = (*_STATEMENTS, *(form for form in TAIL_FORMS if form.act is _with))
