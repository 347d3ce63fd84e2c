"""CloudFormation and SAM templates in, as YAML with short-form tags or as JSON.

Resources that are components become nodes under their logical ids; events, triggers, settings, targets and permissions
between them become edges. Nothing is evaluated: both branches of `Fn::If` count, a condition is told in the notes,
parameters and mappings stay open. Networks, roles and logs are left out, and counted.
"""
