"""What can go wrong in the sketcher; a text itself never does."""


class SketcherError(Exception):
    """Base of the sketcher's errors."""


class LexiconError(SketcherError):
    """The lexicon files are missing or damaged."""
