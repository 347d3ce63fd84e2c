"""Diagrams of draw.io (diagrams.net): `mxfile` with pages, plain or compressed, a bare `mxGraphModel`, or a picture.

What draw.io has no words for we write as attributes of the `object` around a cell, which its dialog “Edit Data” shows
and lets one change: `infrasketch` (`node`, `group`, `edge`, `note` or `sheet`) marks a record of ours, whose id the
cell then has; `kind`, `technology`, `description`, `notes`, `inputs` and `outputs` (JSON lists) belong to nodes, `kind`
and `animated` to edges, `title`, `direction` and `edge_style` to the sheet. `course="computed"` says that the points of
an edge were found by a layout and not set by hand. Everything else is draw.io's own: geometry, containers, styles and
labels.

Sources: the draw.io pages “Style reference”, “Extracting the XML from mxfiles” and “Custom shape data”; the mxGraph
manual for cells and geometry.
"""
