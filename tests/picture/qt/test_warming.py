"""Several threads draw at once in a program that has drawn nothing yet."""

from tests.support.programs import python

DRAW = """
import sys
from concurrent.futures import ThreadPoolExecutor
sys.setswitchinterval(1e-5)
from infrasketch_desktop.picture.qt.fonts import load_fonts
from infrasketch_desktop.picture.qt.rendering import offscreen_application, render_thumbnail
from infrasketch_desktop.picture.qt.warming import warm_drawing
from infrasketch_desktop.picture.theme import light_theme
from infrasketch_desktop.storage.sketches import load
from infrasketch_desktop.templates import load_templates
application = offscreen_application()
load_fonts()
diagrams = [load(template.path) for template in load_templates()]
warm_drawing()
with ThreadPoolExecutor(4) as threads:
    list(threads.map(lambda diagram: render_thumbnail(diagram, light_theme(), 300, 180), diagrams))
"""


def test_warm_drawing_is_safe_on_several_threads() -> None:
    outcome = python(DRAW)
    assert (outcome.code, outcome.err) == (0, "")
