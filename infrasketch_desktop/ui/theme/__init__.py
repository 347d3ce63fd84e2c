"""How the window looks: one set of colours and measures that palette, style sheet and icons are made from."""
