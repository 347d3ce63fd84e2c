"""This machine's files, without Qt: the sketch file, saving, the journal, the library, settings.

- `sketch_file.read(content)` and `write(diagram)`: the format itself, bytes and nothing else.
- `sketches.load(path)` and `save(path, diagram)`: one sketch from and to disk, for the command line.
- Every failure to expect is a `errors.StorageError` whose text says what happened, what was kept and what to do.
"""
