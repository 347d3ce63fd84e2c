"""Gathers what a model needs to write a region: the file, what it imports of the project, its test, its node."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from infrasketch_desktop.assistant.filling.wish import Neighbour, Wish
from infrasketch_desktop.codegen.errors import CodegenError
from infrasketch_desktop.codegen.manifest import Manifest, read_manifest
from infrasketch_desktop.codegen.region_trial import part_folder
from infrasketch_desktop.codegen.regions import RegionError, is_fillable, regions_in
from infrasketch_desktop.codegen.updating.ground import Ground
from infrasketch_desktop.codegen.updating.plan import check_folder
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.language import listed, tr

MOST_REGIONS = 8
"""That are written by one request."""
MOST_NEIGHBOURS = 12
MOST_NEIGHBOUR_CHARACTERS = 60_000
"""Of all neighbours together, about 17,000 tokens."""
MOST_FILE_CHARACTERS = 60_000
MOST_WORDS = 8_000
_DEPTH = 3
_MOST_LINKS = 40
_FIELDS = ("label", "kind", "technology", "description", "inputs", "outputs", "notes")


def fillable_files(folder: Path, node: str = "") -> Mapping[str, tuple[str, ...]]:
    """The Python files of a project that have regions, of one node or of all, with the names of those.

    A file whose marks do not fit together is left out; `prepare_fill` says what is wrong with it.

    Raises:
        ManifestError, FolderError: what was generated into the folder cannot be known.
    """
    check_folder(folder)
    manifest = read_manifest(folder) or Manifest()
    ground = Ground(folder)
    found = {}
    for path, entry in sorted(manifest.files.items()):
        if is_fillable(path) and node in ("", entry.part):
            names = _region_names(ground.at(path).text or "")
            if names:
                found[path] = names
    return found


def prepare_fill(
    folder: Path, path: str, names: Sequence[str], words: str, diagram: Diagram, *, may_execute: bool = False
) -> Wish:
    """What is needed to have regions of a generated file written; no names mean all of them. Reads, and writes nothing.

    Raises:
        ManifestError, FolderError: what was generated into the folder cannot be known.
        CodegenError: the file is none of the project, is no Python, or is too long.
        RegionError: it has no such regions, or marks that do not fit together.
    """
    check_folder(folder)
    manifest = read_manifest(folder)
    if manifest is None or path not in manifest.files:
        raise CodegenError(
            tr("“{path}” was not generated into this folder.", path=path[-200:]), advice=tr("Generate the code first.")
        )
    if not is_fillable(path):
        raise CodegenError(tr("Only regions of Python files can be filled: others cannot be checked well enough yet."))
    found = Ground(folder).at(path)
    if found.text is None:
        raise CodegenError(
            found.obstacle or tr("“{path}” is not there any more.", path=path), advice=tr("Generate it again.")
        )
    if len(found.text) > MOST_FILE_CHARACTERS:
        raise CodegenError(tr("“{path}” is too long to be sent.", path=path), advice=tr("Split it into modules."))
    return Wish(
        folder=folder,
        path=path,
        text=found.text,
        on_disk=found.on_disk,
        names=_chosen(found.text, names),
        words=words.strip()[:MOST_WORDS],
        component=_component(diagram, manifest.files[path].part),
        neighbours=tuple(_neighbours(folder, manifest, path, found.text)),
        may_execute=may_execute,
    )


def _chosen(text: str, names: Sequence[str]) -> tuple[str, ...]:
    there = [region.name for region in regions_in(text)]
    unknown = next((name for name in names if name not in there), None)
    if unknown is not None:
        advice = tr("It has: {there}.", there=listed(there)) if there else tr("It has none.")
        raise RegionError(tr("The file has no region “{unknown}”.", unknown=unknown[:100]), advice=advice)
    chosen = tuple(name for name in there if name in names) if names else tuple(there)
    if not chosen:
        raise RegionError(tr("The file has no regions."), advice=tr("Choose another file."))
    if len(chosen) > MOST_REGIONS:
        raise RegionError(
            tr("At most {most_regions} regions are written at once.", most_regions=MOST_REGIONS),
            advice=tr("Name some of them."),
        )
    return chosen


def _region_names(text: str) -> tuple[str, ...]:
    try:
        return tuple(region.name for region in regions_in(text))
    except RegionError:
        return ()


def _component(diagram: Diagram, node_id: str) -> Mapping[str, Any]:
    """What the diagram says of a node, and with what it is connected."""
    node = diagram.nodes.get(node_id)
    if node is None:
        return {}
    values = {name: getattr(node, name) for name in _FIELDS if getattr(node, name)}
    edges = [diagram.edges[edge] for edge in sorted(diagram.incident(node_id))[:_MOST_LINKS]]
    links = [
        {
            "from": diagram.nodes[edge.source].label if edge.source in diagram.nodes else edge.source,
            "to": diagram.nodes[edge.target].label if edge.target in diagram.nodes else edge.target,
            **({"what": edge.label} if edge.label else {}),
        }
        for edge in edges
    ]
    return {**values, **({"connections": links} if links else {})}


def _neighbours(folder: Path, manifest: Manifest, path: str, text: str) -> Iterator[Neighbour]:
    """The test of the file, then what it imports, then what that imports: as far as there is room."""
    ground, modules = Ground(folder), _modules(manifest)
    queue = [(one, 1) for one in (*_tests(manifest, path), *_imported(text, modules))]
    seen, size, count = {path}, 0, 0
    while queue and count < MOST_NEIGHBOURS:
        found, depth = queue.pop(0)
        if found in seen:
            continue
        seen.add(found)
        content = ground.at(found).text
        if not content or size + len(content) > MOST_NEIGHBOUR_CHARACTERS:
            continue
        size, count = size + len(content), count + 1
        yield Neighbour(found, content)
        if depth < _DEPTH and "/tests/" not in found:
            queue += [(one, depth + 1) for one in _imported(content, modules)]


def _modules(manifest: Manifest) -> Mapping[str, str]:
    """Import names of the modules of the project, with their paths; all parts lie in `src` folders."""
    found = {}
    for path in manifest.files:
        _, src, below = path.partition("/src/")
        if src and below.endswith(".py"):
            found[below.removesuffix(".py").removesuffix("/__init__").replace("/", ".")] = path
    return found


def _imported(text: str, modules: Mapping[str, str]) -> list[str]:
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    names: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return [modules[name] for name in dict.fromkeys(names) if name in modules]


def _tests(manifest: Manifest, path: str) -> list[str]:
    """Tests of the same part that are called after the file: `test_orders.py`, `test_orders_router.py`."""
    part, stem = part_folder(manifest, path), PurePosixPath(path).stem
    return [
        one
        for one in sorted(manifest.files)
        if one.startswith(f"{part}/tests/") and f"{PurePosixPath(one).stem}_".startswith(f"test_{stem}_")
    ]
