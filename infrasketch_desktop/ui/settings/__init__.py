"""Every setting of the program in one dialog with a search.

Why a table of rows: title, hint, keywords and control stand together, so that the search finds what the dialog shows.
"""
