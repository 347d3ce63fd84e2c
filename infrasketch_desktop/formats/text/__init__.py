"""A diagram as plain text for a mail or a ticket: the title, who is where, who talks to whom."""
