"""Start the program: a command of the command line, the self-test, or the window."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_COMMANDS = {"list", "check", "export", "import", "summary", "-h", "--help"}


def main() -> int:
    """Run what the arguments ask for and return the exit code; imports only what that needs."""
    arguments = sys.argv[1:]
    first = arguments[0] if arguments else ""
    if first in _COMMANDS:
        return _command_line(arguments)
    if first == "read-source":  # the process that reads foreign files; started by the program itself
        from selfeval_gui.exchange.reading_process import serve

        return serve.main()
    if first == "self-test":
        from selfeval_gui import self_test

        return self_test.main(arguments[1:])
    if first and not _is_place(arguments):
        return _command_line(arguments)  # which says what it knows
    from selfeval_gui.views.start import open_window

    return open_window(Path(first) if first else None)


def _is_place(arguments: list[str]) -> bool:
    """Tell a path from a word that is meant for a command: it is there, does not answer, or is written like one."""
    from selfeval_gui.storage.folder_probe import FolderProbe
    from selfeval_gui.storage.places import is_there

    path = Path(arguments[0])
    is_written_like_one = len(arguments) == 1 and (path.is_absolute() or path.name != arguments[0])
    return is_written_like_one or not FolderProbe().answers(path) or is_there(path)


def _command_line(arguments: list[str]) -> int:
    from selfeval_gui import cli

    try:
        code = cli.main(arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:  # the reader, such as `head`, has seen enough; Python would complain once more at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


if __name__ == "__main__":
    sys.exit(main())
