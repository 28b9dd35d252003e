"""What do the methods applied to the case come to, each by itself, while their inputs are being typed and dragged?"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pledgeapp.progress import ReportProgress
from pledgeapp.services.preview_method import MethodPreview, preview_method
from ui.operations.newest import Newest
from ui.operations.office import Office
from valuation.wording import N_, Message

if TYPE_CHECKING:
    from pledgeapp.records.applied_method import AppliedMethod

__all__ = ["MethodPreview", "MethodPreviews"]

COMPUTING = Message("computing_method", N_("Computing a method"))


class MethodPreviews(Newest):
    """Computes the methods shown; what has not changed since is not computed again."""

    def __init__(self, office: Office) -> None:
        super().__init__(office, COMPUTING)
        self._known: dict[str, MethodPreview] = {}

    def known(self, method: AppliedMethod) -> MethodPreview | None:
        """The preview made last of this method, perhaps with earlier inputs; None before the first."""
        return self._known.get(method.id)

    def show(self, methods: tuple[AppliedMethod, ...], done: Callable[[], None]) -> None:
        """Compute those of `methods` whose inputs changed, then call `done`; nothing when none did."""
        fresh = tuple(m for m in methods if (seen := self._known.get(m.id)) is None or seen.method.inputs != m.inputs)
        if not fresh:
            return

        def work(_: ReportProgress) -> tuple[MethodPreview, ...]:
            return tuple(preview_method(method) for method in fresh)

        def take(previews: tuple[MethodPreview, ...]) -> None:
            self._known |= {preview.method.id: preview for preview in previews}
            done()

        self.ask(work, take)
