"""Generated code in the window: a panel with its files, the dialog that generates them, and what a merge changes.

What can be seen before it is paid: every file with its size and its first lines, what becomes of the files that are
there, and the price. Code that can be read can be taken, so that a look at all of a new file would be the delivery
itself; a picture on the screen is not. Files that were delivered before are compared in full: nobody can decide on a
merge without seeing it.
"""
