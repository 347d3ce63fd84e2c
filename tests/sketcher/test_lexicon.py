import json
import re
from pathlib import Path

import pytest

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.resources import resource_path
from infrasketch_desktop.sketcher.errors import LexiconError
from infrasketch_desktop.sketcher.lexicon import Lexicon, key_of
from infrasketch_desktop.sketcher.tokens import tokenize


def test_it_knows_more_than_five_hundred_technologies(lexicon: Lexicon) -> None:
    assert len(lexicon.technologies) > 500


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("postgres", "PostgreSQL", NodeKind.DATABASE),
        ("k8s", "Kubernetes", NodeKind.SERVER),
        ("DDB", "Amazon DynamoDB", NodeKind.DATABASE),
        ("Node-RED", "Node-RED", NodeKind.SERVICE),
        ("next js", "Next.js", NodeKind.SERVER),
        ("Let's Encrypt", "Let's Encrypt", NodeKind.EXTERNAL),
        ("rabbit mq", "RabbitMQ", NodeKind.QUEUE),
        (".NET", ".NET", None),
        ("Weights & Biases", "Weights & Biases", NodeKind.MONITORING),
    ],
)
def test_names_aliases_and_spellings_are_found(lexicon: Lexicon, text: str, name: str, kind: NodeKind | None) -> None:
    found = lexicon.technology(text)
    assert found is not None
    assert (found.name, found.kind) == (name, kind)


@pytest.mark.parametrize(
    ("word", "name"), [("postgress", "PostgreSQL"), ("Kuberentes", "Kubernetes"), ("reddis", "Redis")]
)
def test_a_misspelt_name_is_corrected(lexicon: Lexicon, word: str, name: str) -> None:
    found = lexicon.corrected(word.lower())
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("word", ["stats", "candy", "brave", "assembly", "service", "writes", "athens", "xyzzy", "pg"])
def test_an_ordinary_word_is_not_corrected(lexicon: Lexicon, word: str) -> None:
    found = lexicon.corrected(word)
    assert found is None or found.name == "Amazon Athena"


def test_redis_is_a_queue_where_jobs_are_spoken_of(lexicon: Lexicon) -> None:
    redis = lexicon.technologies["Redis"]
    assert redis.kind_among(["the", "page", "cache"]) is NodeKind.CACHE
    assert redis.kind_among(["pushes", "jobs"]) is NodeKind.QUEUE


def test_names_and_aliases_are_unique(lexicon: Lexicon) -> None:
    keys = [
        key_of(name) for technology in lexicon.technologies.values() for name in {technology.name, *technology.aliases}
    ]
    doubles = {key for key in keys if keys.count(key) > 1}
    assert {key for key in doubles if len({t.name for t in lexicon.technologies.values() if _has(t, key)}) > 1} == set()


def _has(technology: object, key: tuple[str, ...]) -> bool:
    names = {technology.name, *technology.aliases}  # type: ignore[attr-defined]
    return key in {key_of(name) for name in names}


def test_slots_for_later_users_are_well_formed(lexicon: Lexicon) -> None:
    for technology in lexicon.technologies.values():
        assert technology.icon is None or re.fullmatch(r"[a-z0-9]+", technology.icon), technology.name
        assert technology.port is None or 0 < technology.port < 65536, technology.name
        assert technology.image is None or " " not in technology.image, technology.name


def test_keys_are_what_the_tokenizer_gives(lexicon: Lexicon) -> None:
    for name in lexicon.technologies:
        assert key_of(name) == tuple(token.norm for token in tokenize(name)), name


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    for source in resource_path("lexicon").glob("*.json"):
        (tmp_path / source.name).write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "verbs.json").write_text('{"format": 1, "verbs"', encoding="utf-8")
    with pytest.raises(LexiconError, match=r"verbs\.json cannot be read"):
        Lexicon.load(tmp_path)


def test_a_newer_format_is_refused(tmp_path: Path) -> None:
    (tmp_path / "technologies.json").write_text(json.dumps({"format": 2}), encoding="utf-8")
    with pytest.raises(LexiconError, match="unknown format"):
        Lexicon.load(tmp_path)


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"technologies\.json"):
        Lexicon.load(tmp_path / "nowhere")


def test_every_role_of_the_verbs_is_known(lexicon: Lexicon) -> None:
    roles = {"to", "back", "pull", "from", "via", "through", "also", "serves", "aim", "launch", "behind", "front",
             "none", "with_monitor", "between", "host", "serve", "same"}  # fmt: skip
    for frame in lexicon.verbs.frames.values():
        assert {frame.object, *frame.prepositions.values()} <= roles, frame.name
