"""The stand-in for cryptography computes what the standards say."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

STAND_INS = Path(__file__).resolve().parents[3] / "packaging" / "stand_ins"
# In a process of its own, for a checkout has the real package.
SCRIPT = """
import sys
sys.path.insert(0, sys.argv[1])
from cryptography.hazmat.backends import default_backend
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
key, start, clear, secret = map(bytes.fromhex, sys.argv[2:])
cipher = Cipher(algorithms.AES(key), modes.CBC(start), backend=default_backend())
encryptor, decryptor = cipher.encryptor(), cipher.decryptor()
assert encryptor.update(clear[:5]) + encryptor.update(clear[5:]) + encryptor.finalize() == secret, "encrypt"
assert decryptor.update(secret[:21]) + decryptor.update(secret[21:]) + decryptor.finalize() == clear, "decrypt"
assert "stand_ins" in sys.modules["cryptography"].__file__
"""
NOTHING = "00" * 16
COUNTED = "000102030405060708090a0b0c0d0e0f"
# FIPS 197, appendix C; one block with a vector of zeros is the bare cipher.
FIPS_197 = [
    (COUNTED, "69c4e0d86a7b0430d8cdb78070b4c55a"),
    (COUNTED + "1011121314151617", "dda97ca4864cdfe06eaf70a0ec0d7191"),
    (COUNTED + "101112131415161718191a1b1c1d1e1f", "8ea2b7ca516745bfeafc49904b496089"),
]
# NIST SP 800-38A, F.2: CBC.
CLEAR = (
    "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
    "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710"
)
SP_800_38A = [
    (
        "2b7e151628aed2a6abf7158809cf4f3c",
        "7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2"
        "73bed6b8e3c1743b7116e69e222295163ff1caa1681fac09120eca307586e1a7",
    ),
    (
        "8e73b0f7da0e6452c810f32b809079e562f8ead2522c6b7b",
        "4f021db243bc633d7178183a9fa071e8b4d9ada9ad7dedf4e5e738763f69145a"
        "571b242012fb7ae07fa9baac3df102e008b0e27988598881d920a9e64f5615cd",
    ),
    (
        "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4",
        "f58c4c04d6e5f1ba779eabfb5f7bfbd69cfc4e967edb808d679f777bc6702c7d"
        "39f23369a9d9bacfa530e26304231461b2eb05e2c39be9fcda6c19078c6a9d1b",
    ),
]


@pytest.mark.parametrize(
    ("key", "start", "clear", "secret"),
    [
        *((key, NOTHING, "00112233445566778899aabbccddeeff", secret) for key, secret in FIPS_197),
        *((key, COUNTED, CLEAR, secret) for key, secret in SP_800_38A),
    ],
)
def test_aes_agrees_with_the_standards(key: str, start: str, clear: str, secret: str) -> None:
    command = [sys.executable, "-c", SCRIPT, str(STAND_INS), key, start, clear, secret]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
