"""D2 diagrams, in and out.

`reading.read` takes `.d2` files, `writing.write` makes one. Syntax: the pages “Shapes”, “Connections”, “Containers”,
“Text”, “Strings”, “Classes” and “Overrides” of the D2 documentation. Imports are never opened, icons never fetched;
layers, scenarios, steps and globs are losses.
"""
