"""Parses XML into small elements that know their line; entities, depth and number are refused while reading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler, ErrorHandler
from xml.sax.xmlreader import AttributesImpl, InputSource, Locator

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import create_parser

from infrasketch_desktop.language import tr

MAX_ELEMENTS = 120_000
MAX_DEPTH = 40
"""Files of draw.io are eight deep at most, Maven projects hardly twenty."""


class MarkupError(Exception):
    """A text is no XML that may be read; `line` counts from 1."""

    def __init__(self, what: str, line: int) -> None:
        super().__init__(what)
        self.what, self.line = what, line


@dataclass(slots=True)
class Element:
    """An element with its attributes, its children and all text directly inside."""

    tag: str
    attributes: dict[str, str]
    line: int
    children: list[Element] = field(default_factory=list)
    text: str = ""

    def child(self, tag: str) -> Element | None:
        return next(self.children_named(tag), None)

    def children_named(self, tag: str) -> Iterator[Element]:
        return (child for child in self.children if child.tag == tag)


def parsed(text: str) -> Element:
    """The outermost element of an XML text. Raises MarkupError."""
    handler = _Handler()
    source = InputSource()
    source.setByteStream(BytesIO(text.encode("utf-8", "replace")))
    source.setEncoding("utf-8")  # whatever the text says that it was in
    reader = create_parser()
    reader.setContentHandler(handler)
    reader.setErrorHandler(ErrorHandler())
    try:
        reader.parse(source)
    except SAXParseException as error:
        raise MarkupError(
            tr("this is not valid XML: {error}.", error=error.getMessage()), error.getLineNumber() or 0
        ) from error
    except DefusedXmlException as error:
        raise MarkupError(
            tr("it declares entities or a document type, which no file of this sort needs."), 0
        ) from error
    if handler.outermost is None:
        raise MarkupError(tr("it holds no element."), 0)
    return handler.outermost


class _Handler(ContentHandler):
    """Builds elements as the parser meets them."""

    def __init__(self) -> None:
        super().__init__()
        self.outermost: Element | None = None
        self._open: list[Element] = []
        self._texts: list[list[str]] = []
        self._count = 0
        self._locator: Locator | None = None

    def setDocumentLocator(self, locator: Locator) -> None:  # noqa: N802 - a name of the SAX interface
        self._locator = locator

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - likewise
        element = Element(name, dict(attrs.items()), self._line())
        self._count += 1
        if self._count > MAX_ELEMENTS or len(self._open) >= MAX_DEPTH:
            raise MarkupError(tr("it holds more, or is nested deeper, than any diagram could be."), element.line)
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.outermost = element
        self._open.append(element)
        self._texts.append([])

    def endElement(self, name: str) -> None:  # noqa: N802, ARG002 - likewise
        self._open.pop().text = "".join(self._texts.pop()).strip()

    def characters(self, content: str) -> None:
        self._texts[-1].append(content)

    def _line(self) -> int:
        return (self._locator.getLineNumber() or 0) if self._locator else 0
