"""Folders as modules, calls of modules as scopes, and names followed through them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from infrasketch_desktop.formats.draft import Draft
from infrasketch_desktop.formats.errors import FormatError
from infrasketch_desktop.formats.result import Origin
from infrasketch_desktop.formats.terraform.blocks import Attribute, Block, by_first_key
from infrasketch_desktop.language import tr

MAX_SCOPES = 500
MAX_CALLS = 16
_LIBRARY = frozenset({"modules"})


@dataclass(slots=True)
class Module:
    """What the files of one folder declare."""

    folder: str
    resources: dict[str, Block] = field(default_factory=dict)
    modules: dict[str, Block] = field(default_factory=dict)
    variables: dict[str, Block] = field(default_factory=dict)
    outputs: dict[str, Block] = field(default_factory=dict)
    locals: dict[str, list[Attribute]] = field(default_factory=dict)

    def take(self, block: Block) -> None:
        """Add a block; of two with the same address the later one counts."""
        match block.type, block.labels:
            case "resource", (sort, name):
                self.resources[f"{sort}.{name}"] = block
            case "data", (sort, name):
                self.resources[f"data.{sort}.{name}"] = block
            case "module", (name,):
                self.modules[name] = block
            case "variable", (name,):
                self.variables[name] = block
            case "output", (name,):
                self.outputs[name] = block
            case "locals", ():
                self.locals.update(by_first_key(block.attributes))


@dataclass(slots=True)
class Scope:
    """A module as one call makes it. `address` ends in a dot, or is empty at the root; `group` is its frame.

    `given` are the arguments of the call by variable; they speak of what is in the scope of the `parent`.
    """

    module: Module
    address: str = ""
    group: str = ""
    call: Block | None = None
    parent: Scope | None = None
    given: dict[str, list[Attribute]] = field(default_factory=dict)
    children: dict[str, Scope] = field(default_factory=dict)

    def inner(self) -> Iterator[Scope]:
        """This scope and all below it."""
        pending = [self]
        while pending:
            scope = pending.pop()
            yield scope
            pending.extend(reversed(scope.children.values()))


def modules_of(blocks: Iterable[Block]) -> dict[str, Module]:
    """The modules by folder."""
    found: dict[str, Module] = {}
    for block in blocks:
        folder = posixpath.normpath(posixpath.dirname(block.origin.file) or ".")
        found.setdefault(folder, Module(folder)).take(block)
    return found


def local_folder(module: Module, call: Block) -> str:
    """The folder a call takes its module from; empty for modules of a registry or a repository."""
    source = call.literal("source")
    return posixpath.normpath(posixpath.join(module.folder, source)) if source.startswith((".", "/")) else ""


def roots_of(modules: Mapping[str, Module], draft: Draft) -> list[Scope]:
    """The modules that no other one calls, with everything they call below them.

    Those in a folder `modules` are meant to be called; where there are others, they are told and left out.

    Raises:
        FormatError: calls multiply beyond what a diagram could show.
    """
    called = {local_folder(module, call) for module in modules.values() for call in module.modules.values()}
    tops = [module for folder, module in modules.items() if folder not in called] or list(modules.values())[:1]
    meant = [module for module in tops if _LIBRARY.isdisjoint(module.folder.split("/"))]
    if meant:
        for module in (module for module in tops if module not in meant):
            draft.lose(tr("The module “{folder}”", folder=module.folder), tr("nobody calls it"), Origin(module.folder))
        tops = meant
    several = len(tops) > 1
    roots = [Scope(m, f"{m.folder}:" if several else "", f"{m.folder}:" if several else "") for m in tops]
    pending = [(root, 0) for root in roots]
    count = 0
    while pending:
        scope, depth = pending.pop()
        count += 1
        if count > MAX_SCOPES:
            raise FormatError(
                tr("Modules call each other more than {max_scopes} times.", max_scopes=MAX_SCOPES),
                advice=tr("Import a part of it."),
            )
        for name, call in scope.module.modules.items():
            target = modules.get(local_folder(scope.module, call))
            if target is not None and depth < MAX_CALLS:
                address = f"{scope.address}module.{name}."
                scope.children[name] = Scope(target, address, address, call, scope, by_first_key(call.attributes))
                pending.append((scope.children[name], depth + 1))
    return roots
