"""How is an XML document walked through without letting it take more than it may? Runs in the child process."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from pledgeapp.intake.bounds import Bounds
from pledgeapp.intake.refusals import Refused
from pledgeapp.intake.xml.nodes import Element, name_of

_CHUNK = 256 * 1024
_SET_ASIDE = frozenset(
    {
        "abstract",
        "Abstract",
        "description",
        "Description",
        "drawings",
        "Drawings",
        "figures",
        "references-cited",
        "us-references-cited",
        "ReferencesCited",
        "patent-classifications",
        "us-field-of-classification-search",
        "B560",
        "SDODE",
        "SDODR",
    }
)
"""Parts no reader looks at: emptied as soon as they end, so that a long text costs no memory."""


def records_of(text: str, first_line: int, wanted: Collection[str], bounds: Bounds) -> Iterator[Element]:
    """Every element whose name is in `wanted`, complete, as soon as it ends; emptied when the next is asked for.

    `first_line` is the line of the file on which `text` begins. Refused where the document is damaged or exceeds
    `bounds`.
    """
    from lxml import etree

    parser = etree.XMLPullParser(
        events=("start", "end"),
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    counted = _Counted(bounds)
    error: etree.XMLSyntaxError | None = None
    for at in range(0, len(text), _CHUNK):
        try:
            parser.feed(text[at : at + _CHUNK].encode("utf-8"))
        except etree.XMLSyntaxError as damage:
            error = damage
        yield from _taken(parser, counted, wanted)
        if error is not None:
            break
    try:
        if error is None:
            parser.close()
    except etree.XMLSyntaxError as damage:
        error = damage
    if error is not None:
        raise Refused("xml_damaged", line=first_line + max((error.lineno or 1) - 1, 0)) from error
    yield from _taken(parser, counted, wanted)


class _Counted:
    """Depth, elements and attributes so far."""

    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds
        self.depth = 0
        self._elements = 0

    def start(self, element: Element) -> None:
        bounds = self._bounds
        self.depth += 1
        self._elements += 1
        if self.depth > bounds.xml_depth:
            raise Refused("xml_too_deep", limit=bounds.xml_depth)
        if self._elements > bounds.xml_elements:
            raise Refused("xml_elements", limit=bounds.xml_elements)
        if len(element.attrib) > bounds.xml_attributes:
            raise Refused("xml_attributes", limit=bounds.xml_attributes)


def _taken(parser: Element, counted: _Counted, wanted: Collection[str]) -> Iterator[Element]:
    for event, element in parser.read_events():
        if event == "start":
            counted.start(element)
            continue
        counted.depth -= 1
        name = name_of(element)
        if name in wanted:
            yield element
            element.clear(keep_tail=True)
        elif name in _SET_ASIDE:
            element.clear(keep_tail=True)
