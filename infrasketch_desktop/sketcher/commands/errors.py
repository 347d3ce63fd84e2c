"""Why a command is not carried out; the message is the question put to the architect."""


class CommandError(Exception):
    """Base of what stops a command; nothing was changed."""


class UnclearError(CommandError):
    """The command names something that is missing or that may be several things.

    `options` are labels to choose from, nearest first; `unknown` is the wording that was not understood.
    """

    def __init__(self, question: str, options: tuple[str, ...] = (), unknown: tuple[str, ...] = ()) -> None:
        super().__init__(question)
        self.question = question
        self.options = options
        self.unknown = unknown


class NotThisReadingError(CommandError):
    """A pattern fitted the words but not their meaning; the next reading is tried."""
