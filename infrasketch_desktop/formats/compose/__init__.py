"""Docker Compose in: services as nodes, what they say about each other as edges.

The words are those of the Compose Specification (compose-spec.io). Several files are merged in their order, as
`docker compose -f … -f …` does. Names of services stay as they are. Published ports become inputs of the node, no
client is made up for them; volumes, profiles and copies are told in its notes. Networks are drawn as groups when each
service is in exactly one. Nothing is opened: an `env_file`, `include` or `extends` counts when it is among the sources.
"""
