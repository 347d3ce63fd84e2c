"""Turn readable command patterns such as "<REMOVE> {x}" into regular expressions.

In a pattern a space stands for white space, `{name}` for a slot (as short as possible), `<NAME>` for one of `_WORDS`,
and everything else is regular expression. A pattern has to fit the whole clause.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from infrasketch_desktop.sketcher.commands.turn import Turn

Slots = Mapping[str, str]
Handler = Callable[["Turn", Slots], None]

_NOUN_LINE = (
    r"(?:links?|arrows?|edges?|connections?|connectors?|lines?|wires?|relations?(?:hips?)?|dependenc(?:y|ies)|flows?|paths?|calls?)"
)
_WORDS = {
    "ADD": (
        r"(?:add|put|insert|place|stick|create|introduce|include|install|build|bring in|set up|drop in|slot in|throw in|provision"
        r"|spin up|append|deploy|wire in|plug in|draw|sketch|design|bring|integrate|implement|start with|extend (?:it|this) (?:with|by)"
        r"|(?:make|use|have|get|build)(?= (?:me )?(?:an?|another|one|two|three|some) ))(?: in| up)?"
    ),
    "INSERT": (
        r"(?:add|put|insert|place|stick|create|introduce|include|install|set up|drop|slot|throw|wedge|squeeze|sandwich|interpose"
        r"|position|move|wire|plug|deploy|use|have|get|build|inject|bring)(?: in| up)?"
    ),
    "REMOVE": (
        r"(?:remove|delete|drop|erase|kill|scrap|get rid of|take (?:out|away|off)|throw (?:out|away)|ditch|eliminate|discard"
        r"|lose|cut(?: out)?|strip(?: out)?|decommission|retire|rip out|axe|trash|prune|exclude|do away with|clean out|pull out"
        r"|clear|dispose of|deprecate|undo|leave out|omit|wipe|dump|nuke|sunset|shut down|turn off|break|sever)"
    ),
    "LINE": rf"(?:the |all |all the |every |any |that |this |an? )?(?:direct |existing )?{_NOUN_LINE}",
    "IN_FRONT": r"(?:in front of|before|ahead of|upstream of|prior to)",
    "INSTEAD": r"(?:instead of|rather than|in place of|in lieu of|and not|not)",
    "TALK": (
        r"(?:talk|speak|connect|point|write|read|send|publish|go|call|use|query|hit|access|reach|push|save|store|subscribe|listen"
        r"|depend|rely|refer|link|forward|route|fetch|load|pull|poll|consume|invoke|request|ping|log|report|stream|emit|persist|look)"
        r"(?:s|es|ing)?(?: (?:data|requests?|events?|messages?|traffic|directly|straight))?"
        r"(?: (?:to|with|from|at|on|into|in|through|via|up))?"
    ),
    "SHOULD": r"(?:should|must|shall|will|has to|have to|needs? to|ought to|can|could|may|is going to|are going to|is supposed to)",
    "NOT": (
        r"(?:(?:should|must|shall|can|may|will|do|does|need|is|are)(?: ?not|n't)(?: be| need to| have to| to)?|cannot|no longer"
        r"|never|(?:should|must|shall|will|does|do|need|needs)(?: to)? (?:no longer|never|not)|(?:should|must) stop)"
    ),
    "ANYMORE": r"(?: any ?more| any longer| directly| at all| now)*",
    "DIAGRAM": r"(?:the |this |my |our )?(?:whole |entire |current )?(?:diagram|drawing|sheet|chart|picture|sketch|canvas|architecture|graph)",
    "TO": r"(?:to|into|as|with|by|for|->|=>|→|:)",
    "NAMED": r"(?:called|named|labell?ed|titled|entitled|known as)",
}
_SLOT = re.compile(r"\{(\w+)\}")
_WORD = re.compile(r"<([A-Z_]+)>")


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to say something: a compiled pattern and the verb that acts on its slots."""

    pattern: re.Pattern[str]
    handler: Handler


def compile_rule(pattern: str, handler: Handler) -> Rule:
    """The rule for a pattern in the notation of this module."""
    worded = _WORD.sub(lambda m: _WORDS[m.group(1)], pattern)
    slotted = _SLOT.sub(r"(?P<\1>\\S(?:.*?\\S)?)", worded)
    return Rule(re.compile(slotted, re.IGNORECASE), handler)


def words(name: str) -> str:
    """The regular expression behind `<name>`, for the few places that match by hand."""
    return _WORDS[name]
