"""Tells which format files are in, by their names and a bounded look at what they hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import PurePosixPath

from infrasketch_desktop.formats.mermaid.charts import holds_chart
from infrasketch_desktop.formats.repository.wanted import is_dockerfile, is_manifest
from infrasketch_desktop.formats.result import SourceFile
from infrasketch_desktop.formats.table import Format, format_named

_LOOK = 64 * 1024
"""Bytes from the start of a file that are looked at."""

_STRUCTURIZR = re.compile(r"\A(?:\s|//[^\n]*\n|#[^\n]*\n|/\*(?:[^*]|\*(?!/))*\*/)*workspace\b[^\n{]*\{", re.IGNORECASE)
_DRAWIO = re.compile(r"(?:<|<svg\b[^<>]*\bcontent=\"&lt;)(?:mxfile|mxGraphModel)(?:\s|>|&gt;)")
_IN_PICTURE = re.compile(r"(?:tEXt|zTXt)(?:mxfile|mxGraphModel)\0")
_TERRAFORM = re.compile(r"^(?:resource|module|provider|data|variable|terraform|locals|output)\b[^\n=]*\{", re.MULTILINE)
_COMPOSE = re.compile(r"""^["']?services["']?[ \t]*:""", re.MULTILINE)
_KUBERNETES = re.compile(r"""^[ \t]*["']?apiVersion["']?[ \t]*:""", re.MULTILINE)
_KUBERNETES_KIND = re.compile(r"""^[ \t]*["']?kind["']?[ \t]*:""", re.MULTILINE)
_CLOUDFORMATION = re.compile(
    r"""^[ \t]*["']?(?:AWSTemplateFormatVersion["']?[ \t]*:|Type["']?[ \t]*:[ \t]*["']?(?:AWS|Custom|Alexa)::)"""
    r"""|["']Type["'][ \t]*:[ \t]*["']AWS::|["']AWSTemplateFormatVersion["']""",
    re.MULTILINE,
)
_OURS = re.compile(r"""["']format["']\s*:\s*["']infrasketch-diagram["']""")
_TERRAFORM_JSON = re.compile(r"""["'](?:resource|module|provider|terraform)["']\s*:\s*[\[{]""")

_OF_REPOSITORIES = frozenset({"compose", "kubernetes", "terraform", "cloudformation", "repository"})

_Look = Callable[[str], str | None]


def recognised(sources: Sequence[SourceFile]) -> Format | None:
    """The one format that all of `sources` are in; None when that cannot be told or they differ.

    Manifests and Dockerfiles, and infrastructure files of several formats, are read as parts of a repository.
    """
    found = {_recognise(source) for source in sources}
    if len(found) > 1 and found <= _OF_REPOSITORIES:
        found = {"repository"}
    format_id = found.pop() if len(found) == 1 else None
    return format_named(format_id) if format_id else None


def _recognise(source: SourceFile) -> str | None:
    name = PurePosixPath(source.name).name.lower()
    if is_manifest(name) or is_dockerfile(name):
        return "repository"
    text = _start(source.content)
    for suffix, look in _BY_SUFFIX:
        if name.endswith(suffix):
            return look(text)
    return _by_text(text)


def _start(content: bytes) -> str:
    """The beginning as text, whatever it is; line ends are those of Unix."""
    encoding = "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    return content[:_LOOK].decode(encoding, "ignore").replace("\r\n", "\n")


def _always(format_id: str) -> _Look:
    return lambda _: format_id


def _by_xml(text: str) -> str | None:
    return "drawio" if _DRAWIO.search(text) else None


def _by_markdown(text: str) -> str | None:
    return "mermaid" if holds_chart(text) else None


def _by_yaml(text: str) -> str | None:
    if _CLOUDFORMATION.search(text):
        return "cloudformation"
    if _KUBERNETES.search(text) and _KUBERNETES_KIND.search(text):
        return "kubernetes"
    return "compose" if _COMPOSE.search(text) else None


def _by_json(text: str) -> str | None:
    if _OURS.search(text):
        return "json"
    return _by_yaml(text) or ("terraform" if _TERRAFORM_JSON.search(text) else None)


def _by_text(text: str) -> str | None:
    """A file without a telling name, or text from the clipboard."""
    start = text.lstrip()
    if start.startswith("<"):
        return _by_xml(text)
    if start.startswith("{"):
        return _by_json(text)
    if holds_chart(text):
        return "mermaid"
    if _STRUCTURIZR.match(text):
        return "structurizr"
    return _by_yaml(text) or ("terraform" if _TERRAFORM.search(text) else None)


_BY_SUFFIX: tuple[tuple[str, _Look], ...] = (  # the first that fits counts
    (".mmd", _always("mermaid")),
    (".mermaid", _always("mermaid")),
    (".drawio", _always("drawio")),
    (".dio", _always("drawio")),
    (".png", lambda text: "drawio" if _IN_PICTURE.search(text) else None),
    (".drawio.xml", _always("drawio")),
    (".xml", _by_xml),
    (".svg", _by_xml),
    (".d2", _always("d2")),
    (".dsl", _always("structurizr")),
    (".csv", _always("csv")),
    (".tsv", _always("csv")),
    (".tf.json", _always("terraform")),
    (".tf", _always("terraform")),
    (".json", _by_json),
    (".yaml", _by_yaml),
    (".yml", _by_yaml),
    (".template", lambda text: _by_text(text) if _by_text(text) == "cloudformation" else None),
    (".md", _by_markdown),
    (".markdown", _by_markdown),
)
