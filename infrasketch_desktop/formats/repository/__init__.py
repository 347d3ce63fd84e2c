"""The folder of a repository as a system: what its infrastructure files run, and what its manifests say of the code.

Only files that describe something are read (`wanted`); nothing is executed or fetched. Compose, Kubernetes, Terraform
and CloudFormation files are read by their own readers. Each folder with a Dockerfile or the manifest of a program is a
service besides, with the framework among its dependencies as technology; it is the same node as the service that runs
it. An edge from a client library to a database or queue is added only where the infrastructure does not say it.
"""

from infrasketch_desktop.formats.repository.wanted import wanted

__all__ = ["wanted"]
