"""What comes in and what is taken away, for the window and the command line alike.

Joins what the rooms below can do: formats, pictures and design documents become one table of things to export; files
of other tools become a proposed diagram, laid out, that a person may accept.
"""
