"""A folder served through FUSE by a process of its own, which can be stopped: then every call on it hangs for real.

`python -m tests.helpers.fuse_share BACKING MOUNT` serves; only what a folder of forms needs is spoken of the protocol.
"""

from __future__ import annotations

import ctypes
import errno
import os
import signal
import struct
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

_IN = struct.Struct("<IIQQIIIHH")
_OUT = struct.Struct("<IiQ")
_LARGEST = 1 << 20
_LONGEST = 120  # seconds that a share is served
ROOT = Path(__file__).resolve().parents[2]
_DETACH = 2
_SET_MODE, _SET_SIZE, _SET_ATIME, _SET_MTIME, _ATIME_NOW, _MTIME_NOW = 1, 8, 16, 32, 128, 256
_libc = ctypes.CDLL(None, use_errno=True)


def mount(place: Path) -> int:
    """Mount at a folder and return the descriptor that requests come by; OSError where the system does not allow it."""
    device = os.open("/dev/fuse", os.O_RDWR)
    options = f"fd={device},rootmode=40000,user_id={os.getuid()},group_id={os.getgid()},allow_other"
    if _libc.mount(b"share", os.fsencode(place), b"fuse", 0, options.encode()):
        os.close(device)
        raise OSError(ctypes.get_errno(), "mount")
    return device


def unmount(place: Path) -> None:
    """Take the folder away, whoever still waits for it."""
    _libc.umount2(os.fsencode(place), _DETACH)


class StoppedShare:
    """A share at `place`; `stop` lets it hang for whoever asks it for anything, `end` takes it away."""

    def __init__(self, backing: Path, place: Path) -> None:
        self.backing, self.place = backing, place
        # A test that hangs itself is let go: a stopped process ends at this signal alone.
        command = ["timeout", "--signal=KILL", str(_LONGEST), sys.executable, "-m", "tests.helpers.fuse_share"]
        self._process = subprocess.Popen([*command, str(backing), str(place)], cwd=ROOT, stdout=subprocess.PIPE)
        assert self._process.stdout is not None
        said = self._process.stdout.readline().decode().strip()
        self._pid = int(said) if said.isdecimal() else 0
        self.refused = "" if self._pid else said

    def stop(self) -> None:
        """Stop the process that serves."""
        os.kill(self._pid, signal.SIGSTOP)

    def go_on(self) -> None:
        """Let it answer again."""
        os.kill(self._pid, signal.SIGCONT)

    def end(self) -> None:
        """End the process: what hangs fails."""
        if self._pid:
            with suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)
            unmount(self.place)
        with self._process:
            self._process.wait()


