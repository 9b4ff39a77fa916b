"""Which parts of the standard library stay out: networks, and what a desktop program never uses."""

from __future__ import annotations

NETWORK = (
    *("socket", "socketserver", "ssl", "asyncio", "asynchat", "asyncore", "http", "xmlrpc", "wsgiref"),
    *("ftplib", "imaplib", "nntplib", "poplib", "smtpd", "smtplib", "telnetlib", "webbrowser"),
    *("urllib/request", "urllib/error", "urllib/response", "urllib/robotparser"),
    *("multiprocessing", "logging/handlers", "logging/config"),  # they talk over sockets
)
NETWORK_COMPILED = ("_socket", "_ssl", "_asyncio", "_overlapped", "_multiprocessing", "_posixshmem")
UNUSED = (
    *("ensurepip", "venv", "distutils", "lib2to3", "idlelib", "tkinter", "turtle", "turtledemo", "test", "unittest"),
    *("pydoc", "pydoc_data", "doctest", "site-packages", "dist-packages", "sqlite3", "dbm", "curses", "msilib", "cgi"),
)
# Libraries of their own that would have to be kept safe (OpenSSL, SQLite), sound, accounts, obsolete hashes.
UNUSED_COMPILED = (
    "_hashlib",
    "_sqlite3",
    "_msi",
    "winsound",
    "_crypt",
    "nis",
    "ossaudiodev",
    "spwd",
    "_curses",
    "_dbm",
)
# Files of the Windows runtime; the program is started by launchers that load the DLL themselves.
UNUSED_WINDOWS_FILES = (
    *("python.exe", "pythonw.exe", "python.cat", "python311._pth", "LICENSE.txt"),
    *("libcrypto-3.dll", "libssl-3.dll", "sqlite3.dll", "select.pyd"),
)


def is_left_out(module: str) -> bool:
    """Tell whether a module stays out, by its path without suffix: "http/client"."""
    return any(module == name or module.startswith(name + "/") for name in (*NETWORK, *UNUSED))


def is_compiled_part_left_out(file_name: str) -> bool:
    """Tell whether a compiled module stays out, by its file's name: "_socket.cpython-311-x86_64-linux-gnu.so"."""
    module = file_name.split(".")[0]
    return module in {*NETWORK_COMPILED, *UNUSED_COMPILED} or module.startswith(
        ("_test", "xxlimited", "_xx", "_curses")
    )
