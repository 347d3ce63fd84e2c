"""Files of other tools in and out: one package for each format, one table of all of them.

A reader turns files into typed operations, a writer turns a diagram into bytes; both say what could not be carried
(`Loss`). What is read is data: nothing is executed or fetched, and every reader bounds size, depth and time before it
trusts anything. Where new nodes lie, and whether the person wants them, is decided above (`exchange`).
"""
