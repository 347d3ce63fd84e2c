"""One look everywhere: a diagram becomes a list of plain shapes, and a backend draws them on a screen or into a file.

`drawing.display_list` is the seam. What stands above it decides places, colours, wraps and line styles and knows no
toolkit; what stands below (`qt`, `svg`, `pdf`) only draws boxes, paths, lines, texts and glyphs. A picture on the
canvas and in a file can therefore not drift apart. Widths of text come through `text.TextMeasurer`: `qt` has one, and
`faces` another that agrees with it and needs no Qt. `comparison` and `marking` draw two diagrams as one.
"""
