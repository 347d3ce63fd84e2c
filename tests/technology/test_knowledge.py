"""What is known of technologies: complete for the common ones, with alternatives that are known too."""

import pytest

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.resources import resource_path
from infrasketch_desktop.technology.catalog import Catalog
from infrasketch_desktop.technology.knowledge import NO_LORE, Knowledge
from infrasketch_desktop.technology.technology import TechnologyError


@pytest.fixture(scope="module")
def catalog():
    return Catalog.load(resource_path("lexicon"))


@pytest.fixture(scope="module")
def knowledge():
    return Knowledge.load(resource_path("lexicon"))


def test_everything_known_is_on_the_list_of_technologies(catalog, knowledge):
    assert knowledge.technologies.keys() <= {technology.name for technology in catalog.technologies}
    assert knowledge.categories.keys() <= {technology.category for technology in catalog.technologies}


def test_the_common_technologies_are_told_in_full(knowledge):
    assert len(knowledge.technologies) >= 80
    for name, lore in knowledge.technologies.items():
        assert all((lore.purpose, lore.scaling, lore.caution, lore.fits, lore.alternatives)), name


def test_every_kind_has_advice(knowledge):
    for kind in NodeKind:
        assert knowledge.of_kind(kind).scaling, kind
        assert knowledge.of_kind(kind).security, kind


def test_alternatives_are_known_others(knowledge):
    for name, lore in (*knowledge.technologies.items(), *knowledge.kinds.items()):
        assert set(lore.alternatives) <= knowledge.technologies.keys(), name
        assert name not in lore.alternatives
        assert len(set(lore.alternatives)) == len(lore.alternatives)


def test_texts_are_sentences_and_conditions_are_not(knowledge):
    for lore in (*knowledge.technologies.values(), *knowledge.categories.values(), *knowledge.kinds.values()):
        for text in filter(None, (lore.purpose, lore.scaling, lore.caution, lore.security)):
            assert text.endswith(".")
            assert text[0].isupper() or text.startswith("gRPC "), text
            assert len(text) < 260, text
        assert not lore.fits.endswith(".")


def test_a_technology_of_its_own_falls_back_to_its_category(catalog, knowledge):
    rare = catalog.named("Riak")
    assert "Riak" not in knowledge.technologies
    assert knowledge.of(rare) == knowledge.categories["database"]
    assert knowledge.of(None) == NO_LORE


@pytest.mark.parametrize("content", ["", "[]", '{"kinds": {"nonsense": {}}, "categories": {}, "technologies": {}}'])
def test_a_damaged_list_says_what_to_do(tmp_path, content):
    (tmp_path / "knowledge.json").write_text(content)
    with pytest.raises(TechnologyError, match="Reinstall"):
        Knowledge.load(tmp_path)
