"""Start a command apart from the machine, where programs for ARM run too.

apart.py [--network] QEMU COMMAND …

Linux 6.7 and newer keep a list of interpreters for foreign programs for each user namespace. So the command gets a
user namespace of its own, in which every user has the same number as outside, and qemu stands in that one's list: the
machine's own list stays as it is, and what the command starts, however often it starts itself, finds qemu.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

NAMESPACES = ("unshare", "--mount", "--net", "--pid", "--fork", "--mount-proc", "--kill-child")
# The first bytes of a 64-bit ARM program, and which bits of them count; F: opened now, so that it works in a chroot.
HEAD = r"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\xb7\x00"
MASK = r"\xff\xff\xff\xff\xff\xff\xff\x00\xff\xff\xff\xff\xff\xff\xff\xff\xfe\xff\xff\xff"
LIST = "/proc/sys/fs/binfmt_misc"
REGISTER = f'mount -t binfmt_misc binfmt_misc {LIST}; printf %s "$0" >{LIST}/register; exec "$@"'


def start(qemu: str, words: list[str], *, network: bool) -> int:
    """Run the command to its end."""
    entry = f":arm64:M::{HEAD}:{MASK}:{qemu}:OCF"
    namespaces = [word for word in NAMESPACES if not (network and word == "--net")]
    inside = [*namespaces, "sh", "-ec", REGISTER, entry, *words]
    waiting = ["unshare", "--user", "sh", "-c", 'read -r go; exec "$@" </dev/null', "sh", *inside]
    # debootstrap reads "lxc" as: devices cannot be made here, borrow those of the machine.
    process = subprocess.Popen(waiting, stdin=subprocess.PIPE, env={**os.environ, "container": "lxc"})
    assert process.stdin is not None
    own = Path("/proc/self/ns/user").readlink()
    while Path(f"/proc/{process.pid}/ns/user").readlink() == own:
        time.sleep(0.01)
    for kind in ("uid_map", "gid_map"):
        Path(f"/proc/{process.pid}/{kind}").write_text("0 0 4294967295\n", encoding="ascii")
    process.stdin.write(b"go\n")
    process.stdin.close()
    return process.wait()


if __name__ == "__main__":
    with_network = sys.argv[1] == "--network"
    arguments = sys.argv[2:] if with_network else sys.argv[1:]
    sys.exit(start(arguments[0], arguments[1:], network=with_network))
