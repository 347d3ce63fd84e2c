"""How long a design document takes, as a share of the two seconds of processor time that it may take."""

from __future__ import annotations

import time

import pytest

from infrasketch_desktop.design_doc.generator import design_document
from infrasketch_desktop.design_doc.pdf import write_pdf
from infrasketch_desktop.resources import resource_path
from infrasketch_desktop.technology.catalog import Catalog
from infrasketch_desktop.technology.knowledge import Knowledge
from tests.support.large_diagrams import large_diagram

_LIMIT = 2.0


@pytest.mark.benchmark
def test_a_document_of_60_nodes_takes_less_than_two_seconds() -> None:
    catalog, knowledge = Catalog.load(resource_path("lexicon")), Knowledge.load(resource_path("lexicon"))
    diagram = large_diagram(60)
    for occasion in ("first, with libraries to load", "second"):
        started = time.process_time()
        write_pdf(design_document(diagram, catalog, knowledge), diagram)
        took = time.process_time() - started
        print(f"\nDocument of 60 nodes, {occasion}: {took:.2f} s, {took / _LIMIT:.0%} of the limit")
        assert took < _LIMIT
