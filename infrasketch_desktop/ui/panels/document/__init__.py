"""The design document beside the canvas: read, edited block by block, and compared with the diagram.

`DocumentPanel` is the whole; `making` writes the document on a worker, `pages` and `book` cut it into views,
`page_html` turns a page into what Qt shows, `browser` shows it, `block_editor` and `drift_list` are its other parts.
"""
