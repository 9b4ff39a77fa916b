"""Stands in for cryptography: only AES in CBC mode, for reading encrypted PDF files."""
