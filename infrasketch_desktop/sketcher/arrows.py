"""Arrow notation: "browser -> CloudFront -> ALB", fan-outs by comma, labels in or behind the arrow."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.sketcher.apposition import fold_appositions
from infrasketch_desktop.sketcher.chunks import ChunkKind, chunk_sentences
from infrasketch_desktop.sketcher.lexicon import Lexicon
from infrasketch_desktop.sketcher.memory import Memory
from infrasketch_desktop.sketcher.mentions import Mention, Role
from infrasketch_desktop.sketcher.naming import MAX_LABEL
from infrasketch_desktop.sketcher.parts import Part
from infrasketch_desktop.sketcher.segments import segment
from infrasketch_desktop.sketcher.tokens import ARROW_CHARACTERS, tokenize

_LEFTWARD = "⇐←⟵"
_LABEL = r"[^-=~<>|()\[\]\n]{1,60}?"
_ARROW = re.compile(
    rf"""\s*(?:
        (?P<back><)?(?:[-=~]{{1,6}}\s*[(\[|]?\s*(?P<inside>{_LABEL})\s*[)\]|]?\s*)?[-=~.]{{1,6}}(?P<head>>{{1,2}})
      | (?P<left><[-=~]{{1,6}})
      | (?P<sign>[{ARROW_CHARACTERS}])
      | (?<=\s)(?P<plain>>{{1,2}}|\|>)(?=\s)
    )\s*(?:\|(?P<behind>[^|\n]{{1,60}})\|)?\s*""",
    re.VERBOSE,
)
_BULLET = re.compile(r"^\s*(?:[-*•]\s+|\d+[.)]\s+)")
# “Write path: client -> …”; a label stands behind the last arrow instead.
_HEADING = re.compile(r"^\s*[\w /-]{1,40}:\s+(?=\S)")
_ON_TOP = re.compile(r"^(?:with\s+)?(?P<name>.+?)\s+(?:sits?\s+)?on\s+top$", re.IGNORECASE)
_SPLIT = re.compile(r"\s*(?:,|;|\s&\s|\s\+\s|\sand\s)\s*")
MAX_STEPS = 200


@dataclass(frozen=True, slots=True)
class _Arrow:
    label: str
    backward: bool


def read_arrows(line: str, memory: Memory, lexicon: Lexicon) -> None:
    """Read one line of arrow notation into the reader's parts and links."""
    memory.discourse.sentence += 1
    elements, arrows = _cut(_HEADING.sub("", _BULLET.sub("", line)))
    previous: list[Part] = []
    for index, element in enumerate(elements):
        names, label_behind = _names(element, last=index == len(elements) - 1)
        names, upper = _without_upper(names)
        current, following = _resolve(names, memory, lexicon, starts_chain=index < len(elements) - 1 and bool(previous))
        if index and previous:
            _join(memory, previous, current, arrows[index - 1], label_behind)
        for reader in _resolve(upper, memory, lexicon, starts_chain=False)[0]:
            for part in current[-1:]:
                memory.link(reader, part)
        previous = following or current


def _without_upper(names: Sequence[str]) -> tuple[list[str], list[str]]:
    """The names of an element, and those that stand on top of it: "BigQuery, Looker on top"."""
    upper = [match["name"] for name in names if (match := _ON_TOP.match(name))]
    return [name for name in names if not _ON_TOP.match(name)], upper


def _cut(line: str) -> tuple[list[str], list[_Arrow]]:
    elements: list[str] = []
    arrows: list[_Arrow] = []
    at = 0
    for match in _ARROW.finditer(line):
        if len(arrows) >= MAX_STEPS:
            break
        elements.append(line[at : match.start()])
        backward = bool(match["left"]) or (bool(match["sign"]) and match["sign"] in _LEFTWARD)
        arrows.append(_Arrow((match["inside"] or match["behind"] or "").strip(), backward))
        at = match.end()
    return [*elements, line[at:]], arrows


def _names(element: str, *, last: bool) -> tuple[list[str], str]:
    label = ""
    if last and ":" in element:
        element, label = element.split(":", 1)
    return [name.strip(" .;\t\"'") for name in _SPLIT.split(element) if name.strip(" .;\t\"'")], label.strip()


def _resolve(
    names: Sequence[str], memory: Memory, lexicon: Lexicon, *, starts_chain: bool
) -> tuple[list[Part], list[Part]]:
    """The parts of one element, and the part with which a new chain starts when the list ends in a known one."""
    mentions = [element_mention(name, lexicon) for name in names]
    following: list[Part] = []
    if starts_chain and len(mentions) > 1:
        known = memory.discourse.find(mentions[-1])
        if known is not None:
            following = [known]
            mentions = mentions[:-1]
    parts: list[Part] = []
    for mention in mentions:
        kind = mention.technology.kind_among(mention.words) if mention.technology and not mention.head else None
        parts.extend(part for part in memory.discourse.resolve(mention, kind) if part not in parts)
    return parts, following


def element_mention(name: str, lexicon: Lexicon) -> Mention:
    """What an element names: anything may stand between arrows, known or not."""
    name = re.sub(r"[A-Za-z]+", lambda match: lexicon.abbreviations.get(match.group().lower(), match.group()), name)
    tokens = tokenize(name[: 2 * MAX_LABEL])
    sentences = chunk_sentences(tokens, segment(tokens, lexicon), lexicon)
    chunks = fold_appositions(sentences[0]) if sentences else []
    phrases = [chunk.mention for chunk in chunks if chunk.kind is ChunkKind.PHRASE and chunk.mention]
    part = next((mention for mention in phrases if mention.role is Role.PART and mention.kind), None)
    words = tuple(token.norm for token in tokens if token.is_word or token.norm.isdigit())
    if part is not None and len(phrases) == 1 and len(sentences) == 1:
        unread = len(words) > len(part.words) + (1 if part.determiner else 0)
        return replace(part, label=_tidy(name), words=words) if unread and not part.technology else part
    if part is not None and part.technology and not part.head:
        return part
    kind = part.kind if part else NodeKind.SERVICE
    return Mention(0, len(tokens), Role.PART, _tidy(name), kind, part.technology if part else None,
                   words=words or (name.lower(),))  # fmt: skip


def _tidy(name: str) -> str:
    text = " ".join(name.split())[:MAX_LABEL]
    return text[:1].upper() + text[1:]


def _join(memory: Memory, sources: Sequence[Part], targets: Sequence[Part], arrow: _Arrow, behind: str) -> None:
    for source in sources:
        for target in targets:
            first, second = (target, source) if arrow.backward else (source, target)
            memory.link(first, second, (arrow.label or behind)[:MAX_LABEL])
