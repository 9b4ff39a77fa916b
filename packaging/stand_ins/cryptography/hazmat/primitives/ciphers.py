"""The names of the ciphers, to be imported."""

Cipher = algorithms = modes = None
