"""Read one sentence after the other and collect parts and links."""

from collections.abc import Iterable, Mapping, Sequence

from infrasketch_desktop.diagram.kinds import EdgeKind, NodeKind
from infrasketch_desktop.sketcher.apposition import fold_appositions
from infrasketch_desktop.sketcher.chunks import Chunk, ChunkKind
from infrasketch_desktop.sketcher.clauses import Clause, SubjectMode, find_clauses
from infrasketch_desktop.sketcher.coordination import share_heads
from infrasketch_desktop.sketcher.discourse import Discourse
from infrasketch_desktop.sketcher.groups import assign_groups, is_runtime
from infrasketch_desktop.sketcher.lexicon import Lexicon
from infrasketch_desktop.sketcher.mentions import Mention, Role
from infrasketch_desktop.sketcher.naming import is_host_noun, is_material
from infrasketch_desktop.sketcher.parts import APPS, FRONTS, STORES, Link, Part, Unknown
from infrasketch_desktop.sketcher.slots import Slot, read_slots
from infrasketch_desktop.sketcher.suppression import suppressed_phrases
from infrasketch_desktop.sketcher.tokens import Token

_HANDLED = frozenset({"job", "task", "user", "customer", "device", "driver", "index", "page", "model", "message", "batch job",
                      "people", "member", "item", "vehicle", "car", "function", "flow", "stream", "backup", "share", "mail",
                      "table", "schema", "collection", "script", "vehicle", "player", "sensor", "pipeline", "console",
                      "background job", "webhook", "people", "visitor", "student", "catalog", "state machine", "module"})  # fmt: skip
_MAKING = frozenset({"write", "build", "implement", "develop", "code", "make", "create", "base", "run", "program", "power"})
_DEFAULT_ROLES = {"from": "pull", "to": "to", "into": "to", "via": "via", "through": "via", "behind": "behind", "out of": "pull"}
_CALLS = frozenset({"call", "invoke", "use", "query", "contact", "hit", "access", "consult", "share", "visit", "ask", "reach"})
_CARRIES = frozenset({"send", "store", "read", "move", "process", "feed", "flow", "replicate", "handle"})


class Reader:
    """Turns the chunks of sentences into parts (in its discourse) and links."""

    def __init__(self, tokens: Sequence[Token], lexicon: Lexicon) -> None:
        self.discourse = Discourse()
        self.links: list[Link] = []
        self.waiting: list[tuple[Part, str, EdgeKind]] = []
        self.suppressed: list[str] = []
        self.unknown: list[Unknown] = []
        self.misspelt: dict[str, str] = {}
        self.signed_in: list[Part] = []
        self.next_group: str | None = None
        self.topic: list[Part] = []
        self.holder: list[Part] = []
        self.listed: list[Part] = []
        self.described: list[Part] = []
        self._tokens = tokens
        self._lexicon = lexicon

    def open(self, tokens: Sequence[Token]) -> None:
        """Name the tokens that the chunks of the next sentences refer to."""
        self._tokens = tokens

    def read(self, sentence: Sequence[Chunk]) -> None:
        """Read one sentence."""
        chunks = fold_appositions(share_heads(sentence))
        clauses = find_clauses(chunks)
        hidden = suppressed_phrases(self._tokens, chunks, clauses, self._lexicon)
        self.suppressed.extend(chunks[i].mention.label for i in sorted(hidden) if chunks[i].mention)  # type: ignore[union-attr]
        self.discourse.sentence += 1
        sentence = SentenceReader(self, chunks, clauses, hidden)
        sentence.read()
        self.described = sentence.described
        self.next_group = assign_groups(sentence.values(), chunks, self.next_group)
        self._note_unknown(chunks, sentence.values(), hidden)
        for chunk in chunks:
            if chunk.mention and chunk.mention.misspelt and chunk.mention.technology:
                self.misspelt[chunk.mention.misspelt] = chunk.mention.technology.name

    def _note_unknown(self, chunks: Sequence[Chunk], values: Mapping[int, list[Part]], hidden: frozenset[int]) -> None:
        """Keep the phrases that could have been parts, had their words been known."""
        for index, chunk in enumerate(chunks):
            mention = chunk.mention
            if mention is None or mention.role is not Role.WEAK or values.get(index) or index in hidden:
                continue
            first, last = self._tokens[mention.start], self._tokens[mention.end - 1]
            text = " ".join(token.text for token in self._tokens[mention.start : mention.end])
            self.unknown.append(Unknown(text, first.start, last.end))

    def cues(self, start: int, end: int) -> list[str]:
        return [token.norm for token in self._tokens[start:end]]


