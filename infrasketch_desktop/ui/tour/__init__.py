"""Five steps through the program, over the real window: each points at what it speaks of and can be done for real.

The tour never stands in the way: what it points at stays usable, and doing the thing is the way to the next step. It
draws its example only where nothing is open, so no sketch of anybody is touched.
"""
