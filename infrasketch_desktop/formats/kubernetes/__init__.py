"""Kubernetes manifests in: workloads as nodes, the addresses in their settings as edges, namespaces as groups.

A Service is not a node of its own: it is a name for the workloads that it selects. Settings are the values of a
container's environment, its arguments, and the ConfigMaps it takes them from or mounts; Secrets are never looked into.
Ingresses and gateways are nodes whose edges tell host and path. What says nothing about who talks to whom (roles,
network policies, service accounts) is left out and counted.
"""
