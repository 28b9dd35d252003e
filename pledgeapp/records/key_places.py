"""Where does a key stand, when there are millions of keys and little memory?

Few keys are kept as they are. From a bound on each is known by 128 bits of its hash, in arrays with twenty bytes for a
place: that two keys of a million share all of them is not to be expected in the life of the program. The hash is
Python's own, which is salted anew in every process: no file can be made to collide.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable

MOST_LIVE = 250_000
_FIRST_SIZE = 1 << 20
_BITS = (1 << 64) - 1
_FULLEST = 0.6
"""Share of the places in use from which on there are made more."""
_Place = tuple[int, int, int]
"""Both halves of a key's hash, and its position counted from one; zero is an empty place."""


class KeyPlaces:
    """Keys with the position each stands for; the first position of a key stays."""

    def __init__(self, most_live: int = MOST_LIVE) -> None:
        self._most_live = most_live
        self._live: dict[str, int] = {}
        self._used = self._size = 0
        self._low, self._high, self._positions = _empty(0)

    def __len__(self) -> int:
        """Number of different keys."""
        return len(self._live) + self._used

    def __contains__(self, key: str) -> bool:
        """Whether `key` is known."""
        return self.get(key) is not None

    def get(self, key: str) -> int | None:
        """The position of `key`; None when it is not known."""
        if not self._size:
            return self._live.get(key)
        counted = self._positions[self._find(*_halves(key))]
        return counted - 1 if counted else None

    def known(self, keys: Iterable[str]) -> list[int]:
        """The positions of those of `keys` that are known."""
        get = self.get if self._size else self._live.get
        return [at for key in keys if (at := get(key)) is not None]

    def keep(self, key: str, position: int = 0) -> None:
        """Note that `key` stands for `position`, unless it is known."""
        self.keep_all((key,), position)

    def keep_all(self, keys: Iterable[str], position: int = 0) -> None:
        """As `keep`, for each of `keys`."""
        if self._size:
            for key in keys:
                self._keep_packed(key, position)
            return
        live = self._live
        for key in keys:
            live.setdefault(key, position)
        if len(live) > self._most_live:
            self._pack()

    def _keep_packed(self, key: str, position: int) -> None:
        low, high = _halves(key)
        at = self._find(low, high)
        if not self._positions[at]:
            self._put(at, (low, high, position + 1))

    def _find(self, low: int, high: int) -> int:
        """Where the key stands, or the empty place where it belongs."""
        lows, highs, positions, last = self._low, self._high, self._positions, self._size - 1
        at = low & last
        while positions[at] and (lows[at] != low or highs[at] != high):
            at = (at + 1) & last
        return at

    def _put(self, at: int, place: _Place) -> None:
        self._low[at], self._high[at], self._positions[at] = place
        self._used += 1
        if self._used > self._size * _FULLEST:
            self._grow(self._size * 2)

    def _grow(self, size: int) -> None:
        before = zip(self._low, self._high, self._positions, strict=True)
        self._size, self._used = size, 0
        self._low, self._high, self._positions = _empty(size)
        for low, high, counted in before:
            if counted:
                self._put(self._find(low, high), (low, high, counted))

    def _pack(self) -> None:
        live, self._live = self._live, {}
        self._grow(_FIRST_SIZE)
        for key, position in live.items():
            self._keep_packed(key, position)


def _halves(key: str) -> tuple[int, int]:
    return hash(key) & _BITS, hash(f"{key}\0") & _BITS


def _empty(size: int) -> tuple[array[int], array[int], array[int]]:
    return array("Q", bytes(8 * size)), array("Q", bytes(8 * size)), array("I", bytes(4 * size))
