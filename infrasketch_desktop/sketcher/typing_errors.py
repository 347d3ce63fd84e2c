"""Read common nouns, verbs and small words of the trade that are typed wrongly: "backnd", "wich", "serches"."""

from collections.abc import Sequence
from dataclasses import replace

from infrasketch_desktop.sketcher.lexicon import Lexicon
from infrasketch_desktop.sketcher.tokens import Token


def respell(tokens: Sequence[Token], lexicon: Lexicon) -> tuple[Token, ...]:
    """The tokens with each misspelt everyday word in its right form; names are left to the speller of names."""
    return tuple(_respelt(token, lexicon) for token in tokens)


def _respelt(token: Token, lexicon: Lexicon) -> Token:
    word = token.norm
    if not token.is_word or token.joined or token.capitalised or not word.isalpha():
        return token
    meant = lexicon.everyday(word)
    return token if meant is None else replace(token, text=meant, norm=meant)
