"""Set the project up, run it, check it. Needs nothing but Python 3.11 or newer.

python3 dev.py run [arguments]         open the program, or call its command line
python3 dev.py test [pytest options]   lint, types, tests; stops at the first failure
python3 dev.py test --quick            the same with the quick tests of tests/unit: no Qt, no other program
python3 dev.py test --debian 13        the same in a clean Debian 12, 13 or testing (root, on a Debian)
python3 dev.py test --everywhere       here, in Debian 13 and in testing, each with its Python
python3 dev.py bench [options]         run the benchmarks
python3 dev.py lock                    choose the newest allowed packages and write the locks again
python3 dev.py package windows|deb     build an installer for people, into dist/ (root on Debian 12)
python3 dev.py package release         build all of them, the .deb for arm64 too, with their hashes
python3 dev.py package test            build both and try them in Wine and in clean Debians

The packages go to .venv, which is this file's own: it is made anew when the locks change.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "installed-locks.txt"
LOCKS = ROOT / "packaging" / "requirements"
LOCK_TOOL = "uv==0.13.9"

# ----------------------------------------------------------------------------------------------------------------------
# System packages. Elsewhere than on Debian and its relatives the desktop is expected to have them.

QT_LIBRARIES = (
    *("libgl1", "libegl1", "libxkbcommon0", "libdbus-1-3", "libfontconfig1", "libglib2.0-0"),
    *("libxcb-cursor0", "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1", "libxcb-render-util0"),
    *("libxcb-shape0", "libxcb-xkb1", "libxkbcommon-x11-0", "libx11-xcb1"),
)
CHINESE_FONT = "fonts-wqy-microhei"


def provide_system_packages() -> None:
    """Install what Qt needs from the system, or say what is missing and stop if that takes another user."""
    if sys.platform != "linux" or shutil.which("dpkg-query") is None:
        return
    missing = missing_system_packages()
    if not missing:
        return
    install = ["apt-get", "install", "--no-install-recommends", *missing]
    if os.geteuid() != 0:
        sys.exit("System packages are missing. Install them as root, then run this again:\n  " + " ".join(install))
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update"], env=environment, check=True)
    subprocess.run([*install, "--yes"], env=environment, check=True)


def missing_system_packages() -> list[str]:
    """Name the Debian packages that are needed here and not there."""
    present = installed_names(query_dpkg())
    missing = [name for name in QT_LIBRARIES if name not in present]
    if CHINESE_FONT not in present and not has_chinese_font():
        missing.append(CHINESE_FONT)
    if sys.base_prefix == "/usr" and importlib.util.find_spec("ensurepip") is None:
        missing.append("python3-venv")
    return missing


def query_dpkg() -> str:
    """List all packages that dpkg knows: status, name, then the names it provides."""
    columns = "${db:Status-Status} ${Package} ${Provides}\n"
    return subprocess.check_output(["dpkg-query", "--show", "--showformat", columns], encoding="utf-8")


def installed_names(listing: str) -> set[str]:
    """Collect the names of installed packages and what they provide: libglib2.0-0t64 stands for libglib2.0-0."""
    names: set[str] = set()
    for line in listing.splitlines():
        status, *words = line.replace(",", " ").split()
        if status == "installed":
            names.update(words)
    return names


def has_chinese_font() -> bool:
    """Ask fontconfig, where its tools are installed, for any Chinese font."""
    if shutil.which("fc-list") is None:
        return False
    return bool(subprocess.check_output(["fc-list", ":lang=zh", "family"]).strip())


# ----------------------------------------------------------------------------------------------------------------------
# The virtual environment

INCLUDES = {"run": ("run",), "dev": ("run", "dev")}  # dev.txt names everything that run.txt names


def prepare(name: str) -> None:
    """Make .venv hold what the lock names; quick when it does already."""
    provide_system_packages()
    installed = installed_locks()
    current = {lock: fingerprint(lock) for lock in INCLUDES}
    if not installed or not installed <= set(current.values()):
        make_venv()
        installed = set()
    if current[name] in installed:
        return
    STAMP.unlink(missing_ok=True)
    install_lock(name)
    installed.update(current[lock] for lock in INCLUDES[name])
    STAMP.write_text("\n".join(sorted(installed)), encoding="utf-8")


def installed_locks() -> set[str]:
    """Read which locks were installed to the end; nothing if .venv is half made or from another system."""
    if not (STAMP.is_file() and venv_python(VENV).is_file()):
        return set()
    return set(STAMP.read_text(encoding="utf-8").split())


def fingerprint(name: str) -> str:
    """Tell one lock on one Python version from any other."""
    version = "{}.{}".format(*sys.version_info)
    return hashlib.sha256(lock_file(name).read_bytes() + version.encode()).hexdigest()


def make_venv() -> None:
    """Make an empty .venv in which the checkout can be imported from any folder."""
    if Path(sys.prefix).resolve() == VENV:
        sys.exit("The packages have changed. Leave the virtual environment (deactivate), then run this again.")
    announce("Making .venv")
    subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)
    packages = Path(sysconfig.get_path("purelib", "venv", {"base": str(VENV), "platbase": str(VENV)}))
    # Relative: the checkout may move, and may lie in a folder whose name this Python would read wrongly from a file.
    (packages / "checkout.pth").write_text(os.path.relpath(ROOT, packages) + "\n", encoding="utf-8")


def install_lock(name: str) -> None:
    """Install exactly the files that the lock knows by their hashes, never building any."""
    announce(f"Installing the packages of {lock_file(name).name}")
    pip = [str(venv_python(VENV)), "-m", "pip", "--disable-pip-version-check", "install"]
    subprocess.run([*pip, "--require-hashes", "--only-binary=:all:", "-r", str(lock_file(name))], check=True)


def lock_file(name: str) -> Path:
    """Find a lock by its name, "run" or "dev"."""
    return LOCKS / (name + ".txt")


def venv_python(venv: Path) -> Path:
    """Find the interpreter of a virtual environment on this system."""
    scripts = Path(sysconfig.get_path("scripts", "venv", {"base": str(venv)}))
    return scripts / ("python.exe" if sys.platform == "win32" else "python")


# ----------------------------------------------------------------------------------------------------------------------
# Commands. Each takes the arguments that follow its name and returns the exit code.


def run(arguments: list[str]) -> int:
    """Start the program from the checkout; paths among the arguments count from the caller's folder."""
    prepare("run")
    return subprocess.call([str(venv_python(VENV)), "-m", "selfeval_gui", *arguments])


