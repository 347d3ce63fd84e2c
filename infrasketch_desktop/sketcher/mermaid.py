"""Mermaid flowcharts in the prompt box: read by the one reader of the format, named by the words of the lexicon."""

from collections.abc import Iterator

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.formats.errors import FormatError
from infrasketch_desktop.formats.mermaid.charts import find_charts
from infrasketch_desktop.formats.mermaid.parsing import parse
from infrasketch_desktop.formats.transcript import NodeEntry, Transcript
from infrasketch_desktop.sketcher.arrows import element_mention
from infrasketch_desktop.sketcher.lexicon import Lexicon
from infrasketch_desktop.sketcher.memory import Memory
from infrasketch_desktop.sketcher.naming import MAX_LABEL
from infrasketch_desktop.sketcher.parts import Part


def is_mermaid(text: str) -> bool:
    """Whether a text is a Mermaid flowchart."""
    return next(find_charts(text), None) is not None


def read_mermaid(text: str, memory: Memory, lexicon: Lexicon) -> None:
    """Read every flowchart in a text into the reader's parts and links; one that cannot be drawn is left out."""
    for transcript in _transcripts(text):
        parts: dict[str, Part] = {}
        for key, node in transcript.nodes.items():
            part = _part(node, memory, lexicon)
            if part is not None:
                group = transcript.groups.get(node.parent or "")
                part.group = group.label[:MAX_LABEL] if group else None
                parts[key] = part
        for edge in transcript.edges:
            if edge.source in parts and edge.target in parts:
                memory.link(parts[edge.source], parts[edge.target], " ".join(edge.label.split())[:MAX_LABEL])


def _transcripts(text: str) -> Iterator[Transcript]:
    for chart in find_charts(text):
        try:
            yield parse(text, chart, "")
        except FormatError:
            continue


def _part(node: NodeEntry, memory: Memory, lexicon: Lexicon) -> Part | None:
    """The part that a node of the chart is; its words say more than its shape."""
    mention = element_mention(node.label, lexicon)
    label = " ".join(node.label.split())[:MAX_LABEL]
    part = memory.discourse.add(label, mention.kind or NodeKind.SERVICE, mention.technology)
    if part is not None and node.hint is not None and mention.technology is None and not mention.head:
        part.kind = node.hint
    return part
