"""What a handler needs: `Context`, what it is called with, and `Poison`, what it raises to give a job up."""

from infera.context import Context, Poison

__all__ = ["Context", "Poison"]
