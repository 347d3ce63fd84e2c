"""Cut a request into its clauses and strip them of politeness: "could you delete X and rename Y to Z, please"."""

import re
from functools import cache

# Verbs that open a command in their base form. A word that is as often a noun (cache, queue, log, store, group …)
# stands in `_NOUNISH` and opens a clause only when a determiner, a preposition or a name follows.
_VERBS = """
    add append attach be break bridge bring build bypass change clone combine connect consolidate convert copy create
    cut decommission decouple delete detach direct discard disconnect dissolve ditch divide drop duplicate eliminate
    enclose erase exchange expand extract feed flip fold get give guard have hide hook host include increase insert
    integrate introduce invert join keep kill leave let make merge migrate move nest open prefer protect prune pull push
    put re-route reconnect redirect redraw relabel remove rename reorganise reorganize replace reroute retarget retire
    reverse run save scrap scale secure send separate set shield shrink stick stop strip substitute swap switch take
    throw transform turn tie ungroup unify unlink upgrade use wire wrap write undo redo clear combine spin replicate
    mirror shard attach publish upload subscribe archive persist read sketch draw
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
           |well|actually|just|maybe|perhaps|afterwards|additionally|moreover|instead|again|so\ that|after\ that)\b[,:]?
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
_SENTENCE_END = re.compile(r"(?:[.!]+(?=\s|$)|[?;]+|[\r\n]+)\s*")
_JOINT = re.compile(
    r"(?:\s*,\s*|\s+)(?:and\s+then|then|and\s+also|and|but|plus|so\s+that|so|while|whereas)\s+|\s*,\s*", re.IGNORECASE
)
_CAUSE = re.compile(r"so(?:\s+that)?\s", re.IGNORECASE)
_ASSERTION = re.compile(
    r"^(?:[\w\ue000-\uf8ff.-]+\s+){1,6}?(?:should|must|shall|can|could|may|will|needs?\s+to|has\s+to|have\s+to"
    r"|no\s+longer|now)\s+(?:not\s+|no\s+longer\s+|also\s+|now\s+|directly\s+)?[a-z]+",
    re.IGNORECASE,
)
MAX_CLAUSES = 40


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
    return _WISH.sub("add ", text)


def split_clauses(text: str) -> tuple[str, ...]:
    """The clauses of a request in order, each without politeness; at most `MAX_CLAUSES`.

    A sentence end always separates; "and", "then", a comma or "so that" only where a new command or a new
    assertion ("visitors should reach WordPress directly") begins.
    """
    clauses: list[str] = []
    for sentence in _SENTENCE_END.split(text):
        clauses.extend(_split_sentence(sentence))
    return tuple(clause for clause in clauses if clause)[:MAX_CLAUSES]


def _split_sentence(sentence: str) -> list[str]:
    parts: list[str] = []
    start = 0
    for joint in _JOINT.finditer(sentence):
        if (
            _begins_clause(joint.group().strip(" ,"), sentence[joint.end() :])
            and sentence[start : joint.start()].strip()
        ):
            parts.append(sentence[start : joint.start()])
            start = joint.end()
    parts.append(sentence[start:])
    return [strip_politeness(part) for part in parts]


def _begins_clause(joint: str, rest: str) -> bool:
    if _CAUSE.match(joint + " "):
        return True
    rest = strip_politeness(rest[:200])
    return opens_command(rest) or _ASSERTION.match(rest) is not None
