"""The page a window opens with: a box for a sentence, templates as pictures, recent diagrams."""
