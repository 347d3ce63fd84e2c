"""The conversation beside the canvas: ask, watch the answer stream, review what it proposes, see what it costs.

`ChatPanel` is what is shown, `Talk` what happens: it runs a turn of `assistant` on a worker, brings what streams into
the window at the pace of the screen, hands a proposal to `ui.proposals`, and pays for it in two phases. `views` are the
values between the two; the widgets know nothing of models or money.
"""
