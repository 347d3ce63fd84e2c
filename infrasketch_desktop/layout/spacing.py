"""The distances of a drawing, in scene units; chosen so that standard cards fall on the grid of 20."""

from __future__ import annotations

GRID = 20
NODE_GAP = 60
"""Between two boxes of a row."""
LAYER_GAP = 80
"""Between two rows, when few edges have to pass."""
LABEL_GAP = 31
"""Between a row of labels and its neighbours: with a label of 18 the rows of boxes stay 80 apart."""
EDGE_GAP = 12
"""Between parallel segments of edges."""
EDGE_NODE_GAP = 24
"""Between an edge that passes and a box."""
CHANNEL_MARGIN = 20
"""Between a row and the nearest horizontal segment, so that an arrow head fits."""
LABEL_MARGIN = 15
"""Between a row of labels and the nearest horizontal segment."""
LABEL_SIDE_GAP = 20
"""Between a label and its neighbours in the row."""
STUB_GAP = 20
"""Between edges that cross the same border of a group."""
PACK_GAP = 60
"""Between parts of a drawing that no edge connects."""
LABEL_HEIGHT = 18


def snap(value: float, step: int = GRID, offset: int = 0) -> int:
    """The nearest whole number that is `offset` more than a multiple of `step`; halves go up."""
    return int((value - offset + step / 2) // step) * step + offset


def ceil_to(value: float, step: int = GRID) -> int:
    return -int(-value // step) * step
