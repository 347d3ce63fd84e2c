"""The diagram and nothing else: records, edits, undo and typed operations, without Qt, files or clock.

Everything that changes a diagram — a mouse, an assistant, an importer, a test — opens an edit on a `Document` and
uses the verbs of `edits`; a change is always a pair (before, after), so undo is replaying pairs backwards.
"""
