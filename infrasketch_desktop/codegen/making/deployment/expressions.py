"""What the languages for AWS say alike: which address a program gets, and where a CDN finds what it passes on to."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import ClassVar

from infrasketch_desktop.codegen.making.deployment.aws import HOMES, Home
from infrasketch_desktop.codegen.making.deployment.containers import FAKES, Container
from infrasketch_desktop.codegen.making.deployment.estate import Estate, Need
from infrasketch_desktop.codegen.project import Part

_MOST_IN_TABLE_PREFIX = 60


class WrittenEstate(Estate, ABC):
    """The facts of a project on AWS, as expressions of one language.

    `addresses` are those of the services that run parts. In patterns `$ID` stands for what a part is called in the
    language, `$NAME` for what the names of its tables begin with.
    """

    addresses: ClassVar[Mapping[Home, str]]

    def environment(self, container: Container) -> list[tuple[str, str]]:
        """Settings that anybody may read, as (name, expression)."""
        found = [(need.name, self.address(need)) for need in self.needs(container) if not need.is_secret]
        return sorted([*found, ("LOG_LEVEL", '"INFO"')] if container.has_logs else found)

    def address(self, need: Need) -> str:
        """An address that holds no password."""
        part = need.target
        if part.role in FAKES:
            return self.told(part)
        if need.is_back:
            return self.in_domain(f"https://{part.name}.")
        pattern = self.addresses.get(HOMES[part.engine])
        return self.filled(pattern, part) if pattern else f'"{self.address_inside(part)}"'

    def domain(self, cdn: Part, part: Part) -> str:
        """The host name under which a CDN finds what it passes on to."""
        if self.is_bucket(part):
            return self.host_of_bucket(part)
        if HOMES[part.engine] is Home.FARGATE or self.is_back(cdn, part):
            return self.in_domain(f"{part.name}.")
        return self.host_in(self.address(Need("", part)))

    def filled(self, pattern: str, part: Part) -> str:
        """A pattern with the names of a part."""
        return pattern.replace("$ID", self.id_of(part)).replace("$NAME", self.name(part, _MOST_IN_TABLE_PREFIX))

    @abstractmethod
    def id_of(self, part: Part) -> str:
        """What a part is called in the language."""

    @abstractmethod
    def told(self, part: Part) -> str:
        """The address of a system of others, which whoever deploys tells."""

    @abstractmethod
    def in_domain(self, begin: str) -> str:
        """A text with the domain of the user behind it."""

    @abstractmethod
    def host_of_bucket(self, part: Part) -> str:
        """The host name of a bucket."""

    @abstractmethod
    def host_in(self, address: str) -> str:
        """The host name in an address that is known only when everything runs."""
