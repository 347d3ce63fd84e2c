"""Cut English text into tokens that remember where they stood."""

import re
from dataclasses import dataclass
from enum import StrEnum

ARROW_CHARACTERS = "→⇒➜➔➡⟶⟹↦►⟷↔⇄←⇐⟵"


class TokenKind(StrEnum):
    """What a token is made of."""

    WORD = "word"
    NUMBER = "number"
    ARROW = "arrow"
    NEWLINE = "newline"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of the text.

    `norm` is the form that is compared: lower case, typographic quotes straightened.
    `start` and `end` are offsets into the text. `joined` is the character that glues a word to the
    word before it ("-" in "Node-RED", "." in "Next.js", "/" in "CI/CD"), "" for a word on its own.
    """

    text: str
    norm: str
    start: int
    end: int
    kind: TokenKind
    joined: str = ""

    @property
    def is_word(self) -> bool:
        return self.kind is TokenKind.WORD

    @property
    def capitalised(self) -> bool:
        """Whether any letter of the token is a capital one ("iOS", "Redis")."""
        return self.text != self.text.lower()


_PATTERN = re.compile(
    rf"""
      (?P<newline>[\r\n]+)
    | (?P<arrow><?[-=~.]{{0,6}}[-=~]>{{1,2}}|<[-=~]{{1,6}}|[{ARROW_CHARACTERS}]|\|>|(?<=[ \t])>{{1,2}}(?=[ \t]))
    | (?P<path>(?<![\w/.])/[\w][\w/-]*)
    | (?P<glue>(?<=\w)[-./_](?=\w))
    | (?P<number>\d+(?:[.,]\d+)*(?![^\W_]))
    | (?P<word>[wW]/o?(?!\w)|\.[nN][eE][tT](?!\w)|'s(?!\w)|[^\W_]+(?:[+\#]+(?!\w)|n't|'(?!s\b)[a-z]+)?)
    | (?P<mark>\S)
    """,
    re.VERBOSE,
)
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", " ": " "})


def tokenize(text: str) -> tuple[Token, ...]:
    """Return the tokens of `text` in order; white space is dropped, line ends are kept."""
    tokens: list[Token] = []
    glue = ""
    for match in _PATTERN.finditer(text.translate(_STRAIGHT)):
        group = match.lastgroup
        if group == "glue":
            glue = match.group()
            continue
        kind = TokenKind.MARK if group == "path" else TokenKind(group or "mark")
        shown = text[match.start() : match.end()]
        tokens.append(Token(shown, match.group().lower(), match.start(), match.end(), kind, glue))
        glue = ""
    return tuple(tokens)
