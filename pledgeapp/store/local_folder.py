"""Does the database lie on this machine? Network and synchronised folders break the locks it rests on."""

from __future__ import annotations

import re
import sys
from pathlib import Path, PureWindowsPath

from pledgeapp.errors import KnownTrouble
from valuation.wording import Message

# fmt: off
_NETWORK_TYPES = frozenset((
    "9p", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "fuse.davfs2", "fuse.glusterfs", "fuse.rclone",
    "fuse.s3fs", "fuse.sshfs", "glusterfs", "gpfs", "lustre", "ncpfs", "nfs", "nfs4", "orangefs", "smb3", "smbfs",
    "virtiofs",
))
# fmt: on
_SYNCHRONISED = re.compile(
    r"^(onedrive( - .*)?|dropbox( \(.*\))?|google ?drive|icloud ?drive|mobile documents|nutstore( files)?"
    r"|坚果云|我的坚果云|baidunetdisk(download|workspace)?|baidusyncdisk|百度网盘|百度网盘同步空间"
    r"|wps ?云盘|wpsdrive)$",
    re.IGNORECASE,
)
_ESCAPED = re.compile(r"\\([0-7]{3})")
_DRIVE_REMOTE = 4


def assert_local(folder: Path) -> None:
    """Raise KnownTrouble when `folder` lies on a network drive or in a folder another program synchronises."""
    resolved = folder.resolve()
    kind = remote_kind(resolved)
    if kind is None:
        return
    message = Message(
        "network_folder",
        "The database cannot be kept in {folder}: it is a network or synchronised folder ({kind}), where it could be "
        "damaged.",
        {"folder": str(resolved), "kind": kind},
    )
    raise KnownTrouble(message, Message("choose_local", "Choose a folder on a disk of this computer."))


def remote_kind(folder: Path) -> str | None:
    """What makes `folder` (absolute) not local: a file system type or the name of a sync folder; None when it is."""
    for part in folder.parts:
        if _SYNCHRONISED.match(part):
            return part
    if sys.platform == "win32":
        return _remote_drive(folder)
    mounts = Path("/proc/mounts")
    return network_type(folder, mounts.read_text("utf-8", "surrogateescape")) if mounts.exists() else None


def network_type(folder: Path, mounts: str) -> str | None:
    """The network file system that holds `folder` by a table in the form of /proc/mounts, or None.

    A root file system of type 9p or virtiofs is how a virtual machine is given its own disk: it counts as local.
    """
    best, found = -1, None
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = Path(_ESCAPED.sub(lambda m: chr(int(m.group(1), 8)), fields[1]))
        depth = len(point.parts)
        # `>=`: a later mount on the same point hides the earlier one.
        if depth >= best and (folder == point or point in folder.parents):
            own_disk = depth == 1 and fields[2] in ("9p", "virtiofs")
            best, found = depth, fields[2] if fields[2] in _NETWORK_TYPES and not own_disk else None
    return found


def is_network_share(path: PureWindowsPath) -> bool:
    r"""Whether a Windows path names a share (`\\server\share`), also in its long form."""
    drive = path.drive.upper()
    return drive.startswith("\\\\") and (not drive.startswith("\\\\?\\") or drive.startswith("\\\\?\\UNC\\"))


if sys.platform == "win32":
    import ctypes

    def _remote_drive(folder: Path) -> str | None:
        path = PureWindowsPath(folder)
        if is_network_share(path):
            return "UNC"
        is_remote = ctypes.windll.kernel32.GetDriveTypeW(f"{path.drive}\\") == _DRIVE_REMOTE
        return path.drive if is_remote else None
