"""Cut a request into its clauses and strip them of politeness: "could you delete X and rename Y to Z, please"."""

import re
from functools import cache

# Verbs that open a command in their base form. A word that is as often a noun (cache, queue, log, store, group …)
# stands in `_NOUNISH` and opens a clause only when a determiner, a preposition or a name follows.
_VERBS = """
    add append archive attach be break bridge bring build bypass change clear clone combine connect consolidate
    convert copy create cut decommission decouple delete detach direct discard disconnect dissolve ditch divide
    draw drop duplicate eliminate enclose erase exchange expand extract feed flip fold get give guard have hide
    hook host include increase insert integrate introduce invert join keep kick kill leave let make merge
    migrate mirror move nest open persist prefer protect prune publish pull push put re-route read reconnect
    redirect redo redraw relabel remove rename reorganise reorganize replace replicate reroute retarget retire
    reverse run save scale scrap secure send separate set shard shield shrink sit sketch spin stick stop strip
    subscribe substitute swap switch take throw tie toss transform turn undo ungroup unify unlink upgrade upload
    use wire wrap write
"""
_NOUNISH = """
    cache call connect group label lay link log monitor name place point queue route split store title scale watch
    front load balance buffer clear start sketch draw design
"""
_AFTER_NOUNISH = (
    r"(?:the|an?|all|every|everything|it|its|them|this|that|these|those|both|each|another|two|three|"
    r"\d+|out|up|traffic|requests|\S*[A-Z\ue000-\uf8ff]\S*|\w+ (?:and|to|with|in|into|as|between)\b)"
)
_POLITE = re.compile(
    r"""^(?:
        (?:please|kindly|ok(?:ay)?|now|then|also|next|finally|first(?:ly)?|second(?:ly)?|lastly|and|so|but|hey|hi|hello
           |well|actually|just|maybe|perhaps|afterwards|additionally|moreover|again
           |instead(?!\ of)|so\ that|after\ that)\b[,:]?
      | (?:can|could|would|will)\ (?:you|we|i)\b (?:\ (?:please|kindly|also|just|now|maybe))*
      | (?:i|we)(?:\ would|'d)?\ (?:want|like|love|prefer|need|wish|have|ought|plan|intend)
            \ (?:you\ |us\ )?to\b(?!\ (?:the|a|an)\b)
      | (?:we|you|one)\ (?:should|must|could|can|might|will|may)\b(?!\ (?:not|have)\b)
      | let's|let\ us|lets\b
      | it\ would\ be\ (?:nice|good|great|better)\ (?:to|if\ (?:you|we)(?:\ could)?)
      | go\ ahead\ and | make\ sure\ (?:that\ |to\ )? | try\ to | help\ me(?:\ to)? | i\ think(?:\ that)?
      | remember\ to | don't\ forget\ to | feel\ free\ to
    )\s+""",
    re.VERBOSE | re.IGNORECASE,
)
_WISH = re.compile(
    r"^(?:(?:i|we)(?:\ would|'d)?\ (?:also\ |now\ |really\ )?(?:want|like|need|require)"
    r"|there\ (?:should|must|has\ to|needs\ to)\ (?:also\ )?be"
    r"|what\ (?:we|i)\ need\ is|(?:you|we)\ (?:are|'re)\ missing)\ (?!to\b)",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:[\s,]+(?:please|thanks|thank\ you|for\ me|too|as\ well|again|now|pls|if\ possible|asap))+\s*$", re.IGNORECASE
)
_ADVERB = re.compile(r"\s+(?:directly|straight(?=\s+to\b)|simply|basically|also)(?=\s|$)", re.IGNORECASE)
_KEEPING = re.compile(
    r"(?:keep|leav|retain|preserv|maintain|bridg|reconnect|join)(?:e|ing)?\s+(?:the|its|both|all)\b", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"(?:[.!]+(?=\s|$)|[?;]+|[\r\n]+)\s*")
