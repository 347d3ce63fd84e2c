"""YAML and JSON as trees that remember their lines: what every reader of infrastructure files stands on.

PyYAML's C parser gives events; no tag is ever acted on and no object constructed. An alias shares the value of its
anchor, so that the tree stays as small as the text; how large it is when everybody walks through every alias is counted
while it grows, and too large a tree is refused. What comes out can be walked without further care.

    for document in read_documents(source):
        image = at(document.root, "services", "api", "image")
"""

from infrasketch_desktop.formats.yaml_tree.reading import read_documents
from infrasketch_desktop.formats.yaml_tree.tree import Document, Mapping, Remark, Scalar, Sequence, Value
from infrasketch_desktop.formats.yaml_tree.walking import (
    at,
    items_at,
    mapping_at,
    number_at,
    plain,
    scalars_in,
    text_at,
    texts_at,
    words,
)

__all__ = [
    "Document",
    "Mapping",
    "Remark",
    "Scalar",
    "Sequence",
    "Value",
    "at",
    "items_at",
    "mapping_at",
    "number_at",
    "plain",
    "read_documents",
    "scalars_in",
    "text_at",
    "texts_at",
    "words",
]
