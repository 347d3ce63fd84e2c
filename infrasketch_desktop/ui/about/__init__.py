"""Which program this is, who makes it, where it keeps things, and what of others is in it."""
