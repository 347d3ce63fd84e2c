"""Having marked regions of a generated file written by a model: the wish, what will be sent, and the proposal.

`entry.open_fill` opens the dialog. Nothing is sent before somebody presses its button, nothing is written before
somebody accepted it, and what is not accepted costs nothing.
"""
