"""The processors that the Debian package is built for, and what differs between them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from installers import product


@dataclass(frozen=True)
class Architecture:
    """One processor, by the names that others have for it."""

    debian: str
    triplet: str  # of compilers, and of Debian's folders of libraries
    wheels: tuple[str, ...]  # what pip may take
    lock: Path
    build_packages: Path  # what the system that compiles holds
    newest_glibc: tuple[int, int]
    qt: str
    more_depends: tuple[str, ...]  # what Qt for this processor needs beyond deb/control
    is_lowered: bool  # whether Qt is made to start on an older glibc than it was linked on
    is_foreign: bool  # its programs do not run on the machine that builds, but by qemu

    def named(self, thing: str) -> str:
        """Name a folder or file of the build for this processor; amd64 has no suffix."""
        return f"{thing}-{self.debian}" if self.is_foreign else thing


AMD64 = Architecture(
    debian="amd64",
    triplet="x86_64-linux-gnu",
    wheels=("manylinux_2_28_x86_64", "manylinux2014_x86_64", "manylinux_2_17_x86_64"),
    lock=product.LOCK,
    build_packages=product.PACKAGING / "deb" / "build_packages.txt",
    newest_glibc=(2, 28),
    qt="6.8.3",
    more_depends=(),
    is_lowered=False,
    is_foreign=False,
)
# 飞腾, 鲲鹏. Of Qt for arm64 there is no wheel for less than glibc 2.31 (Kylin V10); UOS V20 has 2.28: lower_glibc.py.
ARM64 = Architecture(
    debian="arm64",
    triplet="aarch64-linux-gnu",
    wheels=("manylinux_2_31_aarch64", "manylinux_2_28_aarch64", "manylinux2014_aarch64", "manylinux_2_17_aarch64"),
    lock=product.LOCK.with_name("run-arm64.txt"),
    build_packages=product.PACKAGING / "deb" / "build_packages_arm64.txt",
    newest_glibc=(2, 28),
    qt="6.7.3",
    more_depends=("libice6", "libsm6"),
    is_lowered=True,
    is_foreign=True,
)
BY_NAME = {arch.debian: arch for arch in (AMD64, ARM64)}
