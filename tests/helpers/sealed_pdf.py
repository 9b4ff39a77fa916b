"""A page of Chinese words as a PDF file encrypted as ISO 32000 describes it: RC4 of 40 and 128 bits, AES of 128 and 256.

An office sends files that anybody may read but not change: the user's password is blank, the owner's is not.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import md5, sha256, sha384, sha512

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from pdfminer.arcfour import Arcfour

KINDS = ("rc4-40", "rc4-128", "aes-128", "aes-256")
_PAD = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")
_ID, _START, _SALTS = bytes(range(16)), bytes(range(16, 32)), (b"validate", b"the key.")
_MAY_READ = (-3904).to_bytes(4, "little", signed=True)
_FILE_KEY = bytes(range(32, 64))

Seal = Callable[[int, bytes], bytes]


def sealed_pdf(lines: list[str], kind: str, password: str = "") -> bytes:
    """Return one page with these lines of text."""
    seal, dictionary = (_by_aes_256 if kind == "aes-256" else _by_md5)(kind, password.encode(), b"owner")
    text = "".join(
        f"1 0 0 1 72 {760 - 30 * number} Tm <{line.encode('utf-16-be').hex()}> Tj\n"
        for number, line in enumerate(lines)
    )
    stream = seal(5, f"BT /F1 12 Tf\n{text}ET".encode())
    system = f"/Registry <{seal(6, b'Adobe').hex()}> /Ordering <{seal(6, b'GB1').hex()}> /Supplement 4"
    fonts = "/Type /Font /BaseFont /STSong-Light"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 4 0 R >> >> /Contents 5 0 R >>",
        f"<< {fonts} /Subtype /Type0 /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>".encode(),
        f"<< /Length {len(stream)} >>\nstream\n".encode() + stream + b"\nendstream",
        f"<< {fonts} /Subtype /CIDFontType0 /CIDSystemInfo << {system} >> /FontDescriptor 7 0 R >>".encode(),
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /ItalicAngle 0 /Ascent 880 /Descent -120"
        b" /CapHeight 880 /StemV 93 /FontBBox [-25 -254 1000 880] >>",
        dictionary.encode(),
    ]
    out, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    trailer = (
        f"<< /Size {len(objects) + 1} /Root 1 0 R /Encrypt {len(objects)} 0 R /ID [<{_ID.hex()}> <{_ID.hex()}>] >>"
    )
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer {trailer}\nstartxref\n{len(out)}\n%%EOF\n"
    return out + end.encode()


def _by_md5(kind: str, user: bytes, owner: bytes) -> tuple[Seal, str]:
    """Return what seals an object, and the dictionary, for revisions 2 to 4: algorithms 1 to 5."""
    version, revision, length = {"rc4-40": (1, 2, 5), "rc4-128": (2, 3, 16), "aes-128": (4, 4, 16)}[kind]
    turns, again = (range(20), 50) if revision > 2 else (range(1), 0)

    def hashed(data: bytes) -> bytes:
        found = md5(data).digest()
        for _ in range(again):
            found = md5(found[:length]).digest()
        return found[:length]

    def turned(key: bytes, data: bytes) -> bytes:
        for turn in turns:
            data = Arcfour(bytes(each ^ turn for each in key)).process(data)
        return data

    owned = turned(hashed((owner + _PAD)[:32]), (user + _PAD)[:32])
    key = hashed((user + _PAD)[:32] + owned + _MAY_READ + _ID)
    used = turned(key, _PAD) if revision == 2 else turned(key, md5(_PAD + _ID).digest()) + bytes(16)

    def seal(number: int, data: bytes) -> bytes:
        salt = b"sAlT" if version == 4 else b""
        own = md5(key + number.to_bytes(3, "little") + bytes(2) + salt).digest()[: min(length + 5, 16)]
        return _aes(own, data) if version == 4 else bytes(Arcfour(own).process(data))

    return seal, _dictionary(version, revision, length, owned, used, "AESV2" if version == 4 else "")


def _by_aes_256(_kind: str, user: bytes, owner: bytes) -> tuple[Seal, str]:
    """Return the same for revision 6: algorithms 2.B and 8 to 10."""
    used = _hash_2b(user, _SALTS[0], b"") + b"".join(_SALTS)
    owned = _hash_2b(owner, _SALTS[0], used) + b"".join(_SALTS)
    user_key = _cbc(_hash_2b(user, _SALTS[1], b""), bytes(16), _FILE_KEY)
    owner_key = _cbc(_hash_2b(owner, _SALTS[1], used), bytes(16), _FILE_KEY)
    rights = _cbc(_FILE_KEY, bytes(16), _MAY_READ + b"\xff\xff\xff\xffTadb" + bytes(4))
    more = f"/UE <{user_key.hex()}> /OE <{owner_key.hex()}> /Perms <{rights.hex()}>"
    return lambda _number, data: _aes(_FILE_KEY, data), _dictionary(5, 6, 32, owned, used, "AESV3", more)


def _hash_2b(password: bytes, salt: bytes, used: bytes) -> bytes:
    key = sha256(password + salt + used).digest()
    rounds, last = 0, 0
    while rounds < 64 or last > rounds - 32:
        found = _cbc(key[:16], key[16:32], (password + key + used) * 64)
        key = (sha256, sha384, sha512)[sum(found[:16]) % 3](found).digest()
        rounds, last = rounds + 1, found[-1]
    return key[:32]


def _cbc(key: bytes, start: bytes, data: bytes) -> bytes:
    encryptor = Cipher(algorithms.AES(key), modes.CBC(start)).encryptor()
    return encryptor.update(data) + encryptor.finalize()


def _aes(key: bytes, data: bytes) -> bytes:
    left = 16 - len(data) % 16
    return _START + _cbc(key, _START, data + bytes([left]) * left)


def _dictionary(
    version: int, revision: int, length: int, owned: bytes, used: bytes, method: str, more: str = ""
) -> str:
    filters = f"/CF << /StdCF << /CFM /{method} /AuthEvent /DocOpen /Length {length} >> >> /StmF /StdCF /StrF /StdCF"
    return (
        f"<< /Filter /Standard /V {version} /R {revision} /Length {length * 8} /P -3904"
        f" /O <{owned.hex()}> /U <{used.hex()}> {more} {filters if method else ''} >>"
    )
