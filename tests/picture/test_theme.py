import pytest

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.picture.colors import ENHANCED_TEXT_CONTRAST, MIN_SIGN_CONTRAST, MIN_TEXT_CONTRAST, contrast
from infrasketch_desktop.picture.theme import KIND_COLORS, Theme, themes

GIVEN = {
    NodeKind.DATABASE: "#4A90E2",
    NodeKind.CACHE: "#F5A623",
    NodeKind.SERVER: "#7ED321",
    NodeKind.API: "#BD10E0",
    NodeKind.LOAD_BALANCER: "#50E3C2",
    NodeKind.QUEUE: "#D0021B",
    NodeKind.CDN: "#9013FE",
    NodeKind.GATEWAY: "#417505",
    NodeKind.STORAGE: "#B8E986",
    NodeKind.SERVICE: "#8B572A",
}

every_theme = pytest.mark.parametrize("theme", themes(), ids=lambda theme: theme.name)


def test_kinds_have_the_colours_of_the_product() -> None:
    assert {kind: KIND_COLORS[kind] for kind in GIVEN} == GIVEN


def test_no_two_kinds_share_a_colour() -> None:
    assert len(set(KIND_COLORS.values())) == len(NodeKind)


@every_theme
def test_text_can_be_read_on_everything_it_stands_on(theme: Theme) -> None:
    pairs = [
        (theme.ink, theme.card),
        (theme.soft_ink, theme.card),
        (theme.soft_ink, theme.plate),
        (theme.paper_ink, theme.paper),
        (theme.card, theme.guide),
        *((theme.soft_ink, fill) for fill in theme.group_fills),
        *((theme.group_ink, fill) for fill in theme.group_fills),
    ]
    least = ENHANCED_TEXT_CONTRAST if theme.high_contrast else MIN_TEXT_CONTRAST
    assert [pair for pair in pairs if contrast(*pair) < least] == []


@every_theme
@pytest.mark.parametrize("kind", NodeKind)
def test_a_glyph_can_be_seen_on_its_tile(theme: Theme, kind: NodeKind) -> None:
    colors = theme.kinds[kind]
    assert contrast(colors.glyph, colors.tile) >= MIN_SIGN_CONTRAST


@every_theme
def test_lines_can_be_seen_on_every_ground(theme: Theme) -> None:
    for ground in (theme.canvas, *theme.group_fills):
        assert contrast(theme.line, ground) >= MIN_SIGN_CONTRAST
        assert contrast(theme.strong_line, ground) > contrast(theme.line, ground) or theme.line == theme.strong_line


@every_theme
@pytest.mark.parametrize("mark", ["accent", "guide", "added", "changed", "removed"])
def test_marks_can_be_seen_on_canvas_and_cards(theme: Theme, mark: str) -> None:
    color = getattr(theme, mark)
    assert contrast(color, theme.canvas) >= MIN_SIGN_CONTRAST
    assert contrast(color, theme.card) >= MIN_SIGN_CONTRAST


@every_theme
def test_frames_in_frames_differ(theme: Theme) -> None:
    assert theme.group_fill(0) != theme.group_fill(1)
    assert theme.group_fill(0) == theme.group_fill(len(theme.group_fills))
