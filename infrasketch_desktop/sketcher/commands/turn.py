"""What every verb works with while one command is carried out."""

from __future__ import annotations

from dataclasses import dataclass

from infrasketch_desktop.sketcher.commands.masking import MaskedText
from infrasketch_desktop.sketcher.commands.newcomers import Newcomers
from infrasketch_desktop.sketcher.commands.referents import Referents
from infrasketch_desktop.sketcher.commands.scene import Scene
from infrasketch_desktop.sketcher.lexicon import Lexicon
from infrasketch_desktop.sketcher.verbs import Form


@dataclass(frozen=True, slots=True)
class Turn:
    """The working copy, the reader of phrases for things that exist and the one for things to be made."""

    scene: Scene
    referents: Referents
    newcomers: Newcomers
    masked: MaskedText
    lexicon: Lexicon

    def is_verb(self, word: str) -> bool:
        """Whether a word is a form of a verb that the lexicon knows."""
        return self.lexicon.verbs.reading(word.lower()) is not None

    def is_form(self, word: str, form: str) -> bool:
        """Whether a word is a verb in this form: "gerund", "participle" or "infinitive"."""
        reading = self.lexicon.verbs.reading(word.lower())
        if reading is None:
            return False
        wanted = {"gerund": {Form.GERUND}, "participle": {Form.PARTICIPLE, Form.PAST}, "infinitive": {Form.BASE}}
        return reading.form in wanted[form]

    def name(self, part: str) -> str:
        """`part` of the command as a name to write down: quotes and closing marks gone."""
        return " ".join(self.masked.reveal(part).split()).strip(" .,;:!\"'`")
