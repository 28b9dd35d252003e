"""Why did the system refuse a file, in words a person understands?"""

from __future__ import annotations

import errno

from valuation.wording import N_

_WORDS = {
    errno.ENOENT: N_("there is no such file or folder"),
    errno.EACCES: N_("access is not permitted"),
    errno.EPERM: N_("access is not permitted"),
    errno.EISDIR: N_("it is a folder"),
    errno.ENOTDIR: N_("a part of the path is a file, not a folder"),
    errno.EEXIST: N_("a file of this name is already there"),
    errno.ENAMETOOLONG: N_("the name is too long"),
    errno.EROFS: N_("the disk is write-protected"),
    errno.ELOOP: N_("the links lead in a circle"),
    errno.EIO: N_("the disk reports an error"),
    errno.EMFILE: N_("too many files are open"),
    errno.EBUSY: N_("another program is using it"),
}
_OTHER = N_("the system refuses access")


def reason_label(number: int | None) -> str:
    """The English msgid for the error number of an OSError."""
    return _WORDS.get(number or 0, _OTHER)
