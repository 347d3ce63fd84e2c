"""Routes for single edges among things that stay: for what a drawing's channels do not cover.

Works in drawing space, where edges prefer to leave below and enter above.
"""
