"""What Linux gets: a bundle's folder becomes a .deb and a .tar.xz that fit into desktop and shell.

Each stage is a function of its input: bundle, version and moment give the same bytes on every run. Files below `share`
stand as they are installed; what depends on the grammar of the command line, the CHANGELOG or the vendor is written by
a module of its own. `tree` says what lies where, `archive` packs it, `deb` and `tarball` are the two releases.
"""
