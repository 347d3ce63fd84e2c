"""The design document: nine chapters generated from the diagram, with what people wrote kept in its place.

`document.py` is the form all else shares. Generated text is never stored: it is made anew from the diagram, and only
the passages that somebody wrote (`diagram.records.Passage`) live in the sketch, with the ids of what they speak of.
So generating again can touch nothing that was written by hand.

`generator.design_document` makes the document, `passages` are the verbs that edit it, `drift` says what it and the
diagram disagree on, `markdown` and `pdf` take it away. The generator is not imported here: it brings networkx, which no
window needs before its first paint.
"""

from infrasketch_desktop.design_doc.document import DIAGRAM, Block, ChapterText, DesignDocument

__all__ = ["DIAGRAM", "Block", "ChapterText", "DesignDocument"]
