"""The objects of manifests: every document, with lists taken apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from infrasketch_desktop.formats import yaml_tree
from infrasketch_desktop.formats.draft import Draft
from infrasketch_desktop.formats.errors import FormatError
from infrasketch_desktop.formats.result import Origin, SourceFile
from infrasketch_desktop.formats.yaml_tree import Mapping, Value, items_at, mapping_at, text_at
from infrasketch_desktop.language import tr

DEFAULT_NAMESPACE = "default"


@dataclass(frozen=True, slots=True)
class Object:
    """One object. `namespace` is empty where none is stated; `api` is the group of its `apiVersion`, empty for core."""

    api: str
    kind: str
    name: str
    namespace: str
    body: Mapping
    origin: Origin

    @property
    def place(self) -> str:
        """The namespace in which its names are looked up."""
        return self.namespace or DEFAULT_NAMESPACE

    @property
    def key(self) -> str:
        return f"{self.place}/{self.api}/{self.kind}/{self.name}"

    @property
    def spec(self) -> Mapping:
        return mapping_at(self.body, "spec")


def read_objects(sources: Sequence[SourceFile], draft: Draft) -> tuple[Object, ...]:
    """All objects in the order of the files, each once.

    Raises:
        FormatError: there is none, or a file cannot be read.
    """
    found: dict[str, Object] = {}
    for source in sources:
        for document in yaml_tree.read_documents(source):
            draft.take_remarks(document, source.name)
            for each in _objects(document.root, source.name, draft):
                if each.key in found:
                    draft.lose(
                        tr("The {kind} “{name}”", kind=each.kind, name=each.name),
                        tr("it stands twice; the first one counts"),
                        each.origin,
                    )
                else:
                    found[each.key] = each
    if not found:
        raise FormatError(
            tr("This is no Kubernetes manifest: no object in it has a kind and a name."),
            advice=tr("Choose a file with “apiVersion:” and “kind:” in it."),
            origin=Origin(sources[0].name) if len(sources) == 1 else None,
        )
    return tuple(found.values())


def _objects(root: Value | None, file: str, draft: Draft) -> Iterator[Object]:
    if root is None:
        return
    kind, version = text_at(root, "kind"), text_at(root, "apiVersion")
    if kind.endswith("List") and items_at(root, "items"):
        for item in items_at(root, "items"):
            yield from _objects(item, file, draft)  # as deep as the tree at most
        return
    origin = Origin(file, root.line)
    name = text_at(root, "metadata", "name") or text_at(root, "metadata", "generateName").rstrip("-")
    if not isinstance(root, Mapping) or not kind or not name:
        draft.lose(tr("A document without kind and name"), tr("it is no Kubernetes object"), origin)
        return
    api = version.rpartition("/")[0]
    yield Object(api, kind, name, text_at(root, "metadata", "namespace"), root, origin)
