"""Are all texts translated? `python -m installer.translations update` adds what is missing and compiles; `check` fails.

Texts are found in the code by Babel: `N_("…")`, `texts("…")`, `_("…")` and the template of `Message(code, "…")`; in the
reference data they are the titles and notes of parameters and the words of rules, in layout files their label.
Each package has its own catalogue in resources/translations/zh; a text needs a translation in any one of them.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations" / "zh"
REFERENCE = ROOT / "resources" / "reference"
LAYOUTS = ROOT / "resources" / "layouts"
REFERENCE_TEXTS = {"parameter": ("title", "note"), "rules": ("wording", "remedy", "article")}
"""Which keys of which TOML tables are English msgids."""
KEYWORDS = {"N_": None, "_": None, "texts": None, "Message": (2,)}


def catalogue_name(file: Path) -> str:
    """The catalogue of a source file: `valuation`, the part of pledgeapp it lies in, or a part of the window."""
    parts = file.relative_to(ROOT).parts
    if parts[0] == "valuation" or len(parts) == 2:
        return parts[0]
    if parts[0] == "ui":
        return "ui_case" if parts[1:3] == ("pages", "case") else f"ui_{parts[1]}"
    return parts[1]


def used_texts() -> dict[str, set[str]]:
    """Every text in the code by catalogue."""
    found: dict[str, set[str]] = {}
    for package in ("valuation", "pledgeapp", "ui"):
        for file in sorted((ROOT / package).rglob("*.py")):
            for _line, text, *_ in extract_from_file("python", file, keywords=KEYWORDS):
                if isinstance(text, str) and text:
                    found.setdefault(catalogue_name(file), set()).add(text)
    found.setdefault("reference", set()).update(reference_texts())
    found.setdefault("intake", set()).update(layout_labels())
    return found


def reference_texts() -> Iterator[str]:
    """Every text of the reference data that people read."""
    for file in sorted(REFERENCE.rglob("*.toml")):
        content = tomllib.loads(file.read_text(encoding="utf-8"))
        for table, keys in REFERENCE_TEXTS.items():
            entries = content.get(table, [])
            for entry in entries if isinstance(entries, list) else [entries]:
                yield from (entry[key] for key in keys if entry.get(key))


def layout_labels() -> Iterator[str]:
    """What the shipped layouts of outside files are called."""
    for file in sorted(LAYOUTS.glob("*.toml")):
        yield tomllib.loads(file.read_text(encoding="utf-8"))["label"]


def catalogues() -> Iterator[tuple[str, Catalog]]:
    """Name and content of every Chinese catalogue."""
    for file in sorted(FOLDER.glob("*.po")):
        with file.open("rb") as stream:
            yield file.stem, read_po(stream, locale="zh_CN")


def problems() -> list[str]:
    """What is untranslated, translated in two ways, without its named fields, or not compiled."""
    known: dict[str, str] = {}
    found = []
    for name, catalogue in catalogues():
        for message in catalogue:
            if not message.id or not message.string:
                continue
            text, translation = str(message.id), str(message.string)
            if known.setdefault(text, translation) != translation:
                found.append(f"{name}.po: two translations of {text!r}")
            if fields(text) != fields(translation):
                found.append(f"{name}.po: named fields differ in {text!r}")
        compiled = FOLDER / f"{name}.mo"
        if not compiled.exists() or compiled.read_bytes() != as_mo(catalogue):
            found.append(f"{name}.mo is not the compiled {name}.po")
    found += [f"{n}: untranslated {t!r}" for n, used in used_texts().items() for t in sorted(used) if t not in known]
    return found


def fields(text: str) -> set[str]:
    """Names between braces, without their format."""
    import string

    return {(name or "").split(".")[0] for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def as_mo(catalogue: Catalog) -> bytes:
    """`catalogue` compiled, without a date so that the same texts give the same bytes."""
    buffer = BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def update() -> None:
    """Add missing texts to their catalogue with an empty translation, write all sorted, compile."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    existing = dict(catalogues())
    known = {str(m.id) for c in existing.values() for m in c if m.id}
    for name, used in used_texts().items():
        catalogue = existing.setdefault(name, Catalog(locale="zh_CN", header_comment=f"# Chinese texts of {name}"))
        for text in sorted(used - known):
            catalogue.add(text)
    for name, catalogue in existing.items():
        buffer = BytesIO()
        write_po(buffer, catalogue, sort_output=True, omit_header=False, width=0, no_location=True)
        _replace(FOLDER / f"{name}.po", buffer.getvalue())
    for name, catalogue in catalogues():
        _replace(FOLDER / f"{name}.mo", as_mo(catalogue))


def _replace(file: Path, content: bytes) -> None:
    """Whole or not at all: a program that starts meanwhile must not read half a catalogue."""
    temporary = file.with_name(f".{file.name}.new")
    temporary.write_bytes(content)
    temporary.replace(file)


def main() -> int:
    """Run `update` or `check`; print what is wrong and return 1 if anything is."""
    if sys.argv[1:] == ["update"]:
        update()
    wrong = problems()
    print("\n".join(wrong) or "all texts are translated")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
