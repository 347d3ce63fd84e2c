"""The design document as Markdown for a repository: one file with a list of contents, and the picture beside it."""

from __future__ import annotations

from infrasketch_desktop.design_doc.document import DesignDocument
from infrasketch_desktop.design_doc.markup import escaped

FILE_NAME = "design.md"
PICTURE_NAME = "diagram.png"


def to_markdown(document: DesignDocument, picture_name: str = PICTURE_NAME) -> str:
    """The document as one Markdown file that shows `picture_name` from its own folder."""
    lines = [f"# {escaped(document.title)}"]
    for number, chapter in enumerate(document.chapters, 1):
        lines.append(f"## {number}. {chapter.title}")
        for block in chapter.blocks:
            if block.title:
                lines.append(f"### {block.title}")
            lines.append(block.markdown.replace("](diagram)", f"]({picture_name})"))
    return "\n\n".join(lines) + "\n"


def folder_parts(document: DesignDocument, png: bytes, picture_name: str = PICTURE_NAME) -> dict[str, bytes]:
    """The files of a folder with the document: names and contents."""
    return {FILE_NAME: to_markdown(document, picture_name).encode(), picture_name: png}
