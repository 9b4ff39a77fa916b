"""AES of FIPS 197 with tables of 32-bit words, as its authors describe it: for reading, not for keeping secrets.

Table look-ups take a time that depends on the key, which does not matter for a document that lies before the reader.
"""

import struct

BLOCK = 16
_WORDS = struct.Struct(">4I")


def _double(value: int) -> int:
    """Multiply by x in GF(2^8)."""
    return ((value << 1) ^ 0x11B) & 0xFF if value & 0x80 else value << 1


def _sbox() -> list[int]:
    """Return the substitution: the inverse in GF(2^8), then the affine map."""
    powers = [1] * 256
    for place in range(1, 256):
        powers[place] = powers[place - 1] ^ _double(powers[place - 1])  # of 3, which generates all
    places = {value: place for place, value in enumerate(powers[:255])}
    box = []
    for value in range(256):
        inverse = powers[(255 - places[value]) % 255] if value else 0
        turned = inverse
        for _ in range(4):
            inverse = (inverse << 1 | inverse >> 7) & 0xFF
            turned ^= inverse
        box.append(turned ^ 0x63)
    return box


def _times(value: int, factor: int) -> int:
    """Multiply in GF(2^8)."""
    product = 0
    while factor:
        if factor & 1:
            product ^= value
        value, factor = _double(value), factor >> 1
    return product


def _turned(table: list[int]) -> list[list[int]]:
    """Return a table and its three turns by a byte."""
    return [[(word >> turn | word << (32 - turn)) & 0xFFFFFFFF for word in table] for turn in (0, 8, 16, 24)]


_S = _sbox()
_INVERSE_S = [0] * 256
for _place, _value in enumerate(_S):
    _INVERSE_S[_value] = _place
_ENCRYPT = _turned([_times(s, 2) << 24 | s << 16 | s << 8 | _times(s, 3) for s in _S])
_DECRYPT = _turned([_times(s, 14) << 24 | _times(s, 9) << 16 | _times(s, 13) << 8 | _times(s, 11) for s in _INVERSE_S])


def round_keys(key: bytes) -> list[list[int]]:
    """Return four words for each round, and for decrypting, after them, the same in the order and form it needs."""
    count = len(key) // 4
    words = list(struct.unpack(f">{count}I", key))
    step = 1
    for place in range(count, 4 * (count + 7)):
        word = words[place - 1]
        if place % count == 0:
            word = _substituted((word << 8 | word >> 24) & 0xFFFFFFFF) ^ step << 24
            step = _double(step)
        elif count == 8 and place % count == 4:
            word = _substituted(word)
        words.append(words[place - count] ^ word)
    forward = [words[place : place + 4] for place in range(0, len(words), 4)]
    backward = [list(row) for row in reversed(forward)]
    for row in backward[1:-1]:
        row[:] = [_unmixed(word) for word in row]
    return [*forward, *backward]


def _substituted(word: int) -> int:
    return _S[word >> 24] << 24 | _S[word >> 16 & 255] << 16 | _S[word >> 8 & 255] << 8 | _S[word & 255]


def _unmixed(word: int) -> int:
    first, second, third, fourth = _DECRYPT
    high = first[_S[word >> 24]] ^ second[_S[word >> 16 & 255]]
    return high ^ third[_S[word >> 8 & 255]] ^ fourth[_S[word & 255]]


def encrypt_block(keys: list[list[int]], block: bytes) -> bytes:
    """Encrypt 16 bytes."""
    return _through(keys[: len(keys) // 2], block, _ENCRYPT, _S, 1)


def decrypt_block(keys: list[list[int]], block: bytes) -> bytes:
    """Decrypt 16 bytes."""
    return _through(keys[len(keys) // 2 :], block, _DECRYPT, _INVERSE_S, 3)


def _through(keys: list[list[int]], block: bytes, tables: list[list[int]], box: list[int], turn: int) -> bytes:
    """Go through all rounds; `turn` tells which word each row is taken from: the next or the one before."""
    first, second, third, fourth = tables
    a, b, c, d = (word ^ key for word, key in zip(_WORDS.unpack(block), keys[0], strict=True))
    for k in keys[1:-1]:
        if turn == 1:
            a, b, c, d = (
                first[a >> 24] ^ second[b >> 16 & 255] ^ third[c >> 8 & 255] ^ fourth[d & 255] ^ k[0],
                first[b >> 24] ^ second[c >> 16 & 255] ^ third[d >> 8 & 255] ^ fourth[a & 255] ^ k[1],
                first[c >> 24] ^ second[d >> 16 & 255] ^ third[a >> 8 & 255] ^ fourth[b & 255] ^ k[2],
                first[d >> 24] ^ second[a >> 16 & 255] ^ third[b >> 8 & 255] ^ fourth[c & 255] ^ k[3],
            )
        else:
            a, b, c, d = (
                first[a >> 24] ^ second[d >> 16 & 255] ^ third[c >> 8 & 255] ^ fourth[b & 255] ^ k[0],
                first[b >> 24] ^ second[a >> 16 & 255] ^ third[d >> 8 & 255] ^ fourth[c & 255] ^ k[1],
                first[c >> 24] ^ second[b >> 16 & 255] ^ third[a >> 8 & 255] ^ fourth[d & 255] ^ k[2],
                first[d >> 24] ^ second[c >> 16 & 255] ^ third[b >> 8 & 255] ^ fourth[a & 255] ^ k[3],
            )
    state = (a, b, c, d)
    last = []
    for place, key in enumerate(keys[-1]):
        parts = [state[(place + row * turn) % 4] >> 24 - 8 * row & 255 for row in range(4)]
        last.append((box[parts[0]] << 24 | box[parts[1]] << 16 | box[parts[2]] << 8 | box[parts[3]]) ^ key)
    return _WORDS.pack(*last)
