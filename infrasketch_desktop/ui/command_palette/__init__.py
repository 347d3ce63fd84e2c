"""Ctrl+K: everything the program can do, every template, recent file and node, found by a few letters."""
