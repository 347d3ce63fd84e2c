"""Folders of Terraform files to parts and links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from infrasketch_desktop.formats.cloud import Reference, Resource, draw, verb_of
from infrasketch_desktop.formats.draft import Draft
from infrasketch_desktop.formats.errors import FormatError
from infrasketch_desktop.formats.result import Imported, Origin, SourceFile
from infrasketch_desktop.formats.terraform.blocks import Block
from infrasketch_desktop.formats.terraform.following import Follower, items_of, text_of
from infrasketch_desktop.formats.terraform.hcl import HclReader
from infrasketch_desktop.formats.terraform.json_syntax import read_json
from infrasketch_desktop.formats.terraform.modules import Scope, modules_of, roots_of
from infrasketch_desktop.formats.terraform.tables import REGISTRY, VOCABULARY
from infrasketch_desktop.formats.terraform.tables.registry import SURROUNDINGS
from infrasketch_desktop.language import tr
from infrasketch_desktop.technology import Catalog

MAX_TOTAL = 4 * 1024 * 1024
"""Bytes of all files together."""
_NAMES = (
    *("name", "function_name", "bucket", "identifier", "cluster_identifier", "replication_group_id", "cluster_id"),
    *("domain_name", "domain", "dataset_id", "metadata.name", "tags.Name"),
)
"""Arguments that name a resource to people, the first that is stated counts."""
_GENERIC = frozenset({"this", "main", "default"})
_REPEATS = ("count", "for_each")
_MAX_NAMED = 10


def read(sources: Sequence[SourceFile], catalog: Catalog) -> Imported:
    """The components that Terraform files describe and how they talk.

    Raises:
        FormatError: nothing is described in them, they are too large, or one of them cannot be read.
    """
    draft = Draft()
    blocks = list(_blocks(sources))
    if not any(block.type in {"resource", "module", "data"} for block in blocks):
        raise FormatError(
            tr("There is no resource and no module in these files."),
            advice=tr("Choose the “.tf” files of a folder."),
            origin=Origin(sources[0].name) if len(sources) == 1 else None,
        )
    follower = Follower()
    resources: list[Resource] = []
    for root in roots_of(modules_of(blocks), draft):
        for scope in root.inner():
            resources += _Reader(scope, follower, draft).resources()
    draw(resources, VOCABULARY, catalog, draft)
    return draft.imported()


def _blocks(sources: Sequence[SourceFile]) -> Iterator[Block]:
    if sum(len(source.content) for source in sources) > MAX_TOTAL:
        raise FormatError(
            tr("the files have more than {max_total:,.0f} MB together.", max_total=MAX_TOTAL / 1e6),
            advice=tr("Import a part of them."),
            origin=Origin(sources[0].name),
        )
    hcl = HclReader()
    for source in sources:
        name = source.name.lower()
        if name.endswith(".json"):
            yield from read_json(source)
        elif not name.endswith((".tfvars", ".lock.hcl")):
            yield from hcl.read(source)


class _Reader:
    """The resources of one scope."""

    def __init__(self, scope: Scope, follower: Follower, draft: Draft) -> None:
        self._scope = scope
        self._follower = follower
        self._draft = draft

    def resources(self) -> Iterator[Resource]:
        scope = self._scope
        if scope.group:
            outer = scope.parent.group if scope.parent else ""
            self._draft.add_group(scope.group, _title(scope), outer)
        for address, block in scope.module.resources.items():
            if block.literal("count") == "0":
                self._draft.leave_out(
                    tr("{resource} with count = 0", resource=block.labels[0]), tr("it makes nothing"), block.origin
                )
            else:
                yield self._resource(address, block.labels[0], block, self._label(block))
        for name, call in scope.module.modules.items():
            if name not in scope.children:
                yield from self._unread_module(name, call)

    def _resource(self, address: str, sort: str, block: Block, label: str) -> Resource:
        return Resource(
            self._scope.address + address,
            sort,
            label,
            block.origin,
            tuple(self._references(block)),
            {a.path: text for a in block.attributes if (text := text_of(a, self._scope))},
            tuple(self._notes(block)),
            self._scope.group,
            exists=block.type == "data",
        )

    def _references(self, block: Block) -> Iterator[Reference]:
        verbs = _verbs(block)
        for attribute in block.attributes:
            is_target = attribute.path.rpartition(".")[2] in {"resources", "Resource"}
            verb = verbs.get(attribute.inside, "") if is_target else ""
            for target in sorted(self._follower.resources(attribute, block, self._scope)):
                yield Reference(attribute.path, target, verb)

    def _label(self, block: Block) -> str:
        by_path = {a.path: a for a in reversed(block.attributes) if a.path in _NAMES}
        for path in _NAMES:
            if name := text_of(by_path.get(path), self._scope).strip():
                return name
        sort, name = block.labels
        if name not in _GENERIC:
            return name
        return self._scope.call.labels[0] if self._scope.call else sort.partition("_")[2] or sort

    def _notes(self, block: Block) -> Iterator[str]:
        count = block.literal("count")
        names = list(dict.fromkeys(self._items(block)))
        if count.isdigit():
            if count != "1":
                yield f"Copies: ×{count}"
        elif names:
            more = ", …" if len(names) > _MAX_NAMED else ""
            yield f"Copies: ×{len(names)} ({', '.join(names[:_MAX_NAMED])}{more})"
        else:
            for path in _REPEATS:
                if any(block.under(path)):
                    yield f"Copies: as “{path}” says"
        if engine := block.literal("engine"):
            yield f"Engine: {engine}"

    def _items(self, block: Block) -> Iterator[str]:
        """The keys that a resource is made for, where they are literal, a local, or the default of a variable."""
        yield from items_of(block.attributes, "for_each")
        module = self._scope.module
        for names in (names for attribute in block.under("for_each") for names in attribute.references):
            match names:
                case ("local", name):
                    yield from items_of(module.locals.get(name, ()), name)
                case ("var", name) if name in module.variables:
                    if module.variables[name].literal("sensitive") != "true":
                        yield from items_of(module.variables[name].attributes, "default")

    def _unread_module(self, name: str, call: Block) -> Iterator[Resource]:
        source = call.literal("source")
        words = source.partition("//")[0].split("?")[0].split("/")
        middle = words[-2] if len(words) > 2 and not source.startswith(".") else ""  # noqa: PLR2004 - a/b/provider
        if middle in SURROUNDINGS:
            self._draft.leave_out(
                tr("module {middle}", middle=middle), tr("it is no component that a diagram shows"), call.origin
            )
            return
        self._draft.lose(
            tr("The module “{name}”", name=name),
            tr("what is in it is not among the files; it is one node"),
            call.origin,
        )
        sort = f"module:{middle}" if middle in REGISTRY else "module"
        yield self._resource(f"module.{name}", sort, call, name)


def _title(scope: Scope) -> str:
    if scope.call is None:
        return scope.module.folder
    count = scope.call.literal("count")
    return scope.call.labels[0] + (f" ×{count}" if count.isdigit() and count != "1" else "")


def _verbs(block: Block) -> dict[int, str]:
    """What each statement of a policy in a block allows, by the place of the statement."""
    actions: dict[int, list[str]] = {}
    for attribute in block.attributes:
        if attribute.path.rpartition(".")[2] in {"actions", "Action"} and attribute.parts:
            action = "".join(part for part in attribute.parts if isinstance(part, str))
            actions.setdefault(attribute.inside, []).append(action)
    return {inside: verb_of(found) for inside, found in actions.items()}
