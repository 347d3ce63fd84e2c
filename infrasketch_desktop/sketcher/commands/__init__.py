"""Edit commands in English: a command and a diagram in, typed operations or one question out.

A command is masked (quoted names and awkward labels cannot be cut apart), split into clauses, and each clause is
held against a table of patterns; the first reading that makes sense acts on a working copy. What is no command but a
statement about the system is sketched like a description and merged by name. Every clause is carried out or none.
"""
