"""The program with its own Python in one folder, as PyInstaller builds it.

`selection` says what belongs into it and what does not, `infrasketch.spec` tells PyInstaller, `build` runs it so that
the same commit gives the same bytes, and `entry` is what the executable runs.
"""
