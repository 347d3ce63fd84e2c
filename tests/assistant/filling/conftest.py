"""The project of these tests, generated anew for each."""

from tests.assistant.filling.project import place

__all__ = ["place"]
