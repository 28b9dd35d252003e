"""Why is a file, or a line of it, not read at all? The child process names a reason; the parent has the words."""

from __future__ import annotations

from collections.abc import Mapping

from pledgeapp.system_reasons import reason_label
from valuation.wording import N_, Message

_WORDS = {
    "empty": N_("the file is empty"),
    "cannot_open": N_("the file cannot be opened: {reason_label}"),
    "not_a_file": N_("this is not a file that can be read"),
    "too_large": N_("the file has {size_mb} MB; at most {limit_mb} MB are read"),
    "wrong_type": N_(
        "the content is {found_label}, whatever the name says; "
        "expected are tables, XML of patent offices, or a ZIP of these"
    ),
    "password": N_("the file is protected by a password; remove the password and import it again"),
    "nul": N_("line {line} contains a NUL byte: this is not text"),
    "mixed_encoding": N_("line {line_one} is UTF-8 and line {line_two} is not: save the file in one encoding"),
    "cut_off": N_("the file ends in the middle of a character on line {line}: it is cut off; get it again as a whole"),
    "unknown_encoding": N_("line {line} is neither UTF-8 nor GB18030; save the file as UTF-8"),
    "other_encoding": N_("the text is not written in {encoding}, the encoding that was stated"),
    "too_many_rows": N_("more than {limit} rows"),
    "too_many_columns": N_("line {line} has more than {limit} columns"),
    "row_too_long": N_("line {line} is longer than {limit} characters"),
    "damaged_archive": N_("the workbook is damaged or incomplete"),
    "archive_bomb": N_("the file unpacks to more than is allowed ({limit_mb} MB)"),
    "archive_ratio": N_("a part of the file unpacks to more than {limit} times its size"),
    "archive_members": N_("the file has more than {limit} parts"),
    "archive_structure": N_("parts of the file overlap or carry the same name"),
    "xml_doctype": N_("the workbook contains a document type declaration, which no spreadsheet program writes"),
    "xml_depth": N_("the workbook is nested deeper than {limit} levels"),
    "too_many_sheets": N_("more than {limit} sheets"),
    "too_many_cells": N_("more than {limit} cells"),
    "sheet_area": N_("a sheet reaches to cell {cell}: more than {limit} cells between it and the first"),
    "shared_strings": N_("the workbook holds more text than is allowed"),
    "xml_damaged": N_("the XML document is damaged or cut off at line {line}"),
    "xml_encoding": N_("line {line} is not written in the encoding {encoding} that the XML document declares"),
    "xml_character": N_("line {line} contains a character that no XML document may hold"),
    "xml_entity": N_("the XML document declares text replacements (line {line}), which no patent office does"),
    "xml_too_deep": N_("the XML document is nested deeper than {limit} levels"),
    "xml_elements": N_("the XML document has more than {limit} elements"),
    "xml_attributes": N_("an element of the XML document has more than {limit} attributes"),
    "xml_unknown": N_("the XML document begins with <{name}>, which is no patent document that is known"),
    "xml_unknown_character": N_("contains &{name}; which stands for no known character"),
    "damaged_zip": N_("the ZIP archive is damaged or incomplete"),
    "damaged_member": N_("this file is damaged inside the ZIP archive"),
    "nested_archive": N_("this is an archive inside the ZIP archive; unpack it and import its files"),
    "no_table": N_("there is no table in the file"),
    "memory": N_("reading the file needs more memory than is allowed"),
    "time": N_("reading the file takes longer than {limit} seconds"),
    "crashed": N_("the file cannot be read: it is damaged or made to break readers"),
    "output": N_("the file holds more text than is allowed"),
    "quotes": N_("quotation marks do not pair on this line"),
    "cell_too_long": N_("a cell is longer than {limit} characters, or a quotation mark is not closed"),
}

FILE_KINDS = {
    "png": N_("a PNG picture"),
    "jpeg": N_("a JPEG picture"),
    "gif": N_("a GIF picture"),
    "bmp": N_("a BMP picture"),
    "tiff": N_("a TIFF picture"),
    "webp": N_("a WebP picture"),
    "pdf": N_("a PDF document"),
    "xml": N_("an XML document"),
    "html": N_("a web page"),
    "json": N_("a JSON document"),
    "zip": N_("a ZIP archive that is no workbook"),
    "open_document": N_("an OpenDocument file"),
    "word": N_("a Word document"),
    "ole": N_("an old Office document"),
    "gzip": N_("a gzip archive"),
    "rar": N_("a RAR archive"),
    "seven_zip": N_("a 7z archive"),
    "program": N_("a program"),
    "zeros": N_("nothing but zero bytes"),
}


class Refused(Exception):
    """Raised in the child process: the file is not read; `code` names the reason, `params` its values."""

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def refusal_message(code: str, params: Mapping[str, object]) -> Message:
    """The words of a reason. What the child says is not trusted: an unknown reason or value reads as a crash."""
    words = _WORDS.get(code)
    clean = {str(k): v for k, v in params.items() if isinstance(v, str | int)}
    if "found_label" in clean:
        clean["found_label"] = FILE_KINDS.get(str(clean["found_label"]), FILE_KINDS["program"])
    if code == "cannot_open":
        number = clean.get("error_number")
        clean["reason_label"] = reason_label(number if isinstance(number, int) else None)
    try:
        if words is not None and words.format(**clean):
            return Message(f"intake.{code}", words, clean)
    except (KeyError, IndexError, ValueError):
        pass
    crashed = _WORDS["crashed"]
    return Message("intake.crashed", crashed)
