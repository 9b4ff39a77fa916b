"""The one function of asyncio that typing_extensions asks for."""

from inspect import iscoroutinefunction

__all__ = ["iscoroutinefunction"]
