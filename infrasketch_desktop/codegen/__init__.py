"""Code that runs, from a diagram: a plan of names, ports and settings, files made from templates, checks, a manifest.

`planning` turns a diagram into a `Project`, `making` turns a project into files, `generator` joins both. What people
wrote travels as `Said`, which becomes text only through the writer of a language (`languages`).

`updating` compares what was generated with what lies in a folder and merges the two; `writing` puts the result in
place; `manifest` and `base` are what the folder remembers of it.
"""
