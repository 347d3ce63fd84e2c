"""What a database keeps, by its label and inputs: `Order` in the table `orders` for an “Orders DB”."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from infrasketch_desktop.codegen.planning.naming import fitting, titled, words_of
from infrasketch_desktop.codegen.planning.reserved import ATTRIBUTES, CLASSES_FOLDED, MODULES, WORDS
from infrasketch_desktop.codegen.project import Entity
from infrasketch_desktop.codegen.said import Said

MOST = 4
_MOST_WORDS = 3
_LONGEST = 24
FALLBACK = Entity(name="Item", plural="items")

_STORES = frozenset(
    """
    a an and the of for our your my in to with by on as
    aws azure gcp amazon google cloud managed serverless local remote distributed shared new old legacy
    db dbs database databases data datastore datastores store stores storage warehouse lake sql nosql relational rdbms
    cluster clusters server servers instance instances node nodes shard shards replica replicas replicated standby
    primary secondary main master slave leader follower read write reader writer only backup central core service
    table tables schema collection collections record records row rows entity entities document documents info
    information system app application persistent persistence layer tier production prod staging dev test
    """.split()  # noqa: SIM905 - quotes and commas would hide the words
)
"""Words that say what the thing is, not what is in it."""

_IRREGULAR = {"people": "person", "children": "child", "indices": "index", "statuses": "status", "media": "medium"}
_PLURALS = {singular: plural for plural, singular in _IRREGULAR.items()}
_UNCOUNTED = frozenset({"news", "series", "analytics", "logistics", "inventory", "metadata", "billing", "stock"})


def entities_of(label: Said, inputs: tuple[Said, ...], is_product: Callable[[str], bool]) -> tuple[Entity, ...]:
    """At most `MOST` entities; one called Item where the words name none. `is_product` knows technologies."""
    found: dict[str, Entity] = {}
    taken: set[str] = set()
    for text in (label, *inputs):
        for phrase in re.split(r"[,;/&+|]|\band\b", text.short(200), flags=re.IGNORECASE):
            for entity in _entity_in(phrase, is_product):
                if entity.name.lower() not in taken and entity.plural not in found:
                    found[entity.plural] = entity
                    taken.add(entity.name.lower())
    return tuple(found.values())[:MOST] or (FALLBACK,)


def _entity_in(phrase: str, is_product: Callable[[str], bool]) -> Iterator[Entity]:
    kept = [word for said in phrase.split() if not is_product(said) for word in words_of(said)]
    kept = [word for word in kept if word not in _STORES and not is_product(word)]
    while kept and not kept[0][0].isalpha():
        kept = kept[1:]
    if not kept or len(kept) > _MOST_WORDS:
        return
    words = fitting("-".join([*kept[:-1], singular(kept[-1])]), _LONGEST).split("-")
    if titled("-".join(words)).lower() in CLASSES_FOLDED or "_".join(words) in WORDS:
        words = [*fitting("-".join(words), _LONGEST - len("-entry")).split("-"), "entry"]
    plural_words = "_".join([*words[:-1], plural(words[-1])])
    if plural_words in ATTRIBUTES or plural_words in MODULES:
        words, plural_words = [*words, "entry"], "_".join([*words, "entries"])
    yield Entity(name=titled("-".join(words)), plural=plural_words)


def singular(word: str) -> str:
    """Of an English noun; a word that is none stays as it is."""
    if word in _IRREGULAR or word in _UNCOUNTED:
        return _IRREGULAR.get(word, word)
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh")):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word.removesuffix(ending) + instead
    ends_in_s = word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return word[:-1] if ends_in_s and len(word) > len("as") else word


def plural(word: str) -> str:
    """Of an English noun."""
    if word in _PLURALS or word in _UNCOUNTED:
        return _PLURALS.get(word, word)
    if word.endswith("y") and word[-2:-1] not in {"a", "e", "i", "o", "u"}:
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "x", "ch", "sh")) else f"{word}s"
