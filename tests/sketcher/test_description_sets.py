"""The figures that the sketcher has to reach on the description sets.

`given` and `development` were looked at while writing the rules; the hold-outs were measured before anybody read what
fails in them, and then used for development in their turn. Their figures (node F1 / edge F1) when measured unread:
first 0.91 / 0.69 at the very start, 0.96 / 0.79 an hour later; second 0.97 / 0.80; third 0.96 / 0.83; fourth
0.97 / 0.83; fifth, with sentences as hard as the given ones, 0.99 / 0.89; blind, written by somebody who never saw the
code, 0.94 / 0.75, exact 0.45, with two forbidden parts; sixth 0.95 / 0.79, exact 0.50, with one forbidden part;
seventh, of 15 sentences written after that one was worked on, 0.97 / 0.67, exact 0.40: new turns of phrase still cost.
"""

import pytest

from infrasketch_desktop.sketcher.lexicon import Lexicon
from tests.sketcher.support.sets import NAMES, load_items, score_set

NODE_F1, EDGE_F1 = 0.88, 0.75


@pytest.mark.parametrize("name", NAMES)
def test_every_set_reaches_the_figures_of_the_issue(name: str, lexicon: Lexicon) -> None:
    means = score_set(name, lexicon)
    assert means.node_f1 >= NODE_F1
    assert means.edge_f1 >= EDGE_F1
    assert means.forbidden == 0


@pytest.mark.parametrize("name", ["given", "development", "blind"])
def test_what_was_learnt_is_not_forgotten(name: str, lexicon: Lexicon) -> None:
    means = score_set(name, lexicon)
    assert means.node_f1 >= 0.98
    assert means.edge_f1 >= 0.97


def test_ids_of_items_are_unique() -> None:
    ids = [item["id"] for name in NAMES for item in load_items(name)]
    assert len(ids) == len(set(ids))
