"""The document of the shop, written once for all tests that only look at it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from infrasketch_desktop.design_doc import DesignDocument
from infrasketch_desktop.design_doc.pdf import write_pdf
from infrasketch_desktop.diagram.diagram import Diagram


@pytest.fixture(scope="session")
def known_documents() -> dict[str, bytes]:
    return {}


@pytest.fixture
def shop_pdf(known_documents: dict[str, bytes], written: Callable[[Diagram], DesignDocument], shop: Diagram) -> bytes:
    if "shop" not in known_documents:
        known_documents["shop"] = write_pdf(written(shop), shop)
    return known_documents["shop"]
