"""Tell a question from a command, and answer from the diagram what can be answered without guessing."""

from __future__ import annotations

import re

from infrasketch_desktop.language import listed, tr, tr_count
from infrasketch_desktop.sketcher.commands.clauses import opens_command, strip_politeness
from infrasketch_desktop.sketcher.commands.errors import UnclearError
from infrasketch_desktop.sketcher.commands.referents import Referents
from infrasketch_desktop.sketcher.commands.scene import Scene

_ASKS = re.compile(
    r"(?:why|what|what's|whats|how|which|who|whose|where|is|are|isn't|aren't|does|doesn't"
    r"|do (?:we|you|i|they|the|these|those|both|all|any)|did|was|were|has|have (?:we|you|they|i)|should|shouldn't|would"
    r"|wouldn't|could|couldn't|can|can't|will|won't|am i|may|might|must|explain|describe|tell me"
    r"|show me (?:how|why|what|which|where|the|all)|summari[sz]e|compare|list|count|elaborate|clarify|walk me through"
    r"|discuss|give me (?:an? )?(?:overview|summary|explanation|description|list)|any (?:idea|suggestion|risk|problem)"
    r"|help|i wonder|analy[sz]e|review|critique|evaluate)\b",
    re.IGNORECASE,
)
_WHEN = re.compile(r"when\b.*\?\s*$", re.IGNORECASE | re.DOTALL)
_COUNT = re.compile(r"^how many (.+?)(?: (?:are|do|does|have|in|is)\b.*)?$", re.IGNORECASE)
_STOPS = re.compile(
    r"\b(?:why|what|how|which|who|where|is|are|does|do|there|the|a|an|we|need|really|used|use|for|of|to|in|it|that"
    r"|this)\b",
    re.IGNORECASE,
)
_MAX_NAMES = 5


def is_question(text: str) -> bool:
    """Whether a request asks instead of telling. "Could you add a cache?" tells; "should we add a cache?" asks."""
    stripped = text.strip()
    told = strip_politeness(stripped)
    if opens_command(told) and not _ASKS.match(told):
        return False
    return bool(_ASKS.match(told) or _ASKS.match(stripped) or _WHEN.match(stripped)) or stripped.endswith("?")


def answer(text: str, scene: Scene, referents: Referents) -> tuple[str, ...]:
    """What the diagram says about the components that a question names; never empty."""
    asked = strip_politeness(text).rstrip("?")
    if match := _COUNT.match(asked):
        found = _found(referents, match.group(1))
        if found:
            return (tr("{count}: {names}.", count=len(found), names=_names(scene, found)),)
    mentioned = [i for i in scene.nodes if _mentions(asked, scene.nodes[i].label)]
    mentioned = mentioned or [i for word in _STOPS.sub(" ", asked).split() for i in _found(referents, word)]
    lines = [_neighbourhood(scene, i) for i in dict.fromkeys(mentioned) if i in scene.nodes][:_MAX_NAMES]
    return tuple(lines) or (
        tr(
            "The diagram has {components} and {connections}.",
            components=tr_count("%n component", "%n components", len(scene.nodes)),
            connections=tr_count("%n connection", "%n connections", len(scene.edges)),
        ),
    )


def _found(referents: Referents, text: str) -> tuple[str, ...]:
    try:
        return referents.find_all(text)
    except UnclearError:
        return ()


def _mentions(text: str, label: str) -> bool:
    return bool(label.strip()) and re.search(rf"(?<!\w){re.escape(label)}(?!\w)", text, re.IGNORECASE) is not None


def _neighbourhood(scene: Scene, node_id: str) -> str:
    callers = [edge.source for edge in scene.edges_into(node_id)]
    called = [edge.target for edge in scene.edges_out_of(node_id)]
    name, before, after = scene.label(node_id), _names(scene, callers), _names(scene, called)
    if callers and called:
        return tr("{name}: called by {callers}; calls {called}.", name=name, callers=before, called=after)
    if callers:
        return tr("{name}: called by {callers}.", name=name, callers=before)
    if called:
        return tr("{name}: calls {called}.", name=name, called=after)
    return tr("{name}: not connected to anything.", name=name)


def _names(scene: Scene, ids: list[str] | tuple[str, ...]) -> str:
    names, rest = listed(scene.label(i) for i in ids[:_MAX_NAMES]), len(ids) - _MAX_NAMES
    return tr_count("{names} and %n more", "{names} and %n more", rest, names=names) if rest > 0 else names
