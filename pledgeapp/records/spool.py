"""How do a million records of one import stay at hand in little memory?

A spool is a sequence. Few items are kept as they are; from a bound on they lie in blocks of compressed JSON, which are
opened as they are read. Nothing goes to the disk: what a customer's file holds is nowhere in plain text.
"""

from __future__ import annotations

import json
import zlib
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from typing import Any, Generic, TypeVar, overload

Item = TypeVar("Item")
Plain = Any
"""What JSON can say: texts, numbers, lists, objects."""

MOST_LIVE = 100_000
"""Items that are kept as they are: a workbook of usual size never pays for the compression."""
FEW_LIVE = 5_000
"""The bound where it is known beforehand that there will be more."""
_BLOCK = 1_000
_OPEN_BLOCKS = 64
_MOST_CHANGED = 20_000
_LEVEL = 1
"""Of compression: the higher ones cost more time than they save room in lists."""
_BETWEEN = b",\n"
"""A line end stands nowhere else: inside a text JSON writes it as an escape."""


@dataclass(frozen=True)
class Form(Generic[Item]):
    """How items of one kind are written as JSON and made again."""

    as_plain: Callable[[Item], Plain]
    from_plain: Callable[[Plain], Item]
    encode: Callable[[Plain], str] = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    place_of: Callable[[Item], object] | None = None
    """What an item is about, where several may be about the same; they stand together."""


class Large(Sequence[Item]):
    """A sequence that may be too long for a tuple; equal to any sequence with the same items."""

    @overload
    def __getitem__(self, index: int) -> Item: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Item]: ...
    def __getitem__(self, index: int | slice) -> Item | Sequence[Item]:
        """The item at a position, or those of a slice as another sequence that copies nothing."""
        if isinstance(index, slice):
            return Part(self, range(len(self))[index])
        size = len(self)
        if not -size <= index < size:
            raise IndexError(index)
        return self.at(index % size)

    def __iter__(self) -> Iterator[Item]:
        """All items, block by block."""
        return self.between(0, len(self))

    def __eq__(self, other: object) -> bool:
        """Whether `other` holds the same items in the same order."""
        if not isinstance(other, Large | tuple | list):
            return NotImplemented
        return len(self) == len(other) and all(mine == theirs for mine, theirs in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]

    def at(self, position: int) -> Item:
        """The item at `position`, which is there."""
        raise NotImplementedError

    def between(self, start: int, stop: int) -> Iterator[Item]:
        """The items of these positions, one after the other."""
        return (self.at(position) for position in range(start, stop))


