"""Opening, saving, autosaving and recovering sketches from a window."""
