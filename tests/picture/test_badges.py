import pytest

from infrasketch_desktop.diagram.kinds import NodeKind
from infrasketch_desktop.picture.badges import Badges
from infrasketch_desktop.picture.colors import MIN_SIGN_CONTRAST, contrast
from infrasketch_desktop.picture.drawing import display_list
from infrasketch_desktop.picture.look import Look
from infrasketch_desktop.picture.shapes import Glyph
from infrasketch_desktop.picture.svg import render_svg
from infrasketch_desktop.picture.theme import Theme, light_theme, themes
from infrasketch_desktop.technology import Catalog, Technology, TechnologyError
from tests.picture.rulers import Ruler, glyphs
from tests.support.diagrams import document, node

REDIS = Technology("Redis", NodeKind.CACHE, "cache", aliases=("redis cache",), icon="redis")
PLAIN = Technology("Homebrew queue", NodeKind.QUEUE, "queue")
LOST = Technology("Lost", NodeKind.QUEUE, "queue", icon="zzzznosuchbrand")


def badges() -> Badges:
    return Badges(lambda: Catalog((REDIS, PLAIN, LOST)))


@pytest.mark.parametrize("technology", ["Redis", "redis", "Redis cache", "Redis 7", "Redis v7.2.4", "redis 7-alpine"])
def test_a_technology_is_known_by_name_alias_and_version(technology: str) -> None:
    badge = badges()(technology)
    assert badge is not None
    assert badge.name == "brand-redis"


@pytest.mark.parametrize("technology", ["Homebrew queue", "Lost", "7", "", "Redisson"])
def test_others_have_no_badge(technology: str) -> None:
    assert badges()(technology) is None


def test_the_list_is_loaded_once_and_late() -> None:
    loads: list[str] = []

    def load() -> Catalog:
        loads.append("read")
        return Catalog((REDIS,))

    late = Badges(load)
    assert not loads
    late("Redis")
    late("Redis 7")
    assert loads == ["read"]


def test_a_damaged_list_costs_the_badges_and_nothing_else() -> None:
    def load() -> Catalog:
        raise TechnologyError("damaged")

    assert Badges(load)("Redis") is None


@pytest.mark.parametrize("theme", themes(), ids=lambda theme: theme.name)
def test_badges_have_the_colour_of_the_kind_and_can_be_seen(theme: Theme) -> None:
    for kind in NodeKind:
        diagram = document(node("a", kind=kind, technology="Redis")).diagram
        shapes = display_list(diagram, Look(theme, Ruler()), badges()).items[0].shapes
        (badge,) = [s for s in shapes if isinstance(s, Glyph) and s.name == "brand-redis"]
        assert badge.color == theme.kinds[kind].badge
        assert contrast(badge.color, theme.card) >= MIN_SIGN_CONTRAST


def test_a_card_without_a_badge_keeps_its_place_for_text() -> None:
    diagram = document(node("a", technology="Homebrew queue")).diagram
    with_badges, without = (display_list(diagram, Look(light_theme(), Ruler()), b) for b in (badges(), None))
    assert with_badges == without
    assert len(glyphs(with_badges.items[0].shapes)) == 1


def test_badges_are_drawn_in_svg() -> None:
    svg = render_svg(document(node("a", technology="Redis")).diagram, light_theme(), badge_for=badges()).decode()
    color = light_theme().kinds[NodeKind.SERVICE].badge.removeprefix("#")
    assert f'<g id="glyph-brand-redis-{color}"><path d="M22.71 13.145' in svg
    assert f'xlink:href="#glyph-brand-redis-{color}"' in svg
