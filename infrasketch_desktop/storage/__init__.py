"""This machine's files, without Qt: the sketch file, saving, the journal, the library, settings.

- `sketch_file.read(content)` and `write(diagram)`: the format itself, bytes and nothing else.
- `sketches.load(path)` and `save(path, diagram)`: one sketch from and to disk, for the command line.
- `workspace.Workspace(state_folder, now=, new_id=, completers=)`: `.open(path)`, `.new(diagram)`, and after a crash
  `.recoverable()` and `.recover(found)`; `.proposals` keeps what other programs propose for a sketch. It gives a
- `session.SketchSession`: `.document`, `.path`, `.name`, `.is_modified`, `.trouble`, `.disk_state()`, `.save()`,
  `.save_as(path)`, `.autosave()`, `.close()`; and for a window `start_save` / `SaveJob.run` (worker) / `finish_save`.
- `profile.Profile.chosen(folder)`, then `.prepare()`; `profile.temporary_profile()` when that fails.
- `settings.SettingsStore(profile.settings_file)`: `.load()` gives settings and warnings, `.change(theme=…)` keeps one.
- `library.open_library(profile.library_file, now)`: `.catalog` of recent sketches with search, local `.versions`.
- Every failure to expect is a `errors.StorageError` whose text says what happened, what was kept and what to do.
"""
