"""Which types of resources are components, provider by provider, and which of their arguments mean traffic.

Types and arguments are those of each provider's documentation in the Terraform Registry.
"""

from infrasketch_desktop.formats.cloud import Vocabulary
from infrasketch_desktop.formats.terraform.tables.aws import AWS
from infrasketch_desktop.formats.terraform.tables.azure import AZURE
from infrasketch_desktop.formats.terraform.tables.containers import CONTAINERS
from infrasketch_desktop.formats.terraform.tables.google import GOOGLE
from infrasketch_desktop.formats.terraform.tables.registry import MODULES, REGISTRY

VOCABULARY: Vocabulary = AWS | GOOGLE | AZURE | CONTAINERS | MODULES

__all__ = ["REGISTRY", "VOCABULARY"]
