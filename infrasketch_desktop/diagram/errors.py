"""What can go wrong with a diagram, in words for the person who sees it."""


class DiagramError(Exception):
    """A change was refused; the diagram is as it was before."""


class InvariantError(DiagramError):
    """A record does not fit the others: an unknown end, a cycle of groups, an id used twice."""


class EditError(DiagramError):
    """The document was used wrongly: a change outside an edit, an undo in the middle of one."""
