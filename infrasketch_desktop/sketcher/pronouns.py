"""Which parts "it", "they", "both" and "the latter" mean."""

from collections.abc import Collection, Sequence

from infrasketch_desktop.sketcher.memory import Memory
from infrasketch_desktop.sketcher.parts import APPS, Part

_PLURAL = frozenset({"they", "them", "these", "those", "both", "all", "each", "each one", "every one"})
_SPEAKERS = frozenset({"we", "i", "you", "us"})


def subject_of_pronoun(norm: str, memory: Memory, acting: Sequence[Part], cues: Collection[str]) -> list[Part]:
    """Who acts: `acting` is the subject of the clause before in the same sentence, `cues` the words of the sentence."""
    norm = norm.partition("'")[0]  # "they're", "we'd"
    if norm in _SPEAKERS:
        return []
    if norm in ("that one", "this one"):
        return memory.discourse.recent[-1:]
    return _one_of_pair(norm, memory) or (_they(memory) if norm in _PLURAL else _it(memory, acting, cues))


def object_of_pronoun(norm: str, memory: Memory, acting: Sequence[Part]) -> list[Part]:
    """Whom something is done to: nobody who is acting."""
    pair = _one_of_pair(norm, memory)
    if pair:
        return pair
    others = [part for part in memory.discourse.recent if part not in acting]
    if norm not in _PLURAL:
        return others[-1:]
    if len(memory.listed) > 1 and norm != "them":
        return memory.listed
    if norm == "both" and len(others) > 1 and others[-1].kind is others[-2].kind:
        return others[-2:]
    return [part for part in others if part.plural][-1:] or others[-1:]


def _one_of_pair(norm: str, memory: Memory) -> list[Part]:
    if norm not in ("former", "latter") or len(memory.listed) < len(("former", "latter")):
        return []
    return [memory.listed[0 if norm == "former" else -1]]


def _they(memory: Memory) -> list[Part]:
    if len(memory.topic) > 1 or any(part.plural for part in memory.topic):
        return memory.topic
    if len(memory.listed) > 1:
        return memory.listed
    return [part for part in memory.discourse.recent if part.plural][-1:] or memory.topic


def _it(memory: Memory, acting: Sequence[Part], cues: Collection[str]) -> list[Part]:
    """Who acts in this sentence, whom a relative clause was about, or the application named last."""
    own = [part for part in acting if part.is_actor and not part.plural]
    single = [part for part in memory.topic if not part.plural]
    if own or memory.described:
        return (own or memory.described)[:1]
    if "also" in cues and single:
        return single[:1]
    several = memory.listed if len(memory.listed) > 1 else []
    recent = [p for p in memory.discourse.recent if p.kind in APPS and not p.plural and p not in several]
    return recent[-1:] or single[:1] or memory.discourse.recent[-1:]
