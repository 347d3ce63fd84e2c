"""The outline: groups, nodes and notes as a tree, which is also how a screen reader walks through a diagram."""