def _attributes(info: os.stat_result) -> bytes:
    times = (info.st_atime_ns, info.st_mtime_ns, info.st_ctime_ns)
    seconds, rest = [each // 10**9 for each in times], [each % 10**9 for each in times]
    sizes = (info.st_ino, info.st_size, info.st_blocks)
    more = (info.st_mode, info.st_nlink, info.st_uid, info.st_gid, 0, 4096, 0)
    return struct.pack("<6Q10I", *sizes, *seconds, *rest, *more)


class Server:
    """Answers one request after the other from a folder that lies elsewhere; the kernel is told to remember nothing."""

    def __init__(self, root: Path, device: int) -> None:
        self._device = device
        self._paths, self._nodes = {1: root}, {root: 1}
        self._answers: dict[int, Callable[[int, bytes], bytes]] = {
            **{1: self._look_up, 3: self._get_attributes, 4: self._set_attributes, 9: self._make_folder},
            **{10: self._remove, 11: self._remove_folder, 12: self._rename, 13: self._link, 14: self._open},
            **{15: self._read, 16: self._write, 17: self._statfs, 18: self._release, 20: self._nothing},
            **{25: self._nothing, 26: self._begin, 27: self._nothing_open, 28: self._list, 29: self._nothing},
            **{30: self._nothing, 34: self._nothing, 35: self._create, 45: self._rename_so},
        }

    def serve(self) -> None:
        """Answer until the folder is taken away."""
        while True:
            try:
                request = os.read(self._device, _LARGEST + 4096)
            except OSError as error:
                if error.errno == errno.ENODEV:
                    return
                continue
            _length, code, unique, node, *_who = _IN.unpack_from(request)
            if code in {2, 36, 42}:  # what is forgotten or interrupted wants no answer
                continue
            data, wrong = b"", 0
            try:
                answer = self._answers.get(code)
                data = b"" if answer is None else answer(node, request[_IN.size :])
                wrong = errno.ENOSYS if answer is None else 0
            except OSError as error:
                wrong = error.errno or errno.EIO
            try:
                os.write(self._device, _OUT.pack(_OUT.size + len(data), -wrong, unique) + data)
            except OSError:  # whoever asked has gone
                continue

    def _below(self, node: int, name: bytes) -> Path:
        return self._paths[node] / os.fsdecode(name.rstrip(b"\0"))

    def _entry(self, path: Path) -> bytes:
        info = os.lstat(path)
        node = self._nodes.setdefault(path, len(self._paths) + 1)
        self._paths[node] = path
        return struct.pack("<4QII", node, 0, 0, 0, 0, 0) + _attributes(info)

    def _moved(self, old: Path, new: Path) -> None:
        self._nodes.pop(new, None)
        for path in [each for each in self._nodes if each.is_relative_to(old)]:
            node = self._nodes.pop(path)
            self._paths[node] = new / path.relative_to(old)
            self._nodes[self._paths[node]] = node

    # ---- the requests ------------------------------------------------------------------------------------------------

    def _begin(self, _node: int, body: bytes) -> bytes:
        major, _minor, readahead, _flags = struct.unpack_from("<4I", body)
        return struct.pack("<4I2HIIHHII24x", major, 31, readahead, 0, 12, 10, 1 << 16, 1, 0, 0, 0, 0)

    def _look_up(self, node: int, body: bytes) -> bytes:
        return self._entry(self._below(node, body))

    def _get_attributes(self, node: int, _body: bytes) -> bytes:
        return struct.pack("<QII", 0, 0, 0) + _attributes(os.lstat(self._paths[node]))

    def _set_attributes(self, node: int, body: bytes) -> bytes:
        valid, _pad, _handle, size, _owner, atime, mtime, _ctime, *rest = struct.unpack_from("<II6Q8I", body)
        path = self._paths[node]
        if valid & _SET_MODE:
            path.chmod(rest[3] & 0o7777)
        if valid & _SET_SIZE:
            os.truncate(path, size)
        if valid & (_ATIME_NOW | _MTIME_NOW):
            os.utime(path)
        elif valid & (_SET_ATIME | _SET_MTIME):
            os.utime(path, ns=(atime * 10**9 + rest[0], mtime * 10**9 + rest[1]))
        return self._get_attributes(node, b"")

    def _make_folder(self, node: int, body: bytes) -> bytes:
        path = self._below(node, body[8:])
        path.mkdir(mode=struct.unpack_from("<I", body)[0] & 0o777)
        return self._entry(path)

    def _remove(self, node: int, body: bytes) -> bytes:
        path = self._below(node, body)
        path.unlink()
        self._nodes.pop(path, None)
        return b""

    def _remove_folder(self, node: int, body: bytes) -> bytes:
        self._below(node, body).rmdir()
        return b""

    def _rename(self, node: int, body: bytes, skip: int = 8) -> bytes:
        old, new = body[skip:].split(b"\0")[:2]
        before, after = self._below(node, old), self._below(struct.unpack_from("<Q", body)[0], new)
        before.rename(after)
        self._moved(before, after)
        return b""

    def _rename_so(self, node: int, body: bytes) -> bytes:
        if struct.unpack_from("<QI", body)[1]:
            raise OSError(errno.EINVAL, "flags")
        return self._rename(node, body, 16)

    def _link(self, node: int, body: bytes) -> bytes:
        path = self._below(node, body[8:])
        os.link(self._paths[struct.unpack_from("<Q", body)[0]], path)
        return self._entry(path)

    def _open(self, node: int, body: bytes) -> bytes:
        flags = struct.unpack_from("<I", body)[0] & ~os.O_NOFOLLOW
        return struct.pack("<QII", os.open(self._paths[node], flags), 1, 0)  # 1: read it here each time

    def _create(self, node: int, body: bytes) -> bytes:
        flags, mode = struct.unpack_from("<II", body)
        path = self._below(node, body[16:])
        handle = os.open(path, flags | os.O_CREAT, mode & 0o777)
        return self._entry(path) + struct.pack("<QII", handle, 1, 0)

    def _read(self, _node: int, body: bytes) -> bytes:
        handle, offset, size = struct.unpack_from("<QQI", body)
        return os.pread(handle, size, offset)

    def _write(self, _node: int, body: bytes) -> bytes:
        handle, offset, size = struct.unpack_from("<QQI", body)
        return struct.pack("<II", os.pwrite(handle, body[40 : 40 + size], offset), 0)

    def _release(self, _node: int, body: bytes) -> bytes:
        os.close(struct.unpack_from("<Q", body)[0])
        return b""

    def _list(self, node: int, body: bytes) -> bytes:
        _handle, offset, size = struct.unpack_from("<QQI", body)
        listed = b""
        names = sorted(os.fsencode(path.name) for path in self._paths[node].iterdir())
        for number, name in enumerate(names[offset:], offset + 1):
            entry = struct.pack("<QQII", 1, number, len(name), 0) + name
            entry += bytes(-len(entry) % 8)
            if len(listed) + len(entry) > size:
                break
            listed += entry
        return listed

    def _statfs(self, _node: int, _body: bytes) -> bytes:
        return struct.pack("<5Q4I24x", 1 << 20, 1 << 19, 1 << 19, 1 << 20, 1 << 19, 4096, 255, 4096, 0)

    def _nothing(self, _node: int, _body: bytes) -> bytes:
        return b""

    def _nothing_open(self, _node: int, _body: bytes) -> bytes:
        return struct.pack("<QII", 0, 0, 0)


if __name__ == "__main__":
    served, at = Path(sys.argv[1]), Path(sys.argv[2])
    try:
        opened = mount(at)
    except OSError as refused:
        print(f"refused: {refused}", flush=True)
        sys.exit(1)
    print(os.getpid(), flush=True)
    Server(served, opened).serve()