class SentenceReader:
    """The reading of one sentence: resolves its phrases in order and follows its verbs."""

    def __init__(self, reader: Reader, chunks: Sequence[Chunk], clauses: Sequence[Clause], hidden: frozenset[int]) -> None:
        self._reader = reader
        self._discourse = reader.discourse
        self._chunks = chunks
        self._clauses = clauses
        self._hidden = hidden
        self._values: dict[int, list[Part]] = {}
        self._subjects: dict[int, list[Part]] = {}
        self._cues = reader.cues(chunks[0].start, chunks[-1].end)
        self._flow_subject: dict[int, bool] = {}
        self.described: list[Part] = []
        self._previous_subject: list[Part] = []
        self._previous_subjects: dict[int, list[Part]] = {}
        self._opening: list[tuple[str, int]] = []
        self._previous_was_flow = False

    def read(self) -> None:
        if not self._clauses:
            self._read_fragment(len(self._chunks))
            return
        self._read_lead(self._clauses[0].start)
        for number, clause in enumerate(self._clauses):
            self._read_clause(number, clause)

    def origins(self, clause: Clause) -> list[Part]:
        """Where the subject comes from: "leads from HubSpot are synced"."""
        found: list[Part] = []
        if clause.mode is SubjectMode.NAMED and clause.subject and clause.subject[-1] < clause.verb:
            for slot in read_slots(self._chunks, clause.subject[-1] + 1, clause.verb, {}):
                if slot.preposition in ("from", "of", "out of"):
                    found.extend(part for index in slot.items for part in self._parts(index, "to"))
        return found

    def is_definite(self, clause: Clause) -> bool:
        """Whether the subject is something that the text spoke of before: "the upload", "this event"."""
        mentions = [self._chunks[index].mention for index in clause.subject]
        return any(mention is not None and mention.determiner in ("the", "this", "that", "these") for mention in mentions)

    def values(self) -> dict[int, list[Part]]:
        """Which parts the phrase chunks of this sentence meant."""
        return self._values

    # -- phrases ---------------------------------------------------------------------------------------------

    def _parts(self, index: int, slot: str = "", frame: str = "") -> list[Part]:
        """The parts that chunk `index` means in this place; none for what flows and what is ruled out."""
        if index in self._values:
            return self._values[index]
        chunk = self._chunks[index]
        if chunk.kind is ChunkKind.PRONOUN:
            return self._pronoun_parts(index)
        if chunk.mention is None or chunk.possessive or index in self._hidden or not self._names_part(chunk.mention, slot, frame):
            return []
        kind = self._kind(chunk.mention, slot)
        found = self._discourse.resolve(chunk.mention, kind)
        self._values[index] = found
        return found

    def _names_part(self, mention: Mention, slot: str, frame: str) -> bool:
        match mention.role:
            case Role.FLOW:
                return False
            case Role.GROUP:
                reached = slot == "to" or (slot == "object" and frame in ("request", "flow"))
                return reached and mention.words[-1] == "cluster" and frame in ("deploy", "route", "request", "flow", "send")
            case Role.WEAK:
                return self._is_weak_part(mention, slot, frame)
            case _:
                if mention.technology and not mention.head and (mention.technology.kind is None or mention.technology.category in ("provider", "protocol")):
                    return False
                if slot == "for" and _is_purpose(mention):
                    return False
                if slot in ("host", "inside") and is_runtime(mention):
                    return False
                if slot == "object" and self._is_carried(mention, frame):
                    return False
                return not self._is_generic(mention)

    def _is_carried(self, mention: Mention, frame: str) -> bool:
        """What a verb of moving or showing acts on is cargo: "queues jobs", "shows dashboards"."""
        if mention.technology is not None and not is_material(mention.technology):
            return False
        if frame == "monitor":
            return mention.head == "dashboard"
        if frame == "expose":
            return self._discourse.find(mention) is None
        known = self._discourse.find(mention)
        if mention.head not in _HANDLED or (known is not None and known.kind in STORES):
            return False
        return frame in _CARRIES or (frame == "request" and not mention.definite and mention.plural)

    def _is_generic(self, mention: Mention) -> bool:
        """"The system consists of" names the whole, not a part."""
        return mention.technology is None and mention.head in ("system", "architecture", "platform", "stack", "solution", "component", "module", "application", "layer", "tier", "part") and len(set(mention.words)) == 1 and self._discourse.find(mention) is None and (mention.head != "application" or mention.plural)

    def _is_weak_part(self, mention: Mention, slot: str, frame: str) -> bool:
        if self._discourse.find(mention):
            return True
        word = mention.words[-1] if mention.words else ""
        if slot == "subject":
            return frame not in ("be", "have", "handle", "", "flow") and len(word) > 1
        if slot in ("to", "from", "by", "via", "pull"):
            named = mention.label[:1].isupper() and self._reader._tokens[mention.start].capitalised
            return (mention.determiner in ("the", "a", "an") or named) and word.endswith(("er", "or", "hub", "ware", "base")) or named
        return False

    def _kind(self, mention: Mention, slot: str) -> NodeKind | None:
        if mention.technology and not mention.head and mention.technology.contexts and mention.kind is mention.technology.kind:
            return mention.technology.kind_among(self._cues)
        if mention.technology and is_host_noun(mention.head) and mention.kind is mention.technology.kind:
            return mention.technology.kind_among(self._cues)
        if mention.role is Role.WEAK:
            if slot == "subject" and mention.plural:
                return NodeKind.CLIENT
            return NodeKind.SERVICE
        if mention.role is Role.GROUP:
            return NodeKind.SERVER
        return None

    def _pronoun_parts(self, index: int) -> list[Part]:
        chunk = self._chunks[index]
        actives = [part for part in self._discourse.recent if part not in self._previous_subject]
        if chunk.norm in ("former", "latter") and len(self._reader.listed) >= 2:
            return [self._reader.listed[0 if chunk.norm == "former" else -1]]
        if chunk.norm in ("they", "them", "these", "those", "both", "all", "each"):
            if len(self._reader.listed) > 1 and chunk.norm != "them":
                return self._reader.listed
            plural = [part for part in actives if part.plural]
            return plural[-1:] or actives[-1:]
        return actives[-1:]

    def _pronoun_subject(self, index: int) -> list[Part]:
        norm = self._chunks[index].norm
        reader = self._reader
        if norm in ("we", "i", "you", "us"):
            return []
        if norm in ("former", "latter") and len(reader.listed) >= 2:
            return [reader.listed[0 if norm == "former" else -1]]
        if norm in ("they", "them", "these", "those", "both", "all", "each"):
            if len(reader.topic) > 1 or any(part.plural for part in reader.topic):
                return reader.topic
            if len(reader.listed) > 1:
                return reader.listed
            plural = [part for part in self._discourse.recent if part.plural]
            return plural[-1:] or reader.topic
        return self._it()

    def _it(self) -> list[Part]:
        """The actor that "it" means: who acts in this sentence, who a relative clause was about, or the last one named."""
        reader = self._reader
        own = [part for part in self._previous_subject if part.is_actor and not part.plural]
        if own:
            return own[:1]
        if reader.described:
            return reader.described[:1]
        also = "also" in self._cues
        single = [part for part in reader.topic if not part.plural]
        recent = [part for part in self._discourse.recent if part.kind in APPS and not part.plural]
        if also and single:
            return single[:1]
        if recent:
            return recent[-1:]
        return single[:1] or self._discourse.recent[-1:]

    # -- sentences without a verb, and what stands before the first clause -----------------------------------

    def _read_lead(self, last: int) -> None:
        """"On a cache miss in Redis, ...": what the sentence opens with belongs to its first subject."""
        at = 0
        while at < last and self._chunks[at].kind in (ChunkKind.ADVERB, ChunkKind.AND, ChunkKind.SUBORDINATOR):
            at += 1
        if at < last and self._chunks[at].kind is ChunkKind.PREPOSITION:
            for slot in read_slots(self._chunks, at, last, {}):
                self._opening.extend((slot.preposition, item) for item in slot.items)
            return
        self._read_fragment(last)

    def _read_fragment(self, last: int) -> None:
        """Phrases in a list: "Ghost blog with MySQL, Mailgun for newsletters, and Fastly as the CDN"."""
        hub: Part | None = None
        preposition = ""
        chain: list[Part] = []
        for index, chunk in enumerate(self._chunks[:last]):
            if chunk.kind is ChunkKind.PREPOSITION:
                preposition = chunk.norm
                continue
            if chunk.kind is not ChunkKind.PHRASE:
                continue
            parts = self._parts(index, preposition if preposition == "for" else "")
            if preposition and parts:
                after_comma = self._chunks[index - 1].kind in (ChunkKind.COMMA, ChunkKind.AND, ChunkKind.PLUS)
                new_item = after_comma and (preposition not in ("with", "w/", "using", "including", "between") or (parts[0].kind in APPS | {NodeKind.CLIENT} and hub is not None))
                if not new_item:
                    anchor = hub if preposition in ("with", "w/", "using", "including") and hub else (chain[-1] if chain else hub)
                    for part in parts:
                        self._attach(anchor, preposition, part, chain)
                    if preposition in ("with", "w/"):
                        continue
                    continue
                preposition = ""
            chain.extend(parts)
            if parts and chunk.mention and (hub is None or parts[0].kind in APPS or self._chunks[index - 1].kind in (ChunkKind.PLUS, ChunkKind.COMMA, ChunkKind.AND)):
                hub = parts[0]

    def _attach(self, anchor: Part | None, preposition: str, part: Part, chain: Sequence[Part] = ()) -> None:
        """A phrase behind a preposition describes the part `anchor`."""
        if anchor is None or anchor is part:
            return
        match preposition:
            case "behind" | "downstream of" | "after":
                self._link(part, anchor)
            case "in front of" | "before" | "ahead of" | "upstream of":
                self._link(anchor, part)
            case "with" | "w/" | "using" | "including" | "plus" | "on top of" | "to" | "alongside" | "into":
                self._equip(anchor, part)
            case "for":
                if anchor.kind in STORES or (anchor.kind is NodeKind.QUEUE and part.kind not in (NodeKind.WORKER, NodeKind.FUNCTION)):
                    self._link(part, anchor)
                elif anchor.kind in FRONTS or anchor.kind is NodeKind.QUEUE:
                    self._link(anchor, part)
            case "of" if anchor.is_replica:
                self._link(part, anchor, kind=EdgeKind.REPLICATION)
            case "from":
                self._link(part, anchor)
            case "between":
                if chain and len(chain) >= 1 and anchor is chain[-1]:
                    self._link(anchor, part)
            case _:
                return

    def _equip(self, hub: Part, part: Part) -> None:
        """"X with Y": Y serves X, unless Y stands in front of it."""
        if hub.kind is NodeKind.WORKER and part.kind is NodeKind.QUEUE:
            self._link(part, hub)
        elif part.is_replica and hub.kind is NodeKind.DATABASE:
            self._link(hub, part, kind=EdgeKind.REPLICATION)
        elif part.kind in FRONTS and hub.kind not in FRONTS and hub.kind is not NodeKind.CLIENT:
            self._link(part, hub)
        elif part.kind is NodeKind.CLIENT and hub.kind is not NodeKind.CLIENT:
            self._link(part, hub)
        else:
            self._link(hub, part)

    # -- clauses -----------------------------------------------------------------------------------------------

    def _read_clause(self, number: int, clause: Clause) -> None:
        chunk = self._chunks[clause.verb]
        reading = chunk.reading
        if reading is None:
            return
        frame = reading.frame
        subject = self._subject(number, clause)
        claims = dict(frame.prepositions)
        slots = read_slots(self._chunks, clause.first, clause.last, claims)
        if clause.relative is not None:
            slots.insert(0, Slot(_relative_slot(clause.relative_preposition), [clause.relative]))
        if chunk.negated:
            return
        self._link_flow_sources(number, clause, subject)
        _ClauseReader(self, clause, chunk, subject, slots, self._flow_subject.get(number, False)).read()
        main = clause.mode in (SubjectMode.NAMED, SubjectMode.PRONOUN)
        acts = any(part.is_actor for part in subject) and not self._is_passive(clause)
        if main and subject and (acts or not self._reader.topic):
            self._reader.topic = list(subject)

    def _link_flow_sources(self, number: int, clause: Clause, subject: Sequence[Part]) -> None:
        """"Grafana shows metrics that Prometheus collects": who gets the flow asks who has it."""
        if clause.relative is None or number == 0:
            return
        mention = self._chunks[clause.relative].mention
        before = self._clauses[number - 1]
        takes = self._chunks[before.verb].frame in ("monitor", "read", "request", "process", "move", "serve")
        if mention and mention.role in (Role.FLOW, Role.WEAK) and takes and not self._parts(clause.relative):
            for taker in self._previous_subjects.get(number - 1, ()):
                for part in subject:
                    self._pull(taker, part)

    def _subject(self, number: int, clause: Clause) -> list[Part]:
        frame = self._chunks[clause.verb].frame
        subject: list[Part] = []
        flow = False
        match clause.mode:
            case SubjectMode.NAMED | SubjectMode.ANTECEDENT:
                place = "object" if not clause.active and frame in _CARRIES | {"request"} else "subject"
                for index in clause.subject:
                    subject.extend(part for part in self._parts(index, place, frame) if part not in subject)
                flow = not subject
                if flow and clause.mode is SubjectMode.NAMED and self._is_whose(clause):
                    subject, flow = self._whose(clause), False
            case SubjectMode.PRONOUN:
                subject = self._pronoun_subject(clause.subject[0])
                self._values[clause.subject[0]] = subject
            case SubjectMode.SAME | SubjectMode.INFINITIVE:
                if clause.subject:
                    for index in clause.subject:
                        subject.extend(part for part in self._parts(index, "subject", frame) if part not in subject)
                    flow = not subject
                else:
                    subject = self._previous_subject
                    flow = self._previous_was_flow
                if not subject:
                    subject = self._previous_subject if not self._previous_was_flow else []
            case SubjectMode.FOLLOWING:
                subject = self._following_subject(clause)
            case _:
                subject = []
        if clause.mode is SubjectMode.INFINITIVE:
            subject = self._instrument(number) or subject
        for preposition, index in self._opening if number == 0 or subject else []:
            self._open_with(subject, preposition, index)
        if subject or number == 0:
            self._opening = [] if subject else self._opening
        self._previous_subject, self._previous_was_flow = subject, flow
        self._flow_subject[number] = flow
        if clause.mode is SubjectMode.ANTECEDENT and self._chunks[clause.verb].finite:
            actors = [part for part in subject if part.kind in APPS and not part.plural]
            self.described = actors or self.described
        self._previous_subjects[number] = subject
        if len(subject) > 1:
            self._reader.listed = list(subject)
        return subject

    def _is_whose(self, clause: Clause) -> bool:
        return any(chunk.norm == "whose" for chunk in self._chunks[clause.start : clause.verb])

    def _whose(self, clause: Clause) -> list[Part]:
        """"a bucket, whose notification goes to": the owner sends what is its own."""
        for index in range(clause.start - 1, -1, -1):
            if self._chunks[index].mention is not None:
                return self._parts(index)
        return []

    def _is_passive(self, clause: Clause) -> bool:
        return not clause.active

    def _instrument(self, number: int) -> list[Part]:
        """"uses Kafka to stream events to X": the queue or gateway that is used passes on."""
        previous = self._clauses[number - 1] if number else None
        if previous is None or self._chunks[previous.verb].norm not in ("uses", "use", "using", "leverages", "used"):
            return []
        found = [part for index in range(previous.first, previous.last) for part in self._values.get(index, ())]
        return [part for part in found if part.kind in FRONTS or part.kind is NodeKind.QUEUE]

    def _following_subject(self, clause: Clause) -> list[Part]:
        """"Written in Elixir, the chat server accepts": an opening participle describes the next subject."""
        for other in self._clauses:
            if other.verb > clause.verb and other.mode is SubjectMode.NAMED:
                frame = self._chunks[other.verb].frame
                return [part for index in other.subject for part in self._parts(index, "subject", frame)]
        return []

    def _open_with(self, subject: Sequence[Part], preposition: str, index: int) -> None:
        for part in self._parts(index, "to"):
            for actor in subject:
                match preposition:
                    case "in front of" | "before" | "ahead of":
                        self._link(actor, part)
                    case "behind" | "after":
                        self._link(part, actor)
                    case "from":
                        self._pull(actor, part)
                    case "with" | "via" | "through" | "using" | "in" | "on" | "at" | "for":
                        self._equip(actor, part)
                    case _:
                        continue

    # -- links -----------------------------------------------------------------------------------------------

    def _pull(self, actor: Part, source: Part, label: str = "") -> None:
        if source.kind is NodeKind.QUEUE or not actor.is_actor:
            self._link(source, actor, label)
        else:
            self._link(actor, source, label, EdgeKind.DATA if source.kind in STORES else EdgeKind.REQUEST)

    def _link(self, source: Part, target: Part, label: str = "", kind: EdgeKind | None = None) -> None:
        if source is target:
            return
        self._reader.links.append(Link(source, target, label, kind or edge_kind(source, target)))


