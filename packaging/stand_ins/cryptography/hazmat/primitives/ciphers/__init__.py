"""Stands in for cryptography's ciphers as pdfminer calls them: AES with CBC, whole blocks, no padding."""

from cryptography.hazmat.primitives.ciphers import algorithms, modes
from cryptography.hazmat.primitives.ciphers.aes import BLOCK, decrypt_block, encrypt_block, round_keys

__all__ = ["Cipher", "algorithms", "modes"]


class Cipher:
    """A key and a mode; makes the two contexts."""

    def __init__(self, algorithm: algorithms.AES, mode: modes.CBC, backend: object = None) -> None:
        self._keys = round_keys(algorithm.key)
        self._start = mode.initialization_vector

    def encryptor(self) -> "Encryptor":
        """Return what encrypts."""
        return Encryptor(self._keys, self._start)

    def decryptor(self) -> "Decryptor":
        """Return what decrypts."""
        return Decryptor(self._keys, self._start)


class _Context:
    """Works block by block; what does not fill a block waits for the next call."""

    def __init__(self, keys: list[list[int]], start: bytes) -> None:
        self._keys = keys
        self._before = int.from_bytes(start, "big")
        self._waiting = b""

    def update(self, data: bytes) -> bytes:
        """Return the blocks that are complete by now."""
        data = self._waiting + data
        whole = len(data) - len(data) % BLOCK
        self._waiting = data[whole:]
        return b"".join(self._block(data[place : place + BLOCK]) for place in range(0, whole, BLOCK))

    def finalize(self) -> bytes:
        """End; ValueError where a part of a block is left over."""
        if self._waiting:
            raise ValueError("The length of the provided data is not a multiple of the block length.")
        return b""

    def _block(self, block: bytes) -> bytes:
        raise NotImplementedError


class Encryptor(_Context):
    """Mixes each block with the one before, then encrypts it."""

    def _block(self, block: bytes) -> bytes:
        mixed = (int.from_bytes(block, "big") ^ self._before).to_bytes(BLOCK, "big")
        done = encrypt_block(self._keys, mixed)
        self._before = int.from_bytes(done, "big")
        return done


class Decryptor(_Context):
    """Decrypts each block, then takes the one before out of it."""

    def _block(self, block: bytes) -> bytes:
        done = int.from_bytes(decrypt_block(self._keys, block), "big") ^ self._before
        self._before = int.from_bytes(block, "big")
        return done.to_bytes(BLOCK, "big")
