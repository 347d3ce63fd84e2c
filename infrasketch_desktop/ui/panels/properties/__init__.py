"""The properties of what is selected; each change of a field is one undo step."""
