"""Stands in for the choice of a backend, of which there is one."""


def default_backend() -> None:
    """Return nothing: there is nothing to choose."""
