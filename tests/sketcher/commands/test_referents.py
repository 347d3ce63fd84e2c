"""What a phrase refers to: labels, technologies, kinds, plurals, ordinals, typing errors."""

from __future__ import annotations

import pytest

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.sketcher.commands.errors import UnclearError
from infrasketch_desktop.sketcher.commands.masking import mask
from infrasketch_desktop.sketcher.commands.readings import reader_of
from infrasketch_desktop.sketcher.commands.referents import Referents
from infrasketch_desktop.sketcher.commands.scene import Scene
from infrasketch_desktop.sketcher.lexicon import Lexicon
from tests.sketcher.commands.support import drawn


def farm() -> Diagram:
    return drawn(
        "ui:client:Web UI, m1:server:Match Server 1, m2:server:Match Server 2, cms:server:Drupal CMS, "
        "pg:database:PostgreSQL, ldb:database:Ledger DB, led:service:LedgerService, "
        "oms:service:Order Management Service, r:cache:Redis, reg:storage:Harbor, v:service:Alpha@g",
        "led>ldb cms>pg",
        "g:Private VPC",
    )


def referents(lexicon: Lexicon, focus: tuple[str, ...] = ()) -> Referents:
    return Referents(Scene(farm(), focus), reader_of(lexicon), mask("", ()))


@pytest.mark.parametrize(
    ("phrase", "ids"),
    [
        ("the Drupal CMS", ("cms",)),
        ("drupal", ("cms",)),
        ("postgres", ("pg",)),
        ("the cache", ("r",)),
        ("the redis cache", ("r",)),
        ("Ledger", ("led",)),
        ("the ledger service", ("led",)),
        ("the ledger database", ("ldb",)),
        ("the ledgr db", ("ldb",)),
        ("OMS", ("oms",)),
        ("both match servers", ("m1", "m2")),
        ("the second match server", ("m2",)),
        ("the last match server", ("m2",)),
        ("match server 1", ("m1",)),
        ("all databases", ("pg", "ldb")),
        ("the registry", ("reg",)),
        ("the VPC", ("g",)),
        ("the ledger service and its database", ("led", "ldb")),
        ("the CMS's database", ("pg",)),
    ],
)
def test_found(lexicon: Lexicon, phrase: str, ids: tuple[str, ...]) -> None:
    assert referents(lexicon).find_all(phrase) == ids


@pytest.mark.parametrize(
    "phrase",
    [
        "the mainframe",
        "match server 3",
        "Kafka",
        "the billing service",
        "it",
        "the third match server",
        "the web service",
    ],
)
def test_not_found(lexicon: Lexicon, phrase: str) -> None:
    assert referents(lexicon).find_all(phrase) == ()


def test_several_are_an_ambiguity_for_one(lexicon: Lexicon) -> None:
    with pytest.raises(UnclearError) as raised:
        referents(lexicon).one("the match server")
    assert raised.value.options == ("Match Server 1", "Match Server 2")


def test_a_common_noun_means_any_of_its_kind(lexicon: Lexicon) -> None:
    with pytest.raises(UnclearError) as raised:
        referents(lexicon).one("the database")
    assert raised.value.options == ("PostgreSQL", "Ledger DB")


def test_the_nearest_labels_come_first(lexicon: Lexicon) -> None:
    assert referents(lexicon).nearest("order system")[0] == "Order Management Service"


def test_it_is_the_focus(lexicon: Lexicon) -> None:
    assert referents(lexicon, ("r",)).one("it") == "r"