class _ClauseReader:
    """Follows the frame of one verb over its slots."""

    def __init__(
        self, sentence: SentenceReader, clause: Clause, chunk: Chunk, subject: list[Part], slots: list[Slot], flow: bool
    ) -> None:
        self._s = sentence
        self._r = sentence._reader
        self._clause = clause
        self._chunk = chunk
        assert chunk.reading is not None
        self._frame = chunk.reading.frame
        self._base = chunk.reading.base
        self._subject = subject
        self._slots = slots
        self._flow = flow
        self._targets: list[Part] = []
        self._sources: list[Part] = []
        self._vias: list[Part] = []
        self._label = ""
        self._passive = not clause.active
        self._switched: list[Part] = []

    def read(self) -> None:
        if self._makes():
            return
        actors = self._actors()
        for slot in self._slots:
            if slot.bound_to is not None:
                self._bound(slot)
            else:
                self._fill(slot, actors)
        self._connect(actors)

    def _makes(self) -> bool:
        """"written in Go": the companion is what the subject is made with."""
        found = False
        for slot in list(self._slots):
            for index in list(slot.items):
                mention = self._s._chunks[index].mention
                if mention and mention.technology and is_material(mention.technology) and not mention.head and (
                    self._base in _MAKING and slot.preposition in ("in", "with", "on", "using", "")
                    or mention.technology.kind is None
                ):
                    slot.items.remove(index)
                    found = self._base in _MAKING
                    for part in self._subject:
                        if self._base in _MAKING and (part.technology is None):
                            part.technology = mention.technology
        self._slots = [slot for slot in self._slots if slot.items]
        runs = self._base == "run" and not self._slots_with_preposition()
        for slot in list(self._slots) if runs else ():
            for index in list(slot.items):
                mention = self._s._chunks[index].mention
                if mention and mention.technology and not mention.head and len(self._subject) == 1 and self._subject[0].technology is None:
                    self._subject[0].technology = mention.technology
                    slot.items.remove(index)
        return found and not self._slots

    def _slots_with_preposition(self) -> bool:
        return any(slot.preposition for slot in self._slots)

    def _actors(self) -> list[Part]:
        """Who acts: the subject, the agent of a passive, or whoever the text talks about."""
        if not self._passive:
            if self._flow:
                return self._flow_actors()
            return self._subject
        agents = [part for slot in self._slots if slot.preposition == "by" for i in slot.items for part in self._s._parts(i, "by", self._frame.name)]
        name = self._frame.name
        if name in ("back", "front", "feed", "monitor", "trigger", "serve", "request", "handle") or agents:
            self._slots = [slot for slot in self._slots if slot.preposition != "by"]
        if agents:
            if name == "back":
                self._turned(agents)
                return []
            if self._subject and not self._flow:
                self._object(self._subject, agents)
                return agents
            self._hand_over(agents)
            self._r.holder = agents
            return agents
        if self._flow or not self._subject:
            return self._flow_actors()
        if name == "feed":
            for slot in self._slots:
                if slot.preposition in ("from", "by", "with", "out of"):
                    for i in slot.items:
                        for part in self._s._parts(i, "from", name):
                            for target in self._subject:
                                self._s._link(part, target)
                    slot.items = []
            return self._subject
        return self._subject

    def _hand_over(self, agents: list[Part]) -> None:
        """"written to A, archived to B by C": C takes it from where it was."""
        origins = self._s.origins(self._clause)
        if self._clause.mode is SubjectMode.SAME and not origins:
            queues = [part for part in self._r.holder if part.kind is NodeKind.QUEUE] or [
                part for part in self._s._discourse.recent if part.kind is NodeKind.QUEUE
            ][-1:]
            origins = queues or self._r.holder
        for origin in origins:
            for agent in agents:
                self._s._link(origin, agent)

    def _turned(self, agents: list[Part]) -> None:
        for subject in self._subject:
            for agent in agents:
                self._s._link(subject, agent)

    def _object(self, objects: Sequence[Part], actors: Sequence[Part]) -> None:
        """The subject of a passive is what the agent acts on."""
        role = self._frame.object
        for actor in actors:
            for part in objects:
                self._point(role, actor, part)

    def _point(self, role: str, actor: Part, part: Part) -> None:
        match role:
            case "from" | "behind":
                self._s._link(part, actor)
            case "pull":
                self._s._pull(actor, part)
            case "serve" if part.kind is NodeKind.CLIENT:
                self._s._link(part, actor)
            case "none" if self._frame.name != "handle" or actor.kind is NodeKind.CLIENT:
                return
            case _:
                self._s._link(actor, part)

    def _flow_actors(self) -> list[Part]:
        """What flows has no will: it goes on from where it is, or from whom the text talks about."""
        before = [other for other in self._s._clauses if other.verb < self._clause.verb]
        goes_on = any(other.subject == self._clause.subject for other in before)
        if (self._clause.mode is SubjectMode.SAME or goes_on) and self._r.holder:
            return self._r.holder
        if any(slot.preposition in ("from", "out of") for slot in self._slots):
            return []
        origins = self._s.origins(self._clause)
        if origins:
            return origins
        if (self._frame.name in ("trigger", "feed") or self._s.is_definite(self._clause)) and self._r.holder and not self._passive:
            return self._r.holder
        return [part for part in self._r.topic if part.is_actor] or self._r.topic

    def _bound(self, slot: Slot) -> None:
        anchor_index = slot.bound_to
        assert anchor_index is not None
        anchors = self._s._parts(anchor_index, "object", self._frame.name)
        for index in slot.items:
            place = {"for": "for", "in": "inside", "on": "inside", "inside": "inside", "within": "inside"}.get(slot.preposition, "to")
            parts = self._s._parts(index, place, self._frame.name)
            mention = self._s._chunks[anchor_index].mention
            if not anchors and mention and mention.role is Role.FLOW:
                if slot.preposition == "of":
                    self._sources.extend(part for part in parts if part not in self._sources)
                elif slot.preposition in ("in", "on", "at", "inside", "within"):
                    self._fill(Slot(slot.preposition, [index]), self._subject)
                continue
            for anchor in anchors:
                for part in parts:
                    self._s._attach(anchor, slot.preposition, part)

    def _fill(self, slot: Slot, actors: Sequence[Part]) -> None:
        if slot.preposition == "as":
            return
        default = _DEFAULT_ROLES.get(slot.preposition, "")
        role = self._frame.prepositions.get(slot.preposition, default) if slot.preposition else self._frame.object
        if slot.preposition == "where":
            role = "pull" if self._frame.name in ("read", "request", "process") else "to"
        where = {"to": "to", "from": "from", "via": "via", "pull": "pull", "host": "host"}.get(role, "none")
        if not slot.preposition:
            where = "object"
        if slot.preposition == "for":
            where = "for"
        if len(slot.items) > 1 and self._s._chunks[slot.items[0]].norm == "there" and self._r.holder:
            for index in slot.items[1:]:
                for part in self._s._parts(index, "to", self._frame.name):
                    self._s._link((self._targets or self._r.holder)[-1], part)
            return
        parts: list[Part] = []
        for index in slot.items:
            chunk = self._s._chunks[index]
            self._take_possessed(chunk, slot, actors)
            if chunk.norm in ("former", "latter") and not slot.preposition:
                self._assign(role, parts, actors, chained=False)
                self._connect(actors)
                self._targets, parts = [], []
                actors = self._s._pronoun_parts(index)
                self._switched = actors
                continue
            if chunk.kind is ChunkKind.PRONOUN and (self._clause.relative is not None and not slot.preposition):
                continue
            if chunk.kind is ChunkKind.PRONOUN and role == "pull" and self._r.holder:
                self._carried(actors)
                continue
            cargo = self._frame.name in _CARRIES | {"replicate", "deploy", "handle"} or (self._frame.name == "request" and self._base not in _CALLS)
            if chunk.kind is ChunkKind.PRONOUN and not slot.preposition and cargo:
                self._carried(actors)
                continue
            if chunk.kind is ChunkKind.PRONOUN and role == "serves" and self._r.topic:
                found = [part for part in self._r.topic if part not in actors]
            else:
                found = self._s._parts(index, where, self._frame.name)
            if chunk.mention and not found and not slot.preposition and not self._label:
                self._label = _flow_label(chunk.mention)
            parts.extend(part for part in found if part not in parts)
        if len(parts) > 1:
            self._r.listed = list(parts)
        self._assign(role, parts, actors, chained=slot.chained)
        if len(self._targets) > 1:
            self._r.listed = list(self._targets)

    def _take_possessed(self, chunk: Chunk, slot: Slot, actors: Sequence[Part]) -> None:
        """"Prometheus collects their metrics": from whom the text spoke of last."""
        mention = chunk.mention
        takes = self._frame.name in ("read", "move", "monitor", "process")
        if not takes or slot.preposition or mention is None or mention.role is not Role.FLOW:
            return
        if mention.determiner in ("its", "their"):
            owners = [part for part in self._r.topic if part not in actors]
            self._assign("pull", owners, actors, chained=False)

    def _carried(self, actors: Sequence[Part]) -> None:
        """"The worker picks it up": what flows comes from where it was put."""
        name = self._frame.name
        named = self._clause.mode in (SubjectMode.NAMED,)
        if not named or self._clause.relative is not None:
            return
        if name not in ("read", "process", "move", "store") or not self._r.holder:
            return
        holders = [part for part in self._r.holder if part not in actors]
        if name != "store":
            self._targets.extend(part for part in holders if part.kind in STORES and part not in self._targets)
            self._sources.extend(part for part in holders if part.kind not in STORES and part not in self._sources)
        elif not all(actor.is_actor for actor in actors):
            self._sources.extend(part for part in holders if part not in self._sources)

    def _assign(self, role: str, parts: list[Part], actors: Sequence[Part], *, chained: bool) -> None:
        match role:
            case "to" if self._passive_target(parts):
                return
            case "to" | "back":
                chained = chained and self._flow
                if chained and len(parts) > 1:
                    self._targets.append(parts[0])
                    for first, second in zip(parts, parts[1:], strict=False):
                        self._s._link(first, second)
                elif chained and self._targets:
                    self._s._link(self._targets[-1], parts[0]) if parts else None
                else:
                    self._targets.extend(part for part in parts if part not in self._targets)
            case "pull":
                for part in parts:
                    gives = part.kind in (NodeKind.QUEUE, NodeKind.CLIENT) and part.kind is not (actors[0].kind if actors else None)
                    if gives or (actors and not any(actor.is_actor for actor in actors)):
                        self._sources.append(part)
                    else:
                        self._targets.append(part)
            case "from" if self._frame.object == "to" and all(a.kind in FRONTS for a in actors) and actors:
                self._targets.extend(parts)
            case "from" if self._frame.name == "process" and any(part.kind in APPS for part in parts):
                self._targets.extend(part for part in parts if part not in self._targets)
            case "from":
                self._sources.extend(part for part in parts if part not in self._sources)
            case "through":
                for part in parts:
                    for subject in self._subject:
                        self._s._link(part, subject)
            case "via":
                self._vias.extend(part for part in parts if part not in self._vias)
            case "also":
                for actor in actors:
                    for part in parts:
                        self._s._equip(actor, part)
            case "serves":
                for actor in actors:
                    for part in parts:
                        self._s._link(part, actor) if not actor.is_actor or part.kind is NodeKind.CLIENT or self._frame.name == "process" else None
            case "aim":
                for part in parts:
                    queues = [target for target in self._targets if target.kind is NodeKind.QUEUE]
                    for queue in queues[-1:]:
                        self._s._link(queue, part)
            case "launch":
                for part in parts:
                    for actor in actors:
                        if part.kind in (NodeKind.WORKER, NodeKind.FUNCTION):
                            self._s._link(actor, part)
            case "behind":
                for part in parts:
                    for actor in self._subject:
                        self._s._link(part, actor)
            case "front" | "with_monitor":
                for part in parts:
                    for actor in actors:
                        self._s._link(part, actor)
            case "between" if len(parts) >= 2:
                for actor in self._subject:
                    self._s._link(parts[0], actor)
                    for part in parts[1:]:
                        self._s._link(actor, part)
            case "host":
                self._host(parts)
            case "serve":
                for actor in actors:
                    for part in parts:
                        if part.kind is NodeKind.CLIENT and part.technology is None:
                            self._s._link(part, actor)
                        else:
                            self._s._link(actor, part)
            case "same":
                self._same(parts)
            case _:
                return

    def _passive_target(self, parts: Sequence[Part]) -> bool:
        return False

    def _host(self, parts: Sequence[Part]) -> None:
        for subject in self._subject:
            for part in parts:
                if part.kind in STORES and subject.kind not in STORES:
                    self._s._link(subject, part)

    def _same(self, parts: Sequence[Part]) -> None:
        return

    def _feed_the_starved(self, actors: Sequence[Part]) -> None:
        """Who takes, works on or shows something gets it from where it was last, when the clause does not say."""
        name = self._frame.name
        if name not in ("read", "process", "move", "monitor") or self._sources or self._targets:
            return
        if self._clause.mode is not SubjectMode.NAMED or self._passive:
            return
        for actor in actors:
            if any(actor in (link.source, link.target) for link in self._r.links):
                continue
            origin = self._origin(actor)
            if origin is not None:
                self._s._pull(actor, origin) if name == "monitor" or origin.kind in STORES else self._s._link(origin, actor)

    def _origin(self, actor: Part) -> Part | None:
        recent = [part for part in self._s._discourse.recent if part is not actor]
        wanted = {NodeKind.QUEUE} if self._frame.name == "read" else {NodeKind.QUEUE} | STORES
        holders = [part for part in self._r.holder if part is not actor]
        found = [part for part in recent if part.kind in wanted and self._r.links]
        if self._frame.name == "monitor":
            found = [part for part in recent if part.kind in STORES or part.kind is NodeKind.MONITORING]
            return (found or holders or [None])[-1]
        if self._frame.name == "read":
            return (found or holders or [None])[-1]
        return (holders or found or [None])[-1]

    def _connect(self, actors: Sequence[Part]) -> None:
        """Draw from every actor over what lies between to every target."""
        ends = self._switched or list(actors)
        name = self._frame.name
        if name == "login":
            self._r.signed_in.extend(self._targets)
        if self._flow and self._sources and not actors:
            ends, self._sources = self._sources, []
        for source in self._sources:
            for actor in ends:
                self._s._link(source, actor, self._label)
        if self._passive and self._subject and not self._targets and self._vias and name in ("send", "serve", "route", "request", "front"):
            for via in self._vias:
                for subject in self._subject:
                    self._s._link(via, subject)
            return
        path = [part for part in self._vias if part not in ends]
        for end in ends:
            last = end
            for via in path:
                self._s._link(last, via, self._label)
                last = via
            for target in self._targets:
                if end.kind is NodeKind.WORKER and target.kind is NodeKind.QUEUE and self._base in ("use", "connect", "utilise", "utilize", "leverage", "share"):
                    self._s._link(target, end)
                elif name == "replicate":
                    self._s._link(last, target, kind=EdgeKind.REPLICATION)
                else:
                    self._s._link(last, target, self._label)
        if not ends and self._targets:
            last_via = path[-1:] or []
            for first, second in zip(path, path[1:], strict=False):
                self._s._link(first, second)
            for via in last_via:
                for target in self._targets:
                    self._s._link(via, target)
            start = path[:1] or self._targets
            if self._flow or self._clause.mode is SubjectMode.NONE or not self._subject:
                self._r.waiting.extend((part, self._label, EdgeKind.DATA) for part in start)
        self._feed_the_starved(ends)
        if self._targets or self._vias:
            self._r.holder = (self._targets or self._vias)[-1:]
        elif name in ("process", "read", "move") and self._subject:
            self._r.holder = self._subject


def _is_purpose(mention: Mention) -> bool:
    """"for search", "for single sign-on": what something is good for, not a part."""
    return mention.technology is None and not mention.determiner and (not mention.plural or mention.head in _HANDLED)


def _relative_slot(preposition: str) -> str:
    return preposition


def _flow_label(mention: Mention) -> str:
    return mention.label if mention.role in (Role.FLOW, Role.WEAK) else mention.label


def edge_kind(source: Part, target: Part) -> EdgeKind:
    """What usually flows between parts of these kinds."""
    if NodeKind.QUEUE in (source.kind, target.kind):
        return EdgeKind.EVENT
    if target.kind in STORES or source.kind in STORES:
        return EdgeKind.DATA
    return EdgeKind.REQUEST


def all_parts(values: Iterable[list[Part]]) -> list[Part]:
    return [part for parts in values for part in parts]
