"""The bill of materials: what is in a bundle and nothing else, as CycloneDX, the same bytes on every run."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component as Part
from cyclonedx.model.component import ComponentType
from cyclonedx.model.contact import OrganizationalEntity
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL
from packaging.requirements import Requirement

from materials.components import Component, normalized
from materials.inventory import Inventory

_NAMESPACE = uuid.UUID("5d0e6a0e-6f6c-5c5e-9c0f-0d6a3c1f7a11")
"""Makes the serial number of a bill from its content: one bundle, one bill, one number."""


def bill_of_materials(inventory: Inventory, bundle: Path, *, version: str, vendor: str, moment: int) -> str:
    """The bill of `bundle` as JSON; every file with its SHA-256 under the part it belongs to. `moment` is in seconds
    since 1970.
    """
    parts = {component: _part(component, files, bundle) for component, files in inventory.components.items()}
    program = _program(inventory.own, bundle, version=version, vendor=vendor)
    bom = Bom(components=parts.values(), serial_number=_serial(program, parts.values()))
    bom.metadata.component = program
    bom.metadata.timestamp = datetime.fromtimestamp(moment, UTC)
    bom.register_dependency(program, parts.values())
    for component, part in parts.items():
        bom.register_dependency(part, _needs(component, parts))
    return JsonV1Dot6(bom).output_as_string(indent=1) + "\n"


def _program(own: Iterable[str], bundle: Path, *, version: str, vendor: str) -> Part:
    return Part(
        name="InfraSketch",
        type=ComponentType.APPLICATION,
        version=version,
        bom_ref=f"infrasketch@{version}",
        supplier=OrganizationalEntity(name=vendor),
        components=[_file(name, bundle) for name in own],
    )


def _part(component: Component, files: Iterable[str], bundle: Path) -> Part:
    return Part(
        name=component.name,
        version=component.version,
        purl=PackageURL.from_string(component.purl),
        bom_ref=component.purl,
        licenses=[LicenseFactory().make_from_string(component.licence)],
        components=[*(_file(name, bundle) for name in files), *_compiled_in(component)],
    )


def _file(name: str, bundle: Path) -> Part:
    digest = hashlib.sha256((bundle / name).read_bytes()).hexdigest()
    return Part(
        name=name,
        type=ComponentType.FILE,
        bom_ref=f"file:{name}",
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest)],
    )


def _compiled_in(component: Component) -> Iterator[Part]:
    """What the makers of a wheel say is compiled into its libraries, in the records that PEP 770 gives them."""
    found = _installed(component)
    records = [file for file in (found.files or ()) if ".dist-info/sboms/" in file.as_posix()] if found else []
    seen = {component.purl}
    for record in sorted(records, key=str):
        for entry in json.loads(Path(str(record.locate())).read_text("utf-8")).get("components", ()):
            purl = entry.get("purl", "")
            if purl and purl.partition("?")[0] not in {each.partition("?")[0] for each in seen}:
                seen.add(purl)
                yield Part(
                    name=entry["name"],
                    version=entry.get("version"),
                    purl=PackageURL.from_string(purl),
                    bom_ref=f"{component.purl}#{purl}",
                    licenses=[LicenseFactory().make_from_string(text) for text in _licences(entry)],
                )


def _licences(entry: Mapping[str, object]) -> list[str]:
    """At most one of what a record says: CycloneDX takes one expression, or several names."""
    said = entry.get("licenses") or []
    texts = []
    for choice in said if isinstance(said, list) else []:
        licence = choice.get("license", {})
        texts.append(choice.get("expression") or licence.get("id") or licence.get("name") or "")
    return [text for text in texts if text][:1]


def _needs(component: Component, parts: Mapping[Component, Part]) -> list[Part]:
    """The parts in the bundle that a Python distribution asks for."""
    found = _installed(component)
    wanted = {normalized(Requirement(line).name) for line in (found.requires or [])} if found else set()
    return [part for other, part in parts.items() if normalized(other.name) in wanted and other != component]


def _installed(component: Component) -> Distribution | None:
    if not component.purl.startswith("pkg:pypi/"):
        return None
    try:
        return distribution(component.name)
    except PackageNotFoundError:
        return None


def _serial(program: Part, parts: Iterable[Part]) -> uuid.UUID:
    lines = [
        f"{part.purl} {file.name} {[digest.content for digest in file.hashes]}"
        for part in (program, *parts)
        for file in sorted(part.components)
    ]
    return uuid.uuid5(_NAMESPACE, "\n".join(lines))
