"""The table of formats: what each is called, which files it reads, and what writing it costs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import cast

from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.formats.result import Imported, SourceFile, Written
from infrasketch_desktop.language import later
from infrasketch_desktop.technology import Catalog

Reader = Callable[[Sequence[SourceFile], Catalog], Imported]
Writer = Callable[[Diagram], Written]


@dataclass(frozen=True, slots=True)
class Format:
    """One format. `package` under `formats` holds `reading.read` when it `reads` and `writing.write` when it `writes`.

    `suffixes` are the endings of its files, the one we write first; `also` are those of files that may hold it, such as
    pictures and Markdown. `item` is what the price list calls writing it.
    Libraries that only one format needs are loaded when it is used.
    """

    id: str
    title: str
    suffixes: tuple[str, ...]
    item: str = ""
    reads: bool = False
    writes: bool = False
    also: tuple[str, ...] = ()

    @property
    def package(self) -> str:
        return f"{__package__}.{self.id.replace('-', '_')}"

    def read(self, sources: Sequence[SourceFile], catalog: Catalog) -> Imported:
        """What `sources` say as operations. Raises FormatError."""
        return cast("Reader", import_module(f"{self.package}.reading").read)(sources, catalog)

    def write(self, diagram: Diagram) -> Written:
        """`diagram` in this format; equal diagrams give equal bytes."""
        return cast("Writer", import_module(f"{self.package}.writing").write)(diagram)


FORMATS = (
    Format(
        "mermaid", "Mermaid", (".mmd", ".mermaid"), "export.mermaid", reads=True, writes=True, also=(".md", ".markdown")
    ),
    Format(
        "drawio",
        "draw.io",
        (".drawio", ".dio", ".xml"),
        "export.drawio",
        reads=True,
        writes=True,
        also=(".drawio.svg", ".drawio.png"),
    ),
    Format("d2", "D2", (".d2",), "export.d2", reads=True, writes=True),
    Format("structurizr", "Structurizr DSL", (".dsl",), "export.structurizr", reads=True, writes=True),
    Format("notion", "Notion", (".md",), "export.notion", writes=True),
    Format("json", "JSON", (".json",), "export.json", reads=True, writes=True),
    Format("csv", "CSV", (".csv", ".tsv"), "export.csv", reads=True, writes=True),
    Format("text", later("Plain text"), (".txt",), "export.text", writes=True),
    Format("compose", "Docker Compose", (".yaml", ".yml"), reads=True),
    Format("kubernetes", "Kubernetes", (".yaml", ".yml"), reads=True),
    Format("terraform", "Terraform", (".tf", ".tf.json"), reads=True),
    Format("cloudformation", "CloudFormation", (".yaml", ".yml", ".json", ".template"), reads=True),
    Format("repository", later("Repository folder"), (), reads=True),
)


def format_named(format_id: str) -> Format:
    """The format under an id. Raises KeyError."""
    return {found.id: found for found in FORMATS}[format_id]
