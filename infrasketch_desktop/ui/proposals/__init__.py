"""Proposed changes in the window: shown on the canvas as ghosts, listed beside it, taken or refused by a person.

Whoever has a change to propose (an import, an assistant, a version to compare) hands a `diagram.proposal.Proposal` to
`Review.open`. Nothing of it is in the document before it is accepted; then it is one undo step.
"""
