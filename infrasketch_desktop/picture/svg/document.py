"""A display list as one SVG document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from infrasketch_desktop.collector import collector_paused
from infrasketch_desktop.diagram.captions import caption
from infrasketch_desktop.diagram.diagram import Diagram
from infrasketch_desktop.diagram.geometry import Rect
from infrasketch_desktop.diagram.records import Sheet
from infrasketch_desktop.picture.artist import BadgeSource
from infrasketch_desktop.picture.drawing import DisplayList, Item, display_list
from infrasketch_desktop.picture.faces import Faces, firago, shared_measurer
from infrasketch_desktop.picture.look import Look
from infrasketch_desktop.picture.shapes import Text
from infrasketch_desktop.picture.svg.fonts import FontUse, font_families, font_rules
from infrasketch_desktop.picture.svg.markup import escaped, number
from infrasketch_desktop.picture.svg.shapes import ShapeWriter
from infrasketch_desktop.picture.text import TextMeasurer
from infrasketch_desktop.picture.theme import Theme

MARGIN = 24.0
ID_PREFIX = "element-"
_EMPTY = Rect(0, 0, 320, 180)


@dataclass(frozen=True, slots=True)
class SvgOptions:
    """How an SVG is made. `scale` is CSS pixels per scene unit; `area` is shown instead of everything with `margin`.

    `faces` are those to measure, name and embed: FiraGO with fallbacks for what the texts need beyond it.
    """

    fonts: FontUse = FontUse.EMBEDDED
    faces: Faces | None = None
    transparent: bool = False
    margin: float = MARGIN
    area: Rect | None = None
    scale: float = 1.0


_PLAIN = SvgOptions()


@collector_paused()
def render_svg(
    diagram: Diagram,
    theme: Theme,
    options: SvgOptions = _PLAIN,
    *,
    measurer: TextMeasurer | None = None,
    badge_for: BadgeSource | None = None,
) -> bytes:
    """Everything visible as an SVG file in UTF-8; the same diagram gives the same bytes.

    Every record is a `<g>` with its id (as `data-id`, and prefixed as `id`) and a `<title>` that says what it is.
    """
    look = Look(theme, measurer or shared_measurer(options.faces or firago()))
    drawing = display_list(diagram, look, badge_for)
    titles = {record.id: caption(record, diagram) for record in diagram if not isinstance(record, Sheet)}
    name = diagram.sheet.title or "Architecture diagram"
    return write_svg(drawing, theme, options, title=name, description=summary(diagram), titles=titles)


def write_svg(
    drawing: DisplayList,
    theme: Theme,
    options: SvgOptions = _PLAIN,
    *,
    title: str = "",
    description: str = "",
    titles: Mapping[str, str] | None = None,
) -> bytes:
    """A display list as an SVG file in UTF-8. `titles` says what the items are, by id."""
    area = options.area or (drawing.bounds or _EMPTY).inflated(options.margin)
    items = drawing.items if options.area is None else [i for i in drawing.items if _reaches(i, area)]
    writer = ShapeWriter(fit_text=options.fonts is FontUse.NAMED)
    groups = "".join(_groups(items, writer, titles or {}))
    ground = "" if options.transparent else f'<rect {_box(area)} fill="{theme.canvas}"/>\n'
    head, defs = (
        _head(area, options, title, description),
        f"<defs>{_style(items, options)}{writer.definitions}</defs>\n",
    )
    return f"{head}{defs}{ground}{groups}</g>\n</svg>\n".encode()


def summary(diagram: Diagram) -> str:
    """How much a diagram shows, in one sentence."""
    counts = ((len(diagram.nodes), "component"), (len(diagram.edges), "connection"), (len(diagram.groups), "group"))
    return ", ".join(f"{n} {noun}" if n == 1 else f"{n} {noun}s" for n, noun in counts if n) or "Nothing yet"


def _head(area: Rect, options: SvgOptions, title: str, description: str) -> str:
    """Until the group around everything; its glyphs stand where they were measured, whatever the screen."""
    width, height = (number(side * options.scale) for side in area.size)
    families = font_families(options.faces or firago())
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg"'
        f' xmlns:xlink="http://www.w3.org/1999/xlink" width="{width}" height="{height}" viewBox="{_view(area)}"'
        ' role="img" aria-labelledby="title description">'
        f'<title id="title">{escaped(title)}</title><desc id="description">{escaped(description)}</desc>\n'
        f'<g font-family="{families}" text-rendering="geometricPrecision">\n'
    )


def _style(items: Iterable[Item], options: SvgOptions) -> str:
    if options.fonts is not FontUse.EMBEDDED:
        return ""
    rules = font_rules(_texts(items), options.faces or firago())
    return f"<style>{rules}</style>" if rules else ""


def _texts(items: Iterable[Item]) -> Iterator[Text]:
    return (shape for item in items for shape in item.shapes if isinstance(shape, Text))


def _groups(items: Iterable[Item], writer: ShapeWriter, titles: Mapping[str, str]) -> Iterator[str]:
    """One group for each item; of several with one id the first has it and the title."""
    named: set[str] = set()
    for item in items:
        drawn = writer.write(item.shapes)
        if item.id in named:
            yield f'<g data-id="{item.id}">{drawn}</g>\n'
            continue
        named.add(item.id)
        title = titles.get(item.id)
        told = f"<title>{escaped(title)}</title>" if title else ""
        yield f'<g id="{ID_PREFIX}{item.id}" data-id="{item.id}">{told}{drawn}</g>\n'


def _reaches(item: Item, area: Rect) -> bool:
    """Whether something of an item may be seen; lines have bounds without any width, and heads beyond them."""
    return item.bounds.inflated(12.0).intersects(area)


def _view(area: Rect) -> str:
    return " ".join(map(number, (area.x, area.y, area.width, area.height)))


def _box(area: Rect) -> str:
    x, y, width, height = map(number, (area.x, area.y, area.width, area.height))
    return f'x="{x}" y="{y}" width="{width}" height="{height}"'
