"""What a generated program is connected to: one object for each target of its links."""

from __future__ import annotations

from dataclasses import dataclass

from infrasketch_desktop.codegen.project import LIBRARIES, SQL, Part, Project, Role, Use
from infrasketch_desktop.codegen.protection import providers

TAKEN = frozenset({"Connections", "ExitStack", "OwnToken", "SecretStr"})
"""Names that the modules which import libraries have for themselves, besides those that the plan keeps free."""

_OURS = ("Client", "Protocol", "Request", "Response")
"""How classes end that are made beside an imported one."""

TRUSTED = frozenset({Role.SERVICE, Role.FUNCTION, Role.GATEWAY})
"""Roles of the project that may see the token of who asks; systems of others never do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """One target of a part, reached as `connections.<attribute>`.

    `imported` is what the module `module` offers for it, `type` the class that the attribute has, `constructor` the one
    that is opened. `setting` is the field with its address, `replica_setting` that of its replica, "" without one.
    `takes_own_token` tells that it asks for tokens which our provider gives us.
    """

    target: Part
    uses: frozenset[Use]
    module: str
    imported: str
    type: str
    constructor: str
    setting: str
    replica_setting: str = ""
    takes_own_token: bool = False

    @property
    def attribute(self) -> str:
        return self.target.module

    @property
    def plural(self) -> str:
        """The repository that records go to; "" for what is no database."""
        return self.target.entities[0].plural if self.target.entities else ""

    @property
    def is_library(self) -> bool:
        return self.target.role in LIBRARIES

    @property
    def is_auth(self) -> bool:
        """Whether it verifies the tokens of those who ask us."""
        return self.target.role is Role.AUTH and Use.CALLS in self.uses

    @property
    def signs_in(self) -> bool:
        """Whether it gives us tokens of our own."""
        return Use.SIGNS_IN in self.uses

    @property
    def is_external(self) -> bool:
        return self.target.role is Role.EXTERNAL


def connections_of(project: Project, part: Part) -> tuple[Connection, ...]:
    """The connections of a part, sorted by the names of their targets."""
    uses: dict[str, set[Use]] = {}
    for link in project.needs(part):
        uses.setdefault(link.target, set()).add(link.use)
    found = (_connection(project, part, project.part(target), frozenset(use)) for target, use in uses.items())
    return tuple(sorted(found, key=lambda connection: connection.target.name))


def client_class(target: Part) -> str:
    """The class that calls a part over HTTP."""
    return f"{target.title}Client"


def protocol_class(target: Part) -> str:
    """What a caller wants of a system of somebody else."""
    return f"{target.title}Protocol"


def _connection(project: Project, part: Part, target: Part, uses: frozenset[Use]) -> Connection:
    setting = f"{target.module}_url"
    if target.role in LIBRARIES:
        is_taken = target.title in TAKEN or target.title.endswith(_OURS) or target.title.startswith("Cached")
        title = f"{target.title}Library" if is_taken else target.title
        return Connection(
            target=target,
            uses=uses,
            module=target.module,
            imported=f"{target.title} as {title}" if is_taken else title,
            type=title,
            constructor=title,
            setting=setting,
            replica_setting=f"{target.module}_replica_url" if _has_replica(project, target) else "",
        )
    client = client_class(target)
    is_external = target.role is Role.EXTERNAL
    return Connection(
        target=target,
        uses=uses,
        module=f"{part.module}.clients.{target.module}",
        imported=", ".join(_offered(target, uses)),
        type=protocol_class(target) if is_external else client,
        constructor=client,
        setting=setting,
        takes_own_token=_takes_own_token(project, part, target),
    )


def _offered(target: Part, uses: frozenset[Use]) -> list[str]:
    """The names that the module of a client has for those who open it."""
    more = [protocol_class(target)] if target.role is Role.EXTERNAL else []
    return [client_class(target), *more, *(["OwnToken"] if Use.SIGNS_IN in uses else [])]


def _takes_own_token(project: Project, part: Part, target: Part) -> bool:
    ours = {link.target for link in project.needs(part, Use.SIGNS_IN)}
    asked = providers(project.links, {found.id: found for found in project.parts}) if ours else {}
    return asked.get(target.id) in ours


def _has_replica(project: Project, target: Part) -> bool:
    return target.engine in SQL and bool(project.callers(target, Use.REPLICATES))
