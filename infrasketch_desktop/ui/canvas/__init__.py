"""The canvas: one widget that paints what is visible, and the tools that turn gestures into edits."""
