"""The design document: nine chapters generated from the diagram, with what people wrote kept in its place.

`document.py` is the form all else shares. Generated text is never stored: it is made anew from the diagram, and only
the passages that somebody wrote (`diagram.records.Passage`) live in the sketch, with the ids of what they speak of.
"""

from infrasketch_desktop.design_doc.document import Block, ChapterText, DesignDocument

__all__ = ["Block", "ChapterText", "DesignDocument"]
