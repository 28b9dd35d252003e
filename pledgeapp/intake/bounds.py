"""How much may an outside file cost before it is refused, and what does a person say of it?"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True)
class Bounds:
    """Ceilings of one reading; they may be set lower, never higher by what a file says of itself."""

    file_bytes: int = 64 * MEBIBYTE
    memory_bytes: int = 1024 * MEBIBYTE
    cpu_seconds: int = 20
    deadline_seconds: float = 30.0
    """Wall clock, watched by the parent: a child that waits costs no processor time."""
    open_files: int = 64
    old_workbook_bytes: int = 32 * MEBIBYTE
    rows: int = 1_000_001
    """A million and their header."""
    columns: int = 512
    cell_characters: int = 32 * 1024
    row_characters: int = MEBIBYTE
    sheets: int = 64
    workbook_cells: int = 2_000_000 + 512
    """Two million, such as 100,000 rows of 20 columns, and their header."""
    workbook_area: int = 5_000_000
    """Last row times last column of a sheet: the spreadsheet library reserves a cell for each."""
    shared_strings: int = 1_000_000
    shared_strings_bytes: int = 64 * MEBIBYTE
    zip_members: int = 2_000
    member_bytes: int = 128 * MEBIBYTE
    inflated_bytes: int = 256 * MEBIBYTE
    inflation_ratio: int = 200
    """Counted above one mebibyte of inflated bytes: small files of blanks compress better than that."""
    xml_depth: int = 64
    xml_elements: int = 2_000_000
    xml_attributes: int = 256
    """Of one element."""
    output_bytes: int = 512 * MEBIBYTE
    encoding: str = ""
    """Of a text file, as a person states it, one of `delimited.ENCODINGS`; empty: found out."""
    delimiter: str = ""
    """Of a text file, as a person states it; empty: found out."""
    head_bytes: int = 0
    """For a first look: how much of the beginning of a file, or of a part of it, is read; 0 for all."""
    head_rows: int = 0
    """For a first look: how many rows of each table are told."""

    def as_json(self) -> str:
        """The ceilings as the child process is told them."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Bounds:
        """The ceilings out of the child's argument."""
        return cls(**json.loads(text))
