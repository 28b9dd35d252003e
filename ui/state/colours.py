"""Which colours does the window use? Two palettes with the same names; text on its ground has a contrast of 4.5:1."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Colours:
    """Hex colours by purpose."""

    is_dark: bool
    ground: str
    surface: str
    surface_soft: str
    line: str
    line_strong: str
    """Edge of controls: 3:1 against the surface."""
    text: str
    text_soft: str
    accent: str
    accent_soft: str
    on_accent: str
    good: str
    good_soft: str
    attention: str
    attention_soft: str
    danger: str
    danger_soft: str
    bars: str
    """Bars of charts beside the accent."""
    bars_soft: str

    def tone(self, name: str) -> tuple[str, str]:
        """Text and ground of a badge: `good`, `attention`, `danger`, `info` or anything else for plain."""
        return {
            "good": (self.good, self.good_soft),
            "attention": (self.attention, self.attention_soft),
            "danger": (self.danger, self.danger_soft),
            "info": (self.accent, self.accent_soft),
        }.get(name, (self.text_soft, self.surface_soft))


LIGHT = Colours(
    is_dark=False,
    ground="#F4F6F9",
    surface="#FFFFFF",
    surface_soft="#F8FAFC",
    line="#DCE2EA",
    line_strong="#8693A5",
    text="#17212E",
    text_soft="#5A6778",
    accent="#1D5FBF",
    accent_soft="#E7F0FD",
    on_accent="#FFFFFF",
    good="#18794E",
    good_soft="#E5F5EC",
    attention="#9A5B00",
    attention_soft="#FFF3DC",
    danger="#B42318",
    danger_soft="#FDE9E7",
    bars="#7BA3DF",
    bars_soft="#C8D7F0",
)
DARK = Colours(
    is_dark=True,
    ground="#10151C",
    surface="#171E27",
    surface_soft="#1C2530",
    line="#2B3644",
    line_strong="#66778C",
    text="#E6EBF2",
    text_soft="#98A6B8",
    accent="#7DB0FF",
    accent_soft="#1E3354",
    on_accent="#0B1930",
    good="#5BD196",
    good_soft="#14342A",
    attention="#F0B457",
    attention_soft="#3A2B12",
    danger="#FF8A80",
    danger_soft="#43201F",
    bars="#4A77BD",
    bars_soft="#2C4264",
)
