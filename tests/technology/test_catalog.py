"""Technologies are found by the names that sentences and manifests use."""

import pytest

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.resources import resource_path
from infrasketch_desktop.technology import Catalog, TechnologyError
from infrasketch_desktop.technology.catalog import image_name


@pytest.fixture(scope="module")
def catalog():
    return Catalog.load(resource_path("lexicon"))


@pytest.mark.parametrize(
    ("text", "name"), [("PostgreSQL", "PostgreSQL"), ("postgres", "PostgreSQL"), ("apache-cassandra", "Cassandra")]
)
def test_a_name_or_an_alias_is_found_whatever_its_case_and_separators(catalog, text, name):
    assert catalog.named(text).name == name


def test_a_sentence_is_no_name(catalog):
    assert catalog.named("a postgres database") is None


@pytest.mark.parametrize(
    "reference",
    ["postgres", "postgres:16-alpine", "docker.io/library/postgres@sha256:00", "registry.example:5000/db/postgres:9"],
)
def test_an_image_is_found_wherever_it_comes_from(catalog, reference):
    assert catalog.of_image(reference).kind is NodeKind.DATABASE


def test_an_image_of_ones_own_is_no_technology(catalog):
    assert catalog.of_image("ghcr.io/example/checkout:1.2") is None


@pytest.mark.parametrize(("reference", "name"), [("python:3.12", "Python"), ("node:22", "Node.js"), ("golang", "Go")])
def test_the_image_of_a_language_names_no_framework(catalog, reference, name):
    assert catalog.of_image(reference).name == name


def test_an_image_name_has_no_registry_tag_or_digest():
    assert image_name("mcr.microsoft.com/mssql/server:2022-latest") == "mssql/server"


def test_a_damaged_list_says_what_to_do(tmp_path):
    (tmp_path / "technologies.json").write_text("[]")
    with pytest.raises(TechnologyError, match="Reinstall"):
        Catalog.load(tmp_path)