class Spool(Large[Item]):
    """Items of one form, appended one by one; an item may be replaced."""

    def __init__(self, form: Form[Item], items: Iterable[Item] = (), most_live: int | None = None) -> None:
        self._form, self._place_of = form, form.place_of
        self._full = max(MOST_LIVE if most_live is None else most_live, _BLOCK) + 1
        """From how many on those that lie open are packed."""
        self._live: list[Item] = []
        """All items while they are few, later those after the last block."""
        self._blocks: list[bytes] = []
        self._opened: OrderedDict[int, list[bytes]] = OrderedDict()
        self._changed: dict[int, Item] = {}
        self._last_place: object = None
        self.places = 0
        """How many different things the items are about, where their form tells it."""
        for item in items:
            self.append(item)

    def __len__(self) -> int:
        """Number of items."""
        return len(self._blocks) * _BLOCK + len(self._live)

    @property
    def is_packed(self) -> bool:
        """Whether there are too many for a tuple."""
        return bool(self._blocks)

    def append(self, item: Item) -> None:
        """Add `item` at the end."""
        self._live.append(item)
        if self._place_of is not None:
            place = self._place_of(item)
            self.places += place is not None and place != self._last_place
            self._last_place = place
        if len(self._live) >= self._full:
            self._pack()

    def extend(self, items: Iterable[Item]) -> None:
        """Add `items` at the end."""
        for item in items:
            self.append(item)

    def replace(self, position: int, item: Item) -> None:
        """Put `item` in the place of the one at `position`."""
        packed = len(self._blocks) * _BLOCK
        if position >= packed:
            self._live[position - packed] = item
            return
        self._changed[position] = item
        if len(self._changed) > _MOST_CHANGED:
            self._write_changed()

    def at(self, position: int) -> Item:
        """The item at `position`; blocks looked into lately are still open."""
        packed = len(self._blocks) * _BLOCK
        if position >= packed:
            return self._live[position - packed]
        if position in self._changed:
            return self._changed[position]
        number, place = divmod(position, _BLOCK)
        return self._form.from_plain(json.loads(self._lines(number)[place].decode("utf-8", "surrogatepass")))

    def between(self, start: int, stop: int) -> Iterator[Item]:
        """The items of these positions; each block is opened once."""
        for number in range(start // _BLOCK, min(len(self._blocks), -(-stop // _BLOCK))):
            first = number * _BLOCK
            yield from self._block(number)[max(start - first, 0) : stop - first]
        packed = len(self._blocks) * _BLOCK
        yield from self._live[max(start - packed, 0) : max(stop - packed, 0)]

    def sealed(self) -> Sequence[Item]:
        """The items as a tuple where they are few, else the spool itself."""
        return self if self.is_packed else tuple(self._live)

    def _pack(self) -> None:
        whole = len(self._live) // _BLOCK * _BLOCK
        for start in range(0, whole, _BLOCK):
            plain = map(self._form.as_plain, self._live[start : start + _BLOCK])
            self._blocks.append(_packed([self._encoded(value) for value in plain]))
        del self._live[:whole]
        self._full = _BLOCK

    def _encoded(self, plain: Plain) -> bytes:
        return self._form.encode(plain).encode("utf-8", "surrogatepass")

    def _block(self, number: int) -> list[Item]:
        text = zlib.decompress(self._blocks[number]).decode("utf-8", "surrogatepass")
        items = list(map(self._form.from_plain, json.loads(text)))
        if self._changed:
            first = number * _BLOCK
            for place in range(len(items)):
                if first + place in self._changed:
                    items[place] = self._changed[first + place]
        return items

    def _lines(self, number: int) -> list[bytes]:
        if number in self._opened:
            self._opened.move_to_end(number)
            return self._opened[number]
        lines = zlib.decompress(self._blocks[number])[1:-1].split(_BETWEEN)
        self._opened[number] = lines
        if len(self._opened) > _OPEN_BLOCKS:
            self._opened.popitem(last=False)
        return lines

    def _write_changed(self) -> None:
        of_block: dict[int, list[int]] = {}
        for position in self._changed:
            of_block.setdefault(position // _BLOCK, []).append(position)
        for number, positions in of_block.items():
            lines = list(self._lines(number))
            for position in positions:
                lines[position % _BLOCK] = self._encoded(self._form.as_plain(self._changed[position]))
            self._blocks[number] = _packed(lines)
        self._changed.clear()
        self._opened.clear()


def _packed(lines: list[bytes]) -> bytes:
    return zlib.compress(b"[" + _BETWEEN.join(lines) + b"]", _LEVEL)


class Part(Large[Item]):
    """Some positions of another sequence, in their order; nothing is copied."""

    def __init__(self, whole: Sequence[Item], positions: Sequence[int]) -> None:
        self._whole, self._positions = whole, positions

    def __len__(self) -> int:
        """Number of items."""
        return len(self._positions)

    def at(self, position: int) -> Item:
        """The item at `position` of these."""
        return self._whole[self._positions[position]]

    def between(self, start: int, stop: int) -> Iterator[Item]:
        """The items of these positions; those beside each other are read together."""
        wanted, whole = self._positions[start:stop], self._whole
        if isinstance(wanted, range) and wanted.step == 1:
            yield from _run(whole, wanted.start, wanted.stop)
            return
        at = 0
        while at < len(wanted):
            first, end = wanted[at], at + 1
            while end < len(wanted) and wanted[end] == first + end - at:
                end += 1
            yield from _run(whole, first, first + end - at)
            at = end


def _run(whole: Sequence[Item], start: int, stop: int) -> Iterable[Item]:
    return whole.between(start, stop) if isinstance(whole, Large) else whole[start:stop]


class Chained(Large[Item]):
    """Several sequences one after the other; nothing is copied."""

    def __init__(self, *parts: Sequence[Item]) -> None:
        self.parts = parts
        self._ends = list(accumulate(map(len, parts)))

    def __len__(self) -> int:
        """Number of items."""
        return self._ends[-1] if self._ends else 0

    def at(self, position: int) -> Item:
        """The item at `position` of all."""
        number = bisect_right(self._ends, position)
        return self.parts[number][position - (self._ends[number - 1] if number else 0)]

    def between(self, start: int, stop: int) -> Iterator[Item]:
        """The items of these positions."""
        if (start, stop) == (0, len(self)):
            yield from chain.from_iterable(self.parts)
            return
        for position in range(start, stop):
            yield self.at(position)


def kept(form: Form[Item], items: Iterable[Item]) -> Sequence[Item]:
    """`items` as a tuple where they are few, else packed."""
    return Spool(form, items).sealed()


def joined(*parts: Sequence[Item]) -> Sequence[Item]:
    """The items of all parts in their order: a tuple where all parts are."""
    filled = [part for part in parts if len(part)]
    if len(filled) == 1:
        return filled[0]
    return Chained(*filled) if any(isinstance(part, Large) for part in filled) else tuple(chain(*filled))
