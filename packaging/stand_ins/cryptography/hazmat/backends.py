"""The name of the choice of a backend, to be imported."""

default_backend = None
