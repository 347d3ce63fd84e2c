"""Where nodes stand and how edges run: positions, routes and label places, without Qt, files or clock.

The way through a drawing is the classic one for layered graphs (Sugiyama, Tagawa, Toda, 1981): ranks, order within the
rows, coordinates, routes. The first two come from an `OrderProvider` (Graphviz in WebAssembly, or a plain fallback);
the rest is ours, so that ports, channels, groups and hand-placed nodes obey our own rules:

- every group is a drawing of its own, seen by its surroundings as one box (`groups`);
- what is placed by hand or locked stays, the rest is arranged around it (`pinning`);
- a second run on the result changes nothing, and the same diagram gives the same result.
"""
