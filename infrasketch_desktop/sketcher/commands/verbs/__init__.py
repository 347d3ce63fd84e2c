"""What the verbs of a command do: each handler takes the turn and the slots its pattern filled.

A handler raises `NotThisReadingError` before it changed anything when the words fit but the meaning does not, and
`UnclearError` when something named cannot be found.
"""
