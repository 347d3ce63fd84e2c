"""Read the outside of a noun phrase: determiner, number, ordinal, plural; and cut lists of them apart."""

import re
from dataclasses import dataclass, replace

from infrasketch_desktop.sketcher.inflection import singular

_NUMBERS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "a couple of": 2, "a pair of": 2, "a few": 3, "several": 3, "multiple": 2,
}  # fmt: skip
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5, "last": -1, "other": 2,
}  # fmt: skip
MAX_COUNT = 50

_DETERMINERS = (
    (
        "all",
        r"each of|(?:all|every|each|any)(?: of)?(?: (?:the|our|those|these|my|its|their))?(?: single| other)?",
    ),
    ("all", r"both(?: of)?(?: (?:the|our|those|these|my|its|their))?"),
    ("more", r"another|one more|an(?:other)? additional|an extra|one additional|a further|additional|extra|more"),
    ("definite", r"the|this|that|these|those|our|my|your|said|existing|the existing|the current"),
    ("own", r"(?:its|their|his|her)(?: own)?|(?:an?|one) (?:own|dedicated|separate)|own"),
    ("indefinite", r"an?(?: new| single| brand new)?|some|one(?: new)?|new"),
)
_LISTED = re.compile(
    r"\s*,\s*(?:and\s+|or\s+|as well as\s+)?|\s+(?:and|as well as|plus|along with|together with|&)\s+|\s+\+\s+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase taken apart. `core` is what is left without determiner, number and ordinal.

    `number` is what was counted ("two workers"), `ordinal` 1-based with -1 for the last.
    """

    core: str
    definite: bool = False
    indefinite: bool = False
    all: bool = False
    more: bool = False
    own: bool = False
    number: int | None = None
    ordinal: int | None = None

    @property
    def bare(self) -> bool:
        """Without any determiner, as a name is used."""
        return not (self.definite or self.indefinite or self.all or self.more or self.own or self.number)


def parse_phrase(text: str) -> Phrase:
    """The phrase in `text`; a determiner that is the whole text is kept as the core."""
    phrase = Phrase(core=" ".join(text.split()).strip(" ,."))
    while True:
        stripped = _strip_number(_strip_determiner(phrase))
        if stripped == phrase:
            return phrase
        phrase = stripped


def split_list(text: str) -> tuple[tuple[str, ...], ...]:
    """The parts of "A, B and C", each as its possible readings.

    A head noun said once goes to every part: "the Accounts and Ledger services" gives ("the Accounts service",
    "the Accounts") and ("Ledger service", "Ledger services"). The longer reading stands first.
    """
    parts = [part.strip() for part in _LISTED.split(text) if part.strip()]
    head = parts[-1].split()[-1] if parts and len(parts[-1].split()) > 1 else ""
    if parts[1:] == [] or not is_plural(head):
        return tuple((part,) for part in parts)
    one = singular(head.lower())
    last = parts[-1].rsplit(maxsplit=1)[0] + " " + one
    readings: list[tuple[str, ...]] = [(f"{part} {one}", part) for part in parts[:-1]]
    several = re.match(r"(?:both|all|every|two|three|the other)\b", parts[-1], re.IGNORECASE)
    return (*readings, (parts[-1],) if several else (last, parts[-1]))


def is_plural(word: str) -> bool:
    """Whether a word has a plural ending."""
    return singular(word.lower()) != word.lower()


def _strip_determiner(phrase: Phrase) -> Phrase:
    for name, pattern in _DETERMINERS:
        match = re.match(rf"(?:{pattern})\s+(?=\S)", phrase.core, re.IGNORECASE)
        if match:
            return replace(phrase, core=phrase.core[match.end() :], **{name: True})
    return phrase


def _strip_number(phrase: Phrase) -> Phrase:
    lowered = phrase.core.lower()
    for word, number in _NUMBERS.items():
        if lowered.startswith(word + " "):
            return replace(phrase, core=phrase.core[len(word) + 1 :], number=number)
    if match := re.match(r"(\d{1,3})x?\s+(?=[^\W\d])", lowered):
        return replace(phrase, core=phrase.core[match.end() :], number=min(int(match.group(1)), MAX_COUNT))
    first, _, rest = lowered.partition(" ")
    if rest and first in _ORDINALS and not rest.startswith("party"):
        return replace(phrase, core=phrase.core[len(first) + 1 :], ordinal=_ORDINALS[first])
    return phrase
