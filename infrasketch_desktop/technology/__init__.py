"""What the program knows of products, frameworks and protocols: one list for words, imports, documents and code.

The list lies in `resources/lexicon/technologies.json`. It is pure data with a few ways to look it up (`Catalog`); who
reads sentences, manifests or diagrams decides what follows from it.
"""

from infrasketch_desktop.technology.catalog import Catalog, program_catalog
from infrasketch_desktop.technology.technology import Context, Technology, TechnologyError

__all__ = ["Catalog", "Context", "Technology", "TechnologyError", "program_catalog"]
