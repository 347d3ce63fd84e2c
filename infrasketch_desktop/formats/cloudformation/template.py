"""Templates to resources: every resource with what it refers to, across the templates of one import."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from infrasketch_desktop.formats import yaml_tree
from infrasketch_desktop.formats.cloud import Reference, Resource
from infrasketch_desktop.formats.cloudformation import sam
from infrasketch_desktop.formats.cloudformation.intrinsic import Mention, literals, mentions
from infrasketch_desktop.formats.draft import Draft
from infrasketch_desktop.formats.errors import FormatError
from infrasketch_desktop.formats.names import cut
from infrasketch_desktop.formats.result import Origin, SourceFile
from infrasketch_desktop.formats.yaml_tree import mapping_at, text_at
from infrasketch_desktop.language import tr

_FUNCTIONS = frozenset({"AWS::Serverless::Function"})
_MAX_FACT = 300


@dataclass(frozen=True, slots=True)
class Template:
    """One template; `group` frames its resources when there are several."""

    file: str
    root: yaml_tree.Mapping
    group: str = ""

    @property
    def resources(self) -> yaml_tree.Mapping:
        return mapping_at(self.root, "Resources")

    def key(self, logical_id: str) -> str:
        return f"{self.file}\0{logical_id}"

    @property
    def title(self) -> str:
        return text_at(self.root, "Description")


def read_templates(sources: Sequence[SourceFile], draft: Draft) -> tuple[Template, ...]:
    """Raises FormatError: no source is a template, or one cannot be read."""
    found = []
    for source in sources:
        for document in yaml_tree.read_documents(source):
            if isinstance(document.root, yaml_tree.Mapping) and _is_template(document.root):
                draft.take_remarks(document, source.name)
                found.append((source.name, document.root))
    if not found:
        raise FormatError(
            tr("This is no CloudFormation template: it has no resources with types."),
            advice=tr("Choose a file with “Resources:” in it."),
            origin=Origin(sources[0].name) if len(sources) == 1 else None,
        )
    several = len(found) > 1
    return tuple(Template(name, root, name if several else "") for name, root in found)


def resources_of(templates: Sequence[Template], draft: Draft) -> Iterator[Resource]:
    """All resources, with events and connectors as resources of their own."""
    exports = dict(_exports(templates))
    for template in templates:
        if template.group:
            draft.add_group(template.group, posixpath.basename(template.file))
        conditions = mapping_at(template.root, "Conditions")
        if conditions.values:
            what = tr("The conditions {values}", values=", ".join(conditions.values))
            why = tr("they are not evaluated; what depends on them is drawn, and says so")
            draft.lose(cut(what), why, Origin(template.file, template.root.line_of("Conditions")))
        yield from _Reader(template, exports, draft).resources()


class _Reader:
    """The resources of one template."""

    def __init__(self, template: Template, exports: Mapping[str, tuple[str, ...]], draft: Draft) -> None:
        self._template = template
        self._exports = exports
        self._draft = draft
        self._globals = list(mentions(yaml_tree.at(template.root, "Globals", "Function")))

    def resources(self) -> Iterator[Resource]:
        implicit: dict[str, Resource] = {}
        for name, body in self._template.resources:
            origin = Origin(self._template.file, self._template.resources.line_of(name))
            sort = text_at(body, "Type")
            if not isinstance(body, yaml_tree.Mapping) or not sort:
                why = tr("loops are not unrolled") if name.startswith("Fn::ForEach") else tr("it has no type")
                self._draft.lose(tr("The resource “{name}”", name=name[:80]), why, origin)
                continue
            yield self._resource(name, sort, body, origin)
            yield from self._beside(name, body, origin)
            for api, api_type in sam.implicit_apis(body):
                key = self._template.key(api)
                if api not in self._template.resources.values:
                    implicit.setdefault(key, Resource(key, api_type, api, origin, group=self._template.group))
        yield from implicit.values()

    def _resource(self, name: str, sort: str, body: yaml_tree.Mapping, origin: Origin) -> Resource:
        properties = body.get("Properties")
        found = list(mentions(properties))
        found += self._globals if sort in _FUNCTIONS else []
        if sort == "AWS::Serverless::Connector":
            found += sam.connector_ends(properties)
        condition = text_at(body, "Condition")
        notes = [f"Only when {condition}"] if condition else []
        if engine := text_at(properties, "Engine"):
            notes.append(f"Engine: {engine}")
        return Resource(
            self._template.key(name),
            sort,
            name,
            origin,
            tuple(self._references(found)),
            {path: text for path, text in literals(properties) if 0 < len(text) <= _MAX_FACT},
            (*notes, *sam.schedules(body)),
            self._template.group,
        )

    def _beside(self, name: str, body: yaml_tree.Mapping, origin: Origin) -> Iterator[Resource]:
        """Events and connectors of a resource, as relays."""
        own = Mention("Function", name)
        for event, sort, facts, found in sam.events(body):
            references = tuple(self._references([own, *found]))
            yield Resource(self._template.key(f"{name}/{event}"), sort, event, origin, references, facts)
        for connector, found in sam.connectors(body):
            references = tuple(self._references([Mention("Source", name), *found]))
            yield Resource(self._template.key(f"{name}//{connector}"), "Connector", connector, origin, references)

    def _references(self, found: Iterable[Mention]) -> Iterator[Reference]:
        for mention in dict.fromkeys(found):
            names = (self._template.key(mention.name),)
            path, verb = mention.permission
            for key in self._exports.get(mention.name, ()) if mention.imported else names:
                yield Reference(path, key, verb)


def _exports(templates: Sequence[Template]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What each export refers to, by the name that the template gives it."""
    for template in templates:
        for _, output in mapping_at(template.root, "Outputs"):
            name = yaml_tree.at(output, "Export", "Name")
            texts = [scalar.text for _, scalar in yaml_tree.scalars_in(name)]
            if texts:
                value = yaml_tree.at(output, "Value")
                yield texts[0], tuple(template.key(mention.name) for mention in mentions(value))


def _is_template(root: yaml_tree.Mapping) -> bool:
    return any("::" in text_at(body, "Type") for _, body in mapping_at(root, "Resources"))
