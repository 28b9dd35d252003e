"""How does one piece of state tell others that it changed, without Qt?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

News = TypeVar("News")
Unsubscribe = Callable[[], None]


class Subscribers(Generic[News]):
    """Listeners in the order they came; one that leaves while news is told hears nothing more."""

    def __init__(self) -> None:
        self._listeners: dict[int, Callable[[News], None]] = {}
        self._next = 0

    def add(self, listener: Callable[[News], None]) -> Unsubscribe:
        """Call `listener` with all news from now on; the answer ends it and may be called twice."""
        key = self._next
        self._next += 1
        self._listeners[key] = listener

        def leave() -> None:
            self._listeners.pop(key, None)

        return leave

    def tell(self, news: News) -> None:
        """Call every listener that is still there when its turn comes."""
        for key in tuple(self._listeners):
            listener = self._listeners.get(key)
            if listener is not None:
                listener(news)

    def __len__(self) -> int:
        return len(self._listeners)
