"""The icons of program and sketch files, drawn by us as SVG, and what systems want of them: PNG, .ico and .icns.

Pictures of pixels are made at release time and not kept: one drawing is the source of all sizes. At 16, 22 and 24
pixels a drawing of its own keeps every edge on a pixel; the large one serves from 32 on.
"""
