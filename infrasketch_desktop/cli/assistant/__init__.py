"""Assistants on the command line: who answers and with which key, what it costs, and how an answer streams.

`infrasketch assistant ACTION` loads the module of that name; `infrasketch chat` uses the others.
"""
