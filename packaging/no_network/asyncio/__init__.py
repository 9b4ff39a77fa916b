"""Stands in for the standard library's asyncio, which would load sockets: only coroutines.py is left."""
