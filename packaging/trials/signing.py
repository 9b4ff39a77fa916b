"""A certificate made for the trial alone, to see that everything of ours gets signed when there is one."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from installers import product, tools


@contextmanager
def own_certificate(folder: Path) -> Iterator[None]:
    """Build with SIGN_PFX set to a new certificate that nobody trusts."""
    key, certificate = folder / "trial-key.pem", folder / "trial-certificate.pem"
    pfx, password = folder / "trial.pfx", folder / "trial-password"
    password.write_text("trial", encoding="utf-8")
    subject = ("-subj", f"/CN={product.PACKAGE} trial", "-addext", "extendedKeyUsage=codeSigning")
    made = ("-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", key, "-out", certificate)
    tools.run("openssl", "req", *made, *subject)
    pack = ("-export", "-inkey", key, "-in", certificate, "-out", pfx, "-passout", f"file:{password}")
    tools.run("openssl", "pkcs12", *pack)
    settings = {"SIGN_PFX": str(pfx), "SIGN_PASS_FILE": str(password)}
    before = {name: os.environ.get(name) for name in settings}
    os.environ.update(settings)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def unsigned(files: Iterable[Path], folder: Path) -> list[str]:
    """Name the files without a valid signature of that certificate."""
    verify = ["osslsigncode", "verify", "-CAfile", str(folder / "trial-certificate.pem"), "-in"]
    return [
        path.name for path in files if subprocess.run([*verify, str(path)], capture_output=True, check=False).returncode
    ]
