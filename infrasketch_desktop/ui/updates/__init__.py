"""Tells of newer versions: one quiet notice, and a dialog that says what came of asking."""
