"""Cut a sentence into clauses: every verb with its subject and its complements, as positions of chunks."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from infrasketch_desktop.sketcher.antecedents import (
    JOINS,
    cut_list,
    described_before,
    list_ending_at,
    phrase_before,
    pronoun_start,
    relative_object,
    subject_start,
)
from infrasketch_desktop.sketcher.chunks import Chunk, ChunkKind
from infrasketch_desktop.sketcher.clause import Clause, SubjectMode
from infrasketch_desktop.sketcher.inversion import inverted_clause, is_inverted
from infrasketch_desktop.sketcher.mentions import Role
from infrasketch_desktop.sketcher.verbs import Form

_SKIPPED = (ChunkKind.ADVERB, ChunkKind.NOT)
_INTRANSITIVE = frozenset({"talk", "flow", "login"})


def find_clauses(chunks: Sequence[Chunk]) -> list[Clause]:
    """The clauses of a sentence in order; empty for one without a verb."""
    verbs = [index for index, chunk in enumerate(chunks) if chunk.kind is ChunkKind.VERB]
    found: list[Clause] = []
    for verb in verbs:
        found.append(_clause(chunks, verb, found))
    found = _reclaimed(chunks, found)
    return [
        _with_span(clause, found[index + 1].start if index + 1 < len(found) else len(chunks))
        for index, clause in enumerate(found)
    ]


def _reclaimed(chunks: Sequence[Chunk], clauses: list[Clause]) -> list[Clause]:
    """Give a phrase that has a verb of its own later back from the complements before it.

    "publishes to SNS, and the email service, which listens on a queue, sends": the relative clause starts with its
    antecedent.
    """
    named = {clause.subject for clause in clauses if clause.mode is SubjectMode.NAMED}
    return [
        replace(clause, start=min(clause.start, subject_start(chunks, clause.subject[0])))
        if clause.mode is SubjectMode.ANTECEDENT and clause.subject in named
        else clause
        for clause in clauses
    ]


def _with_span(clause: Clause, last: int) -> Clause:
    return replace(clause, first=clause.verb + 1, last=max(last, clause.verb + 1))


def _clause(chunks: Sequence[Chunk], verb: int, before: Sequence[Clause]) -> Clause:
    left = _left_of(chunks, verb)
    active = _is_active(chunks, verb)
    if left < 0:
        mode = SubjectMode.FOLLOWING if not chunks[verb].finite else SubjectMode.NONE
        return Clause(verb, 0, mode, active=active)
    if is_inverted(chunks, verb, left):
        return inverted_clause(chunks, verb, left, active=active)
    return _clause_after(chunks, verb, left, before, active=active)


def _clause_after(chunks: Sequence[Chunk], verb: int, left: int, before: Sequence[Clause], *, active: bool) -> Clause:
    """The clause of a verb by the chunk to its left."""
    match chunks[left].kind:
        case ChunkKind.RELATIVE:
            return _relative_subject(chunks, verb, left, before, active=active)
        case ChunkKind.PRONOUN:
            return Clause(verb, pronoun_start(chunks, left), SubjectMode.PRONOUN, (left,), active=active)
        case ChunkKind.PHRASE if before and _is_circumstance(chunks, left):
            return _coordinated(chunks, verb, left - 2, before, active=active)
        case ChunkKind.PHRASE:
            return _after_phrase(chunks, verb, left, before, active=active)
        case ChunkKind.AND | ChunkKind.COMMA | ChunkKind.PLUS:
            return _coordinated(chunks, verb, left, before, active=active)
        case _:
            return _without_own_subject(chunks, verb, left, before, active=active)


def _is_circumstance(chunks: Sequence[Chunk], at: int) -> bool:
    """“checks the cache and on a miss asks”: a phrase between "and" and its verb that says when."""
    if at < len(("and", "on")) or chunks[at - 1].norm not in ("on", "upon", "at", "in", "during", "for"):
        return False
    mention = chunks[at].mention
    return chunks[at - 2].kind in JOINS and mention is not None and mention.role in (Role.FLOW, Role.WEAK)


def _without_own_subject(
    chunks: Sequence[Chunk], verb: int, left: int, before: Sequence[Clause], *, active: bool
) -> Clause:
    """“to store sessions”, “by polling the queue”, “when writing”."""
    infinitive = chunks[left].kind is ChunkKind.PREPOSITION and chunks[left].norm == "to"
    mode = SubjectMode.INFINITIVE if infinitive else SubjectMode.SAME
    return Clause(verb, left, mode if before else SubjectMode.FOLLOWING, _subject_of(before), active=active)


def _left_of(chunks: Sequence[Chunk], verb: int) -> int:
    """The chunk that decides about the subject: adverbs, "then" and negation are looked through."""
    left = verb - 1
    while left >= 0 and (
        chunks[left].kind in _SKIPPED
        or _is_floating(chunks, left)
        or (chunks[left].norm == "then" and left > 0 and _is_own_subject(chunks, left - 1))
    ):
        left -= 1
    aside = [chunk.kind for chunk in chunks[max(0, left - 2) : left + 1]]
    if aside == [ChunkKind.COMMA, ChunkKind.ADVERB, ChunkKind.COMMA]:  # "the dashboard, however, is"
        return left - len(aside)
    return left


def _is_floating(chunks: Sequence[Chunk], at: int) -> bool:
    """“A, B and C all call D”: the quantifier behind the subject."""
    quantifies = chunks[at].kind is ChunkKind.PRONOUN and chunks[at].norm in ("all", "both", "each")
    return quantifies and at > 0 and chunks[at - 1].kind is ChunkKind.PHRASE


def _is_own_subject(chunks: Sequence[Chunk], at: int) -> bool:
    """Whether the phrase before "then" starts its clause instead of ending the one before."""
    for index in range(at, -1, -1):
        if chunks[index].kind in (*JOINS, ChunkKind.SUBORDINATOR, ChunkKind.RELATIVE):
            return chunks[at].kind in (ChunkKind.PHRASE, ChunkKind.PRONOUN)
        if chunks[index].kind in (ChunkKind.VERB, ChunkKind.PREPOSITION):
            return False
    return chunks[at].kind in (ChunkKind.PHRASE, ChunkKind.PRONOUN)


def _is_active(chunks: Sequence[Chunk], verb: int) -> bool:
    """A bare participle with an object of its own is a past tense ("the app cached pages")."""
    chunk = chunks[verb]
    if not chunk.passive:
        return True
    if chunk.finite:
        return False
    following = chunks[verb + 1] if verb + 1 < len(chunks) else None
    has_object = following is not None and following.kind is ChunkKind.PHRASE
    return has_object or (
        chunk.frame in _INTRANSITIVE and chunk.reading is not None and chunk.reading.form is Form.PAST
    )


def _is_reduced(chunks: Sequence[Chunk], verb: int, *, active: bool) -> bool:
    """Whether the verb only describes the noun before it: "a service writing to", "a worker fed by"."""
    chunk = chunks[verb]
    if chunk.finite or chunk.reading is None:
        return False
    return chunk.reading.form is Form.GERUND or not active


def _relative_subject(
    chunks: Sequence[Chunk], verb: int, pronoun: int, before: Sequence[Clause], *, active: bool
) -> Clause:
    antecedent = described_before(chunks, pronoun)
    if antecedent is None:
        return Clause(verb, pronoun, SubjectMode.SAME, _subject_of(before), active=active)
    reading = chunks[verb].reading
    described = chunks[antecedent].mention
    several = chunks[pronoun - 1].norm == "of" or (
        reading is not None and reading.form is Form.BASE and described is not None and not described.plural
    )
    subject = list_ending_at(chunks, antecedent) if several else (antecedent,)
    start = pronoun_start(chunks, pronoun) if several else pronoun
    return Clause(verb, start, SubjectMode.ANTECEDENT, subject, active=active)


def _after_phrase(chunks: Sequence[Chunk], verb: int, left: int, before: Sequence[Clause], *, active: bool) -> Clause:
    if _is_reduced(chunks, verb, active=active):
        return Clause(verb, verb, SubjectMode.ANTECEDENT, (left,), active=active)
    items = list_ending_at(chunks, left)
    items = _without_attached(chunks, items, before)
    if _is_single(chunks, verb, items):
        items = items[-1:]
    floor = before[-1].verb if before else -1
    preceding = items[0] - 1
    if preceding >= 0 and chunks[preceding].kind in (ChunkKind.PREPOSITION, ChunkKind.VERB):
        cut = cut_list(chunks, items)
        if cut == items:
            opened = _open_subject(chunks, before)
            if opened:
                return Clause(verb, verb, SubjectMode.NAMED, opened, active=active)
            cut = items[-1:]
        items = cut
    start = subject_start(chunks, items[0])
    relative, preposition = relative_object(chunks, items[0])
    return Clause(verb, max(start, floor + 1), SubjectMode.NAMED, items, relative=relative,
                  relative_preposition=preposition, active=active)  # fmt: skip


def _is_single(chunks: Sequence[Chunk], verb: int, items: tuple[int, ...]) -> bool:
    """“API on Fly, db is Postgres”: phrases before the subject of a singular verb that commas alone join to it."""
    reading, subject = chunks[verb].reading, chunks[items[-1]].mention
    joined = any(chunks[at].kind in (ChunkKind.AND, ChunkKind.PLUS) for at in range(items[0], items[-1]))
    singular = reading is not None and (reading.form is Form.THIRD or chunks[verb].frame == "be")
    return singular and not joined and subject is not None and not subject.plural


def _without_attached(chunks: Sequence[Chunk], items: tuple[int, ...], before: Sequence[Clause]) -> tuple[int, ...]:
    """Step over a description between subject and verb: "sensors in the field publish"."""
    floor = before[-1].verb if before else -1
    first = items[0]
    while (
        first - 2 > floor
        and chunks[first - 1].kind is ChunkKind.PREPOSITION
        and chunks[first - 2].kind is ChunkKind.PHRASE
        and not _boundary_between(chunks, items)
        and chunks[first - 1].norm not in ("to", "into")
    ):
        items = list_ending_at(chunks, first - 2)
        first = items[0]
    return items


def _boundary_between(chunks: Sequence[Chunk], items: tuple[int, ...]) -> bool:
    return any(chunks[index].kind is ChunkKind.COMMA for index in range(items[0], items[-1]))


def _open_subject(chunks: Sequence[Chunk], before: Sequence[Clause]) -> tuple[int, ...]:
    """The phrase that a restrictive relative clause described and that still waits for its own verb."""
    used = {clause.subject for clause in before if clause.mode is SubjectMode.NAMED}
    for clause in reversed(before):
        if clause.relative is not None and _waits(chunks, clause, used):
            return (clause.relative,)
        if clause.mode is SubjectMode.ANTECEDENT and clause.subject not in used:
            starts = min(clause.subject)
            opens = starts > 0 and chunks[starts - 1].kind in JOINS
            if opens or all(other.verb > starts for other in before):
                return clause.subject
    return ()


def _waits(chunks: Sequence[Chunk], clause: Clause, used: Collection[tuple[int, ...]]) -> bool:
    """“but the pooler, which the app connects through, sends”: the antecedent of an object opened the sentence."""
    at = clause.relative
    if at is None or (at,) in used or at > clause.verb or chunks[at + 1].kind is not ChunkKind.COMMA:
        return False
    return at == 0 or chunks[at - 1].kind in (*JOINS, ChunkKind.SUBORDINATOR)


def _coordinated(chunks: Sequence[Chunk], verb: int, left: int, before: Sequence[Clause], *, active: bool) -> Clause:
    start = left
    while start > 0 and chunks[start - 1].kind in JOINS:
        start -= 1
    if not before:
        return Clause(verb, start, SubjectMode.FOLLOWING, active=active)
    only_comma = chunks[left].kind is ChunkKind.COMMA
    opened = _open_subject(chunks, before)
    if only_comma and opened and chunks[verb].finite:
        return Clause(verb, start, SubjectMode.NAMED, opened, active=active)
    if only_comma and not chunks[verb].finite and not active and before[-1].active:
        nearest = phrase_before(chunks, left)
        if nearest is not None:
            return Clause(verb, start, SubjectMode.ANTECEDENT, (nearest,), active=active)
    if _closes_aside(chunks, start, left, before[-1]):
        main = next((clause for clause in reversed(before) if clause.mode is SubjectMode.NAMED), None)
        if main is not None and chunks[main.verb].finite == chunks[verb].finite:
            return Clause(verb, start, SubjectMode.NAMED, main.subject, active=active)
    same = _same_form(chunks, verb, before)
    return Clause(verb, start, SubjectMode.SAME, same.subject, active=active)


def _closes_aside(chunks: Sequence[Chunk], start: int, left: int, aside: Clause) -> bool:
    """“calls B, which uses C, and stores”: the comma before "and" ends the remark, the main clause goes on."""
    joined = left > start and chunks[start].kind is ChunkKind.COMMA and chunks[left].kind is ChunkKind.AND
    remark = aside.mode is SubjectMode.ANTECEDENT and chunks[aside.start].kind is ChunkKind.RELATIVE
    said = sum(chunk.kind is ChunkKind.PHRASE for chunk in chunks[aside.verb : start])
    return joined and remark and said <= 1 and aside.start > 0 and chunks[aside.start - 1].kind is ChunkKind.COMMA


def _same_form(chunks: Sequence[Chunk], verb: int, before: Sequence[Clause]) -> Clause:
    """The clause whose verb a coordinated verb continues: the nearest one in the same form."""
    for clause in reversed(before):
        first, second = chunks[clause.verb], chunks[verb]
        aside = chunks[verb - 1].kind is ChunkKind.COMMA and _is_subordinate(chunks, clause) and clause is not before[0]
        if first.finite == second.finite and clause.mode is not SubjectMode.INFINITIVE and not aside:
            return clause
    return before[-1]


def _is_subordinate(chunks: Sequence[Chunk], clause: Clause) -> bool:
    for index in range(clause.verb - 1, -1, -1):
        if chunks[index].kind in (ChunkKind.COMMA, ChunkKind.VERB):
            return False
        if chunks[index].kind is ChunkKind.SUBORDINATOR:
            return True
    return False


def _subject_of(before: Sequence[Clause]) -> tuple[int, ...]:
    return before[-1].subject if before else ()
