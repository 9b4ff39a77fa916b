"""Stands in for the standard library's socket: this program has no network, and nothing here can open one."""


def gethostname() -> str:
    """Refuse as a machine without a name does; `platform.node` then gives none.

    Raises
    ------
    OSError
        always.
    """
    raise OSError
