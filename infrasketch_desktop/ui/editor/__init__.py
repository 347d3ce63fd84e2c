"""One open sketch at work: its page, the prompt line, tidy, find, the clipboard, and the verbs of the keyboard."""
