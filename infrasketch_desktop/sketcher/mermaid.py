"""Mermaid flowchart text: nodes with shapes, edges with labels, subgraphs as groups."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.sketcher.arrows import element_mention
from infrasketch_desktop.sketcher.lexicon import Lexicon
from infrasketch_desktop.sketcher.memory import Memory
from infrasketch_desktop.sketcher.naming import MAX_LABEL
from infrasketch_desktop.sketcher.parts import Part

_HEADER = re.compile(r"^\s*(?:```\s*mermaid\s*)?(?:---.*?---\s*)?(?:flowchart|graph)\s+(?:TB|TD|BT|LR|RL)\b", re.DOTALL)
_IGNORED = ("%%", "style ", "classDef ", "class ", "click ", "linkStyle ", "direction ", "```", "accTitle", "accDescr")
_SUBGRAPH = re.compile(
    r"subgraph\s+(?P<id>[\w-]+)?\s*(?:\[\s*\"?(?P<title>[^\]\"]*)\"?\s*\]|\"(?P<quoted>[^\"]*)\")?(?P<rest>.*)"
)
_SHAPES = (
    ("[(", ")]", NodeKind.DATABASE), ("([", "])", None), ("[[", "]]", None), ("((", "))", None), ("{{", "}}", None),
    ("[/", "/]", None), ("[\\", "\\]", None), ("[", "]", None), ("(", ")", None), ("{", "}", None), (">", "]", None),
)  # fmt: skip
_ID = re.compile(r"\s*(?P<id>[^\s\[\](){}<>|&;:=~.\"-]+(?:[-.][^\s\[\](){}<>|&;:=~.\"-]+)*)")
_CLASS = re.compile(r":::\w+")
_EDGE = re.compile(
    r"\s*(?P<back><|o|x)?(?:--|==|-\.)(?:\s*(?P<inside>[^-=.|>\n][^|>\n]{0,80}?)\s*(?=-->|==>|\.->|---|===|\.-|--[ox]))?"
    r"[-=.]*(?P<head>>|o(?=\s)|x(?=\s))?\s*(?:\|\s*\"?(?P<behind>[^|\n]{0,80}?)\"?\s*\|)?"
)
MAX_STATEMENTS = 2000


@dataclass(slots=True)
class _State:
    memory: Memory
    lexicon: Lexicon
    nodes: dict[str, Part]
    groups: list[str]


def is_mermaid(text: str) -> bool:
    """Whether a text is a Mermaid flowchart."""
    return _HEADER.match(text) is not None


def read_mermaid(text: str, memory: Memory, lexicon: Lexicon) -> None:
    """Read a flowchart into the reader's parts and links."""
    body = text[_HEADER.match(text).end() :] if is_mermaid(text) else text  # type: ignore[union-attr]
    state = _State(memory, lexicon, {}, [])
    for statement in _statements(body):
        if statement.startswith("subgraph"):
            state.groups.append(_title(statement))
        elif statement == "end":
            del state.groups[-1:]
        else:
            _read_statement(statement, state)


def _statements(body: str) -> Iterator[str]:
    for line in re.split(r"[\n;]", body)[:MAX_STATEMENTS]:
        stripped = line.strip()
        if stripped and not stripped.startswith(_IGNORED):
            yield stripped


def _title(statement: str) -> str:
    found = _SUBGRAPH.match(statement)
    if found is None:
        return "Group"
    title = found["title"] or found["quoted"] or " ".join(filter(None, (found["id"], found["rest"].strip())))
    return (title or "Group")[:MAX_LABEL]


def _read_statement(statement: str, state: _State) -> None:
    sources, at = _node_list(statement, 0, state)
    while sources:
        edge = _EDGE.match(statement, at)
        if edge is None or not edge.group().strip():
            return
        targets, at = _node_list(statement, edge.end(), state)
        _connect(sources, targets, edge, state.memory)
        sources = targets


def _connect(sources: Sequence[Part], targets: Sequence[Part], edge: re.Match[str], memory: Memory) -> None:
    label = (edge["inside"] or edge["behind"] or "").strip(' "')[:MAX_LABEL]
    backward = edge["back"] == "<" and not edge["head"]
    for source in sources:
        for target in targets:
            first, second = (target, source) if backward else (source, target)
            memory.link(first, second, label)


def _node_list(text: str, at: int, state: _State) -> tuple[list[Part], int]:
    parts: list[Part] = []
    while True:
        part, following = _node(text, at, state)
        if part is None:
            return parts, at
        parts.append(part)
        at = following
        joined = re.compile(r"\s*&").match(text, at)
        if joined is None:
            return parts, at
        at = joined.end()


def _node(text: str, at: int, state: _State) -> tuple[Part | None, int]:
    found = _ID.match(text, at)
    if found is None:
        return None, at
    name, at = found["id"], found.end()
    label, kind, at = _shape(text, at)
    styled = _CLASS.match(text, at)
    part = state.nodes.get(name)
    if part is None:
        part = _new_part(label or name, kind, state)
        if part is None:
            return None, at
        state.nodes[name] = part
    elif label:
        _relabel(part, label, kind, state)
    if state.groups and part.group is None:
        part.group = state.groups[-1]
    return part, styled.end() if styled else at


def _shape(text: str, at: int) -> tuple[str, NodeKind | None, int]:
    for opening, closing, kind in _SHAPES:
        if text.startswith(opening, at):
            end = text.find(closing, at + len(opening))
            if end > 0:
                label = re.sub(r"<br\s*/?>", " ", text[at + len(opening) : end]).strip(' "')
                return label[: 2 * MAX_LABEL], kind, end + len(closing)
    return "", None, at


def _new_part(label: str, kind: NodeKind | None, state: _State) -> Part | None:
    mention = replace(element_mention(label, state.lexicon), label=" ".join(label.split())[:MAX_LABEL])
    known = mention.technology is not None or mention.head
    part = state.memory.discourse.add(mention.label, mention.kind or NodeKind.SERVICE, mention.technology)
    if part is not None and kind is not None and not known:
        part.kind = kind
    return part


def _relabel(part: Part, label: str, kind: NodeKind | None, state: _State) -> None:
    """A node may be used before the statement that gives its label."""
    mention = element_mention(label, state.lexicon)
    part.label = " ".join(label.split())[:MAX_LABEL]
    part.technology = mention.technology
    part.kind = mention.kind or kind or part.kind
