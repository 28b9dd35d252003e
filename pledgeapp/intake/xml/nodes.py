"""How are the parts of an XML document found by their names, whatever prefix a producer gives them?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

Element = Any
"""An element of lxml, which has no types of its own."""

_BLANKS = re.compile(r"\s+")


def name_of(element: Element) -> str:
    """The name without namespace."""
    tag: str = element.tag
    return tag.rpartition("}")[2]


def parts(element: Element, path: str) -> Iterator[Element]:
    """The elements at `a/b/c` below `element`, in their order."""
    name, _, rest = path.partition("/")
    for child in element:
        if name_of(child) == name:
            if rest:
                yield from parts(child, rest)
            else:
                yield child


def part(element: Element, *paths: str) -> Element | None:
    """The first element at the first of `paths` that has one."""
    return next((found for path in paths for found in parts(element, path)), None)


def text_at(element: Element, *paths: str) -> str:
    """The text at the first of `paths` that has any; empty where there is none."""
    for path in paths:
        for found in parts(element, path):
            text = text_of(found)
            if text:
                return text
    return ""


def texts_at(element: Element, path: str) -> list[str]:
    """The texts at `path`, empty ones left out."""
    return [text for text in map(text_of, parts(element, path)) if text]


def text_of(element: Element | None) -> str:
    """All text inside `element`, blanks and line breaks as one blank."""
    return _BLANKS.sub(" ", "".join(element.itertext())).strip() if element is not None else ""


def below(element: Element, *names: str) -> Iterator[Element]:
    """Every element with one of `names` anywhere below `element`."""
    return (found for found in element.iter(*(f"{{*}}{name}" for name in names)) if found is not element)


def attribute(element: Element, name: str) -> str:
    """The attribute `name`, whatever its prefix; empty where it is absent."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value).strip()
    return ""
