"""Terraform in: the `.tf` and `.tf.json` files of folders, resources as nodes, references that mean traffic as edges.

Nothing is evaluated and no provider asked. References are followed through locals, variables and outputs into modules
that are among the sources; those are drawn as groups, all other modules as one node. A resource with `count` or
`for_each` is one node that says so. Names are made of literals and literal defaults; sensitive variables are not used.
"""
