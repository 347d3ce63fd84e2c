"""What the mouse does on the canvas: tools over a small host, which tests replace by a plain object.

A tool keeps at most one gesture. While it goes on, the gesture tries its edit on a scratch copy and shows the outcome;
its release makes that very edit in the document, as one undo step.
"""
