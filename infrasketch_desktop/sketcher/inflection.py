"""Regular English inflection: singulars, and the four forms of a verb."""

VOWELS = "aeiou"
_SINGULARS_IN_S = frozenset(
    {"kubernetes", "redis", "aws", "dns", "kinesis", "cms", "https", "sms", "sns", "always", "ios", "js"}
)
_ABBREVIATIONS = frozenset({"apis", "guis", "clis"})
_SHORTEST = len("dbs")


def singular(word: str) -> str:
    """`word` without a plural ending; unchanged when it does not look like a plural."""
    if word in _ABBREVIATIONS:
        return word[:-1]
    if len(word) < _SHORTEST or not word.endswith("s") or word.endswith(("ss", "us", "is")) or word in _SINGULARS_IN_S:
        return word
    if word.endswith("ies") and len(word) > len("ties"):
        return word[:-3] + "y"
    if word.endswith(("tches", "rches", "nches", "shes", "xes", "sses", "zzes")):
        return word[:-2]
    return word[:-1]


def third_person(base: str) -> str:
    if base.endswith(("s", "x", "z", "ch", "sh", "o")):
        return base + "es"
    if base.endswith("y") and base[-2:-1] not in VOWELS:
        return base[:-1] + "ies"
    return base + "s"


def past(base: str, *, doubled: bool) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2:-1] not in VOWELS:
        return base[:-1] + "ied"
    return base + base[-1] * doubled + "ed"


def gerund(base: str, *, doubled: bool) -> str:
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")):
        return base[:-1] + "ing"
    return base + base[-1] * doubled + "ing"
