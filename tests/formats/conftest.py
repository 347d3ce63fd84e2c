import pytest

from infrasketch_desktop.resources import resource_path
from infrasketch_desktop.technology import Catalog


@pytest.fixture(scope="session")
def catalog():
    """The technologies that come with the program."""
    return Catalog.load(resource_path("lexicon"))
