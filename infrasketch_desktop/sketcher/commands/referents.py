"""Find what a phrase in a command refers to: labels, technologies, kinds, plurals, ordinals, typos, pronouns."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.language import tr
from infrasketch_desktop.sketcher.commands.errors import UnclearError
from infrasketch_desktop.sketcher.commands.masking import MaskedText
from infrasketch_desktop.sketcher.commands.matching import EXACT, FITS_PLURAL, MIN_PART, Fit, Named, fit
from infrasketch_desktop.sketcher.commands.noun_phrases import Phrase, is_plural, parse_phrase, split_list
from infrasketch_desktop.sketcher.commands.readings import Reader
from infrasketch_desktop.sketcher.commands.scene import Scene

MAX_OPTIONS = 4
_SAME_KIND = 0.3
_ALIKE = 0.8
_TIE = 0.08  # fits nearer than this to the best are equally good
_PRONOUNS = frozenset(
    {"it", "this", "that", "this one", "that one", "them", "these", "those", "they", "both", "both of them",
     "all of them", "itself", "themselves", "the new one", "the selection", "the selected one", "its",
     "the new node", "the selected node", "the selected nodes", "the two", "all three"}
)  # fmt: skip
_EVERYTHING = re.compile(
    r"(?:everything|anything)(?: else)?|(?:all|every)(?: (?:of )?(?:the|our))?(?: other)? "
    r"(?:nodes?|components?|box(?:es)?|elements?|things?|parts?|systems?)",
    re.IGNORECASE,
)
_ALL_BUT = re.compile(
    r"^(?:everything|all(?: (?:the )?(?:nodes|components|boxes))?)(?: else)?,?"
    r" (?:except|but|other than|apart from)(?: for)? (\S.*)$",
    re.IGNORECASE,
)
_STORES = frozenset({NodeKind.DATABASE, NodeKind.CACHE, NodeKind.STORAGE, NodeKind.QUEUE, NodeKind.SEARCH})
_POSSESSIVE = re.compile(r"^(?:its|their|his|her)\s+", re.IGNORECASE)
_OWNER = re.compile(r"^(.+?)'s?\s+(\S.*)$")


class Referents:
    """Reads phrases against the scene as it is at the moment of asking."""

    def __init__(self, scene: Scene, reader: Reader, masked: MaskedText) -> None:
        self._scene = scene
        self._reader = reader
        self._masked = masked
        self._antecedent: tuple[str, ...] = ()
        self._recent: tuple[str, ...] = ()

    def one(self, text: str) -> str:
        """The id of the single node or group meant. Raises UnclearError when none or several are."""
        found = self.find(text)
        if not found:
            raise self.missing(text)
        if len(found) > 1:
            raise self.ambiguous(text, found)
        self._recent = found
        return found[0]

    def many(self, text: str) -> tuple[str, ...]:
        """The ids of all that a list or plural means, in order. Raises UnclearError for the first part not found."""
        found = self.find_all(text)
        if not found:
            raise self.missing(text)
        return found

    def find_all(self, text: str) -> tuple[str, ...]:
        """Like `many`, but empty when no part of the list is found at all."""
        whole = self.find(text, exact=True)
        if whole:
            self._recent = whole
            return whole
        if all_but := _ALL_BUT.match(text):
            spared = self.many(all_but.group(1))
            inside = {i for each in spared if each in self._scene.groups for i in self._scene.nodes_inside(each)}
            return tuple(i for i in self._scene.nodes if i not in inside.union(spared))
        found: list[str] = []
        missing: list[str] = []
        for alternatives in split_list(text):
            self._antecedent = tuple(found)
            matches = next((ids for part in alternatives if (ids := self._plural(part))), ())
            found.extend(matches)
            missing.extend([] if matches else [alternatives[-1]])
        self._antecedent = ()
        if found and missing:
            raise self.missing(missing[0])
        self._recent = tuple(found) or self._recent
        return tuple(dict.fromkeys(found))

    def find(self, text: str, *, exact: bool = False) -> tuple[str, ...]:
        """The nodes or groups that fit best: one, several for a plural or an ambiguity, none when nothing fits."""
        shown = self._masked.reveal(text)
        if " ".join(shown.lower().split()) in _PRONOUNS:
            return self._scene.focus
        phrase = parse_phrase(shown)
        if _EVERYTHING.fullmatch(" ".join(shown.split())):
            return tuple(self._scene.nodes)
        if _POSSESSIVE.match(shown) and (owned := self._owned(shown)):
            return owned
        fits = self._fits(shown) or self._fits(phrase.core)
        if exact:
            fits = [each for each in fits if each.score >= EXACT]
        elif not fits:
            return self._owned(shown)
        return self._choose(phrase, fits)

    def mentioning(self, text: str) -> tuple[str, ...]:
        """Every node that has to do with a subject. Raises UnclearError when none has."""
        fits = self._fits(parse_phrase(self._masked.reveal(text)).core)
        ids = [each.id for each in fits if each.weakest > FITS_PLURAL]
        nodes = [inner for i in ids for inner in ((i,) if i in self._scene.nodes else self._scene.nodes_inside(i))]
        if not nodes:
            raise self.missing(text)
        return tuple(dict.fromkeys(nodes))

    def missing(self, text: str) -> UnclearError:
        """The question about a phrase that fits nothing, with the nearest labels."""
        shown = " ".join(self._masked.reveal(text).split())
        if shown.lower() in _PRONOUNS:
            return UnclearError(tr("What do you mean by “{shown}”?", shown=shown), self.nearest(""), (shown,))
        core = parse_phrase(shown).core[:80]
        return UnclearError(
            tr("There is no “{core}” in the diagram. Which component do you mean?", core=core),
            self.nearest(core),
            (core,),
        )

    def ambiguous(self, text: str, ids: tuple[str, ...]) -> UnclearError:
        """The question about a phrase that fits several."""
        core = parse_phrase(self._masked.reveal(text)).core[:80]
        return UnclearError(tr("Which “{core}” do you mean?", core=core), tuple(self._scene.label(i) for i in ids))

    def nearest(self, text: str) -> tuple[str, ...]:
        """Labels of nodes, the most similar first; those of the kind that the words name have an advantage."""
        kinds = self._reader.read(text).kinds[-1:]
        wanted = text.lower()
        ranked = sorted(
            self._scene.nodes.values(),
            key=lambda node: -_similarity(wanted, node.label.lower()[:80]) - (_SAME_KIND if node.kind in kinds else 0),
        )
        return tuple(dict.fromkeys(node.label for node in ranked))[:MAX_OPTIONS]

    def _plural(self, part: str) -> tuple[str, ...]:
        found = self.find(part)
        if len(found) > 1 and not self.means_several(part):
            raise self.ambiguous(part, found)
        return found

    def means_several(self, part: str) -> bool:
        """Whether a phrase asks for all that fit it, so that several are no ambiguity."""
        shown = " ".join(self._masked.reveal(part).split())
        phrase = parse_phrase(shown)
        plural = is_plural(phrase.core.split()[-1]) if phrase.core else False
        several = phrase.all or (phrase.number or 0) > 1
        return several or plural or shown.lower() in _PRONOUNS or _EVERYTHING.fullmatch(shown) is not None

    def _fits(self, text: str) -> list[Fit]:
        reading = self._reader.read(text)
        fits = [found for named in self._named() if (found := fit(reading, named))]
        return sorted(fits, key=lambda each: -each.score)

    def _named(self) -> list[Named]:
        read = self._reader.read
        nodes = [Named(n.id, read(n.label), read(n.technology), n.kind) for n in self._scene.nodes.values()]
        return nodes + [Named(g.id, read(g.label), read(""), None) for g in self._scene.groups.values()]

    def _choose(self, phrase: Phrase, fits: list[Fit]) -> tuple[str, ...]:
        if not fits:
            return ()
        several = phrase.all or (phrase.number or 0) > 1 or is_plural(phrase.core.split()[-1])
        best = fits[0].score
        ties = [each for each in fits if each.score >= best - _TIE and (each.score >= EXACT) == (best >= EXACT)]
        if phrase.ordinal:
            return self._nth(phrase.ordinal, ties)
        if best >= EXACT and not phrase.all:
            return tuple(each.id for each in ties)
        if several:
            ids = {each.id for each in fits if each.weakest >= FITS_PLURAL} or {each.id for each in ties}
            return tuple(i for i in (*self._scene.nodes, *self._scene.groups) if i in ids)
        return self._prefer_callers(ties)

    def _nth(self, ordinal: int, ties: list[Fit]) -> tuple[str, ...]:
        order = list(self._scene.nodes)
        ids = sorted(
            (each.id for each in ties if each.id in order),
            key=lambda i: (_number(self._scene.label(i)), order.index(i)),
        )
        at = ordinal if ordinal < 0 else ordinal - 1
        return (ids[at],) if -len(ids) <= at < len(ids) else ()

    def _prefer_callers(self, ties: list[Fit]) -> tuple[str, ...]:
        """“Ledger” is the Ledger Service rather than its Ledger DB."""
        nodes = self._scene.nodes
        callers = [each.id for each in ties if each.id in nodes and nodes[each.id].kind not in _STORES]
        if len(ties) > 1 and len(callers) == 1 and ties[0].strongest >= EXACT / 2:
            return tuple(callers)
        return tuple(each.id for each in ties)

    def _owned(self, text: str) -> tuple[str, ...]:
        """“Its database”, “the API's cache”: what fits among the neighbours of the owner."""
        if match := _POSSESSIVE.match(text):
            owners, thing = self._antecedent or self._recent or self._scene.focus, text[match.end() :]
        elif match := _OWNER.match(text):
            owners, thing = self.find(match.group(1)), match.group(2)
        else:
            return ()
        around = {i for owner in owners for i in self._scene.neighbours(owner)}
        fits = [each for each in self._fits(thing) if each.id in around]
        return self._choose(parse_phrase(thing), fits)


def _number(label: str) -> int:
    match = re.search(r"\d{1,6}", label)
    return int(match.group()) if match else 0


def _similarity(wanted: str, label: str) -> float:
    """How near a label is to some words: as a whole, or by words that begin alike."""
    begin_alike = {word[:MIN_PART] for word in wanted.split()} & {word[:MIN_PART] for word in label.split()}
    return max(SequenceMatcher(None, wanted, label).ratio(), _ALIKE if begin_alike else 0.0)
