"""What comes in and what is taken away, for the window and the command line alike.

Joins what the rooms below can do: formats, pictures and design documents become one table of things to export; files
of other tools become a proposed diagram, laid out, that a person may accept. So both ways of using the program give
the same bytes and tell the same losses.

Out: `exports.FORMS` is the table; `pieces.pieces_of(forms, subject, options, stem)` gives what is to be made, each
with its price item, its target and `make(path, checkpoint)`; whoever holds the wallet delivers them. `comparing` draws
two versions as one picture.

In: `imports.read_files(files, catalog)` reads files or a folder, `imports.proposed(diagram, imported, lay_out)` puts
what they say beside what is there. `placing` joins layout and diagram for all who edit.

Code: `code.prepare_code(diagram, catalog, folder, nodes)` generates, and says what becomes of every file of a folder;
whoever holds the wallet delivers it like a piece, and `finish` puts the files in place.

Nothing here knows a window, a terminal or a wallet; long work calls a `steps.Checkpoint` and is stopped by it.
"""
