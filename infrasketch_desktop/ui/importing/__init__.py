"""Bringing work of other tools into the window: chosen or dropped, read on a worker, proposed beside what is there."""