QUICK = ["tests/unit", "--quick"]
NEWER_DEBIANS = ("13", "testing")


def test(arguments: list[str]) -> int:
    """Run all checks in order and stop at the first that fails."""
    if arguments[:1] == ["--debian"]:
        return in_clean_debian(arguments[1:])
    everywhere = "--everywhere" in arguments
    options = [option for option in arguments if option != "--everywhere"]
    return test_here(options) or int(everywhere and any(in_clean_debian([name, *options]) for name in NEWER_DEBIANS))


def test_here(options: list[str]) -> int:
    """Run all checks with this Python."""
    prepare("dev")
    words = [word for option in options for word in (QUICK if option == "--quick" else [option])]
    return (
        tool("ruff", "check", ".")
        or tool("ruff", "format", "--check", ".")
        or tool("mypy")
        or tool("pytest", "-n", "2", "--dist", "worksteal", *words, PYTHONWARNDEFAULTENCODING="1")
    )


def in_clean_debian(arguments: list[str]) -> int:
    """Run both commands of the README in a Debian that has nothing but Python: its version, then pytest options."""
    return subprocess.call([sys.executable, "-B", str(ROOT / "packaging" / "build.py"), "checkout", *arguments])


def tool(*words: str, **environment: str) -> int:
    """Run a module of .venv in the checkout, with additions to the environment; return its exit code."""
    announce(" ".join(words))
    # Tests start the program some thousand times. Where bytecode is not kept, each start compiles all of it anew.
    settings = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.call([str(venv_python(VENV)), "-m", *words], cwd=ROOT, env={**settings, **environment})


def bench(arguments: list[str]) -> int:
    """Run the benchmarks, which print their own table."""
    prepare("dev")
    return tool("bench", *arguments)


def lock(_arguments: list[str]) -> int:
    """Write the locks, for all supported Pythons and systems and for arm64, with no word on where files come from."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        python = str(venv_python(Path(folder)))
        subprocess.run([python, "-m", "pip", "install", "--quiet", LOCK_TOOL], check=True)
        compile_lock = [python, "-m", "uv", "pip", "compile", "pyproject.toml", "--quiet", "--upgrade"]
        compile_lock += ["--universal", "--python-version=3.11", "--generate-hashes", "--no-header", "--no-annotate"]
        runtime, development = str(lock_file("run")), str(lock_file("dev"))
        subprocess.run([*compile_lock, "-o", runtime], cwd=ROOT, check=True)
        arm64 = [python, "-B", str(ROOT / "packaging" / "installers" / "lock_arm64.py"), python, "-m", "uv"]
        subprocess.run(arm64, check=True)
        subprocess.run([*compile_lock, "--group=dev", "-c", runtime, "-o", development], cwd=ROOT, check=True)
    return 0


def package(arguments: list[str]) -> int:
    """Build or try the installers; packaging/build.py installs what only it needs."""
    provide_system_packages()
    return subprocess.call([sys.executable, "-B", str(ROOT / "packaging" / "build.py"), *arguments])


COMMANDS = {"run": run, "test": test, "bench": bench, "lock": lock, "package": package}


def announce(step: str) -> None:
    """Print what comes next, before the output of the step itself."""
    print(f"== {step}", flush=True)


def main(arguments: list[str]) -> int:
    """Carry out one command."""
    if sys.version_info < (3, 11):
        sys.exit("Python 3.11 or newer is needed; this is {}.{}.".format(*sys.version_info))
    if not arguments or arguments[0] not in COMMANDS:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        return COMMANDS[arguments[0]](arguments[1:])
    except subprocess.CalledProcessError as failure:
        sys.exit("Failed: " + " ".join(failure.cmd))
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
