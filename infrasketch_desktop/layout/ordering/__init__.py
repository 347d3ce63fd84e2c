"""Which row a box stands in and in which order: the seam behind which Graphviz or our own heuristic answers."""
