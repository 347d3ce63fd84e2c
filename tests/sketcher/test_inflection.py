import pytest

from infrasketch_desktop.sketcher.inflection import gerund, past, singular, third_person


@pytest.mark.parametrize(
    ("plural", "word"),
    [("services", "service"), ("queries", "query"), ("caches", "cache"), ("patches", "patch"), ("boxes", "box"),
     ("apis", "api"), ("redis", "redis"), ("kubernetes", "kubernetes"), ("class", "class"), ("status", "status"),
     ("db", "db")],
)  # fmt: skip
def test_singular(plural: str, word: str) -> None:
    assert singular(plural) == word


def test_forms_of_regular_verbs() -> None:
    assert [third_person(word) for word in ("cache", "push", "query", "proxy")] == [
        "caches",
        "pushes",
        "queries",
        "proxies",
    ]
    assert [past("cache", doubled=False), past("query", doubled=False), past("log", doubled=True)] == [
        "cached",
        "queried",
        "logged",
    ]
    assert [gerund("cache", doubled=False), gerund("see", doubled=False), gerund("get", doubled=True)] == [
        "caching",
        "seeing",
        "getting",
    ]
