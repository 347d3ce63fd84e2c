"""What all generated Python projects share: sorted imports, lines that fit, requirements, `pyproject.toml`.

Templates of Python modules use two block filters, so that no formatter has to run, whatever the names are:

`{% filter imports(own) %}` around import statements, one module per line, in any order, doubles welcome. `own` are the
    top modules of the project. What comes out is sorted and wrapped as ruff wants it.
`{% filter fit %}` around a call or definition with one argument per line: on one line when it fits.
"""
