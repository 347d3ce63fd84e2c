"""The Qt backend: display lists on any `QPainter`, and pictures of whole diagrams as images and PNG.

The only part of `picture` that knows Qt; everything here needs a `QGuiApplication` (see `rendering`). Its modules are
imported one by one: the window paints before it needs more than `fonts`.
"""
