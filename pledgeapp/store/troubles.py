"""What does a person read when the database refuses?"""

from __future__ import annotations

from pathlib import Path

from pledgeapp.errors import KnownTrouble
from pledgeapp.store import engine
from valuation.wording import Message

_RESTORE = Message("restore_backup", "Restore the newest backup. The damaged files were left as they are.")
_SURROUNDINGS = frozenset(
    {
        engine.FULL,
        engine.IO_ERROR,
        engine.BUSY,
        engine.LOCKED,
        engine.READ_ONLY,
        engine.CANNOT_OPEN,
        engine.CORRUPT,
        engine.NOT_A_DATABASE,
        engine.NO_MEMORY,
    }
)


class CommitTrouble(KnownTrouble):
    """The disk reported an error at commit; the database was opened again and looked into: `is_saved` is the truth."""

    def __init__(self, message: Message, remedy: Message | None, *, is_saved: bool) -> None:
        super().__init__(message, remedy)
        self.is_saved = is_saved


def is_surroundings(error: BaseException) -> bool:
    """The disk, the file or its rights refused, not our SQL. A damaged page comes as a plain error of SQLCipher."""
    return engine.primary_code(error) in _SURROUNDINGS


def is_damage(error: BaseException) -> bool:
    """A page does not carry its seal, or the tables contradict each other."""
    return engine.primary_code(error) in (engine.CORRUPT, engine.NOT_A_DATABASE)


def reading_trouble(error: engine.Error, database: Path) -> KnownTrouble:
    """The trouble of a database that cannot be read on."""
    if is_damage(error):
        return damaged(database)
    message = Message(
        "database_not_read", "The database {database} could not be read: {reason}.", _params(error, database)
    )
    return KnownTrouble(message, Message("check_disk", "Check the disk and the permissions of the folder."))


def not_saved(error: engine.Error, database: Path) -> CommitTrouble:
    """The trouble of work that is certainly not in the database."""
    if is_damage(error):
        return not_saved_damaged(database)
    if engine.primary_code(error) == engine.FULL:
        message = Message(
            "not_saved_full",
            "Not saved: the disk is full. What was saved before is safe in {database}.",
            {"database": str(database)},
        )
        return CommitTrouble(
            message, Message("free_space", "Free some space on the disk and try again."), is_saved=False
        )
    message = Message(
        "not_saved",
        "Not saved: {reason}. What was saved before is safe in {database}.",
        _params(error, database),
    )
    return CommitTrouble(
        message,
        Message("check_disk_retry", "Check the disk and the permissions of the folder, then try again."),
        is_saved=False,
    )


def not_saved_damaged(database: Path) -> CommitTrouble:
    """The trouble of work that did not get into a damaged database."""
    return CommitTrouble(damaged(database).message, _RESTORE, is_saved=False)


def saved_despite_error(error: engine.Error, database: Path) -> CommitTrouble:
    """The trouble of work that is in the database although the disk reported an error."""
    message = Message(
        "saved_despite_error",
        "Saved, although the disk reported an error ({reason}): {database} was opened again and holds the change.",
        _params(error, database),
    )
    remedy = Message("back_up_now", "Make a backup on another disk now and have this disk checked.")
    return CommitTrouble(message, remedy, is_saved=True)


def unknown_whether_saved(error: engine.Error, database: Path) -> KnownTrouble:
    """The trouble of a commit that failed in a database which then would not open again."""
    message = Message(
        "unknown_whether_saved",
        "The disk reported an error ({reason}) and {database} cannot be opened again: it is not known whether the last "
        "change was saved.",
        _params(error, database),
    )
    return KnownTrouble(
        message, Message("restart_look", "Check the disk, start the program again and look at the case.")
    )


def damaged(database: Path) -> KnownTrouble:
    """The trouble of a database whose pages do not carry their seal."""
    message = Message("database_damaged", "The database {database} is damaged.", {"database": str(database)})
    return KnownTrouble(message, _RESTORE)


def wrong_key(database: Path, key_file: Path) -> KnownTrouble:
    """The trouble of a file that the key does not open."""
    message = Message(
        "wrong_key",
        "The key {file} does not fit {database}: it belongs to another database, or the beginning of the file is "
        "damaged.",
        {"file": str(key_file), "database": str(database)},
    )
    remedy = Message(
        "bring_matching_key", "Put the key file that belongs to this database beside it, or restore a backup."
    )
    return KnownTrouble(message, remedy)


def not_a_database(database: Path) -> KnownTrouble:
    """The trouble of a file of another kind."""
    message = Message("not_a_database", "{database} is not a database of this program.", {"database": str(database)})
    return KnownTrouble(message, Message("choose_database", "Choose another file. This one was not changed."))


def newer_version(database: Path, found: int, known: int) -> KnownTrouble:
    """The trouble of a database written by a later version of the program."""
    message = Message(
        "database_newer",
        "The database {database} was written by a newer version of the program (structure {found}; this one knows "
        "{known}). It was not changed.",
        {"database": str(database), "found": found, "known": known},
    )
    return KnownTrouble(message, Message("update_program", "Open it with the newer version of the program."))


def older_read_only(database: Path) -> KnownTrouble:
    """The trouble of looking, without changing anything, at a database that must be brought up to date first."""
    message = Message(
        "database_older",
        "The database {database} was written by an older version of the program and cannot be read unchanged.",
        {"database": str(database)},
    )
    return KnownTrouble(message, Message("open_once", "Open it once in the program, which brings it up to date."))


def _params(error: BaseException, database: Path) -> dict[str, str | int | float]:
    return {"reason": engine.reason(error), "database": str(database)}