_JOINT = re.compile(
    r"(?:\s*,\s*|\s+)(?:and\s+then|then|and\s+also|and|but|plus|so\s+that|so|while|whereas)\s+|\s*,\s*", re.IGNORECASE
)
_COLON = re.compile(
    r"((?:^|[.;!?\n]\s*)(?!(?:re)?(?:name|label|title)|call|set|note|add a (?:note|comment)|group)[a-z]+ [^:;.\n]{3,})"
    r":\s+(?=\w+ \w+ \w+)",
    re.IGNORECASE,
)
_BULLET = re.compile(r"(?:^|\n)\s*(?:\d{1,2}[.)]|[-*•])\s+(?=\w)|(?<=\s)\d{1,2}\)\s+(?=\w)")
_CAUSE = re.compile(r"so(?:\s+that)?\s", re.IGNORECASE)
_ASSERTION = re.compile(
    r"^(?:[\w\ue000-\uf8ff.-]+\s+){1,6}?(?:should|must|shall|can|could|may|will|needs?\s+to|has\s+to|have\s+to"
    r"|no\s+longer|now)\s+(?:not\s+|no\s+longer\s+|also\s+|now\s+|directly\s+)?[a-z]+",
    re.IGNORECASE,
)
MAX_CLAUSES = 20
MAX_LOOK = 200
"""Characters on either side of a joint that decide whether it separates; keeps the work linear."""


@cache
def _opening() -> re.Pattern[str]:
    plain = "|".join(sorted(set(_VERBS.split()) - set(_NOUNISH.split()), key=len, reverse=True))
    nounish = "|".join(sorted(set(_NOUNISH.split()), key=len, reverse=True))
    return re.compile(rf"(?:(?i:{plain})\b|(?i:{nounish})\s+{_AFTER_NOUNISH})(?!\s*$)")


def opens_command(text: str) -> bool:
    """Whether `text`, without politeness, begins with a verb in the imperative."""
    return _opening().match(text) is not None


def strip_politeness(text: str) -> str:
    """`text` without "could you please", "let's", "thanks"; a wish ("we need a cache") becomes "add a cache"."""
    text = _TAIL.sub("", " ".join(text.split()).strip(" ,.!;:"))
    while match := _POLITE.match(text):
        text = text[match.end() :]
    text = _ADVERB.sub("", text)
    return _WISH.sub("add ", text)


def split_clauses(text: str) -> tuple[str, ...]:
    """The clauses of a request in order, each without politeness; reading ends a little behind `MAX_CLAUSES`.

    A sentence end always separates; "and", "then", a comma or "so that" only where a new command or a new
    assertion ("visitors should reach WordPress directly") begins.
    """
    clauses: list[str] = []
    for sentence in _SENTENCE_END.split(_COLON.sub(r"\1; ", _BULLET.sub("; ", text))):
        clauses.extend(clause for clause in _split_sentence(sentence) if clause)
        if len(clauses) > MAX_CLAUSES:
            break
    return tuple(clauses)


def _split_sentence(sentence: str) -> list[str]:
    parts: list[str] = []
    start = 0
    for joint in _JOINT.finditer(sentence):
        before = sentence[start : joint.start()]
        if _says_something(before[:MAX_LOOK]) and _begins_clause(
            before, joint.group().strip(" ,"), sentence[joint.end() :]
        ):
            parts.append(before)
            start = joint.end()
    parts.append(sentence[start:])
    return [strip_politeness(part) for part in parts]


def _says_something(text: str) -> bool:
    """Whether more than politeness stands in a text."""
    return strip_politeness(text + " x") != "x"


def _begins_clause(before: str, joint: str, rest: str) -> bool:
    """Whether a clause begins behind a joint: a command always does, an assertion only behind a whole clause."""
    if _CAUSE.match(joint + " "):
        return True
    if joint in {"but", "and"} and _KEEPING.match(rest):
        return False
    rest = strip_politeness(rest[:MAX_LOOK])
    return opens_command(rest) or (_ASSERTION.match(rest) is not None and _is_whole(before[:MAX_LOOK]))


def _is_whole(text: str) -> bool:
    told = strip_politeness(text)
    return opens_command(told) or _ASSERTION.match(told) is not None
