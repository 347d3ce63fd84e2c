"""The panels around the canvas; each shows one open sketch and changes it only through edits of its document."""
