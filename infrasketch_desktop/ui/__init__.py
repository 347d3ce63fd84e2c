"""Everything Qt: the window, its canvas, panels and dialogs. Decisions live in the rooms below; here they are shown."""
