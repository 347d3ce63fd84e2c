"""What is painted on the canvas, told to screen readers: names, places, states and actions of every record.

Qt asks for an interface of each widget only once an assistive program listens; the factory answers for the canvas, and
only then is anything made here.
"""
