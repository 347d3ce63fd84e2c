"""What the vendor does by command, one module for each; `cli.COMMANDS` is the table.

A room above the features, because an operation may need several of them; no endpoint imports it. Each module has
`add_arguments(parser)` and `run(options, parts) -> int`; commands that are needed before the server has keys get its
settings instead of its parts.
"""
