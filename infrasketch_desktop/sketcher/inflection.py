"""Regular English inflection: singulars, and the four forms of a verb."""

VOWELS = "aeiou"
_PLURAL_ONLY = frozenset(
    {"kubernetes", "redis", "aws", "dns", "kinesis", "cms", "https", "sms", "sns", "always", "ios", "js"}
)


def singular(word: str) -> str:
    """`word` without a plural ending; unchanged when it does not look like a plural."""
    if word in ("apis", "guis", "clis"):
        return word[:-1]
    if len(word) < 3 or not word.endswith("s") or word.endswith(("ss", "us", "is")) or word in _PLURAL_ONLY:
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses", "zes")):
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
