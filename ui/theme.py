"""How does the window look: fonts, palette and style sheet of both themes?"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from string import Template

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from ui.state.colours import Colours

FAMILY = "Noto Sans SC"
PIXELS = 13
CONTROL_HEIGHT = 32


def load_fonts(application: QApplication) -> None:
    """Use the shipped Noto Sans SC, 13 px, with figures of one width."""
    folder = Path(str(files("resources"))) / "fonts"
    for weight in ("Regular", "Bold"):
        QFontDatabase.addApplicationFont(str(folder / f"NotoSansSC-{weight}.ttf"))
    font = QFont(FAMILY)
    font.setPixelSize(PIXELS)
    font.setFeature(QFont.Tag("tnum"), 1)
    font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    application.setFont(font)


def apply_theme(application: QApplication, colours: Colours) -> None:
    """Paint everything in `colours`."""
    application.setPalette(palette(colours))
    application.setStyleSheet(style_sheet(colours))


def palette(c: Colours) -> QPalette:
    """What Fusion paints without the style sheet: menus, scroll bars, tool tips, selections."""
    made = QPalette()
    roles = {
        QPalette.ColorRole.Window: c.ground,
        QPalette.ColorRole.WindowText: c.text,
        QPalette.ColorRole.Base: c.surface,
        QPalette.ColorRole.AlternateBase: c.surface_soft,
        QPalette.ColorRole.Text: c.text,
        QPalette.ColorRole.Button: c.surface,
        QPalette.ColorRole.ButtonText: c.text,
        QPalette.ColorRole.BrightText: c.danger,
        QPalette.ColorRole.ToolTipBase: c.surface,
        QPalette.ColorRole.ToolTipText: c.text,
        QPalette.ColorRole.PlaceholderText: c.text_soft,
        QPalette.ColorRole.Highlight: c.accent_soft,
        QPalette.ColorRole.HighlightedText: c.text,
        QPalette.ColorRole.Link: c.accent,
        QPalette.ColorRole.LinkVisited: c.accent,
        QPalette.ColorRole.Mid: c.line,
        QPalette.ColorRole.Light: c.surface_soft,
        QPalette.ColorRole.Dark: c.line_strong,
        QPalette.ColorRole.Accent: c.accent,
    }
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(c.text_soft))
    return made


def style_sheet(c: Colours) -> str:
    """The style sheet in `c`; the properties it reads are listed in ui/widgets/README.md."""
    icons = Path(str(files("resources"))) / "icons"
    # A tick on the accent: the style sheet takes pictures from files alone, so there is one for each theme.
    tick = icons / ("tick-dark.svg" if c.is_dark else "tick-light.svg")
    return Template(_SHEET).substitute(vars(c), drop_down=(icons / "drop-down.svg").as_posix(), tick=tick.as_posix())


_SHEET = """
QMainWindow, QDialog, #ground, QScrollArea, QScrollArea > QWidget > QWidget#ground { background: $ground; }
QLabel { background: transparent; }
QToolTip { color: $text; background: $surface; border: 1px solid $line_strong; padding: 4px 6px; }

QLabel[role="title"] { font-size: 14px; font-weight: bold; }
QLabel[role="heading"] { font-size: 20px; font-weight: bold; }
QLabel[role="subtitle"], QLabel[role="muted"] { color: $text_soft; font-size: 12px; }
QLabel[role="figure"] { font-size: 24px; font-weight: bold; }
QLabel[role="unit"] { color: $text_soft; }
QLabel[role="error"] { color: $danger; }
QLabel[role="formula"] { font-size: 14px; }
QLabel[role="strong"] { font-weight: bold; }

QLabel#badge { border-radius: 9px; padding: 1px 7px; font-size: 12px; color: $text_soft; background: $surface_soft;
  border: 1px solid transparent; }
QLabel#badge[tone="plain"] { border-color: $line; }
QLabel#badge[tone="good"] { color: $good; background: $good_soft; }
QLabel#badge[tone="attention"] { color: $attention; background: $attention_soft; }
QLabel#badge[tone="danger"] { color: $danger; background: $danger_soft; }
QLabel#badge[tone="info"] { color: $accent; background: $accent_soft; }

#card { background: $surface; border: 1px solid $line; border-radius: 8px; }
#soft { background: $surface_soft; border: 1px solid $line; border-radius: 8px; }

QPushButton { min-height: 30px; padding: 0 14px; border: 1px solid $line_strong; border-radius: 6px;
  background: $surface; }
QPushButton:hover { background: $surface_soft; border-color: $accent; }
QPushButton:pressed { background: $accent_soft; }
QPushButton:focus { border: 2px solid $accent; padding: 0 13px; min-height: 28px; }
QPushButton:disabled { color: $text_soft; border-color: $line; background: $surface_soft; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border-color: $accent; font-weight: bold; }
QPushButton[kind="primary"]:hover { border-color: $text; }
QPushButton[kind="primary"]:focus { border: 2px solid $text; }
QPushButton[kind="primary"]:disabled { background: $surface_soft; color: $text_soft; border-color: $line; }
QPushButton[kind="danger"] { color: $danger; border-color: $danger; }
QPushButton[kind="quiet"] { border-color: transparent; background: transparent; padding: 0 8px; }
QPushButton[kind="quiet"]:hover { background: $accent_soft; }
QPushButton[kind="quiet"]:focus { border: 2px solid $accent; padding: 0 7px; }
QPushButton[kind="link"] { color: $accent; border: 1px solid transparent; background: transparent; padding: 0 4px;
  min-height: 22px; text-align: left; }
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="link"]:focus { border: 1px solid $accent; border-radius: 4px; padding: 0 4px; min-height: 22px; }
QPushButton[kind="link"]:disabled { color: $text_soft; }
QPushButton[kind="figure"] { border: 1px solid transparent; background: transparent; padding: 0 3px; min-height: 22px;
  text-align: right; }
QPushButton[kind="figure"][opens="true"]:hover { background: $accent_soft; }
QPushButton[kind="figure"]:focus { border: 1px solid $accent; border-radius: 4px; padding: 0 3px; min-height: 22px; }
QPushButton[kind="figure"][emphasis="large"] { font-size: 24px; font-weight: bold; min-height: 34px; text-align: left;
  margin-left: -4px; }
QPushButton[kind="figure"][emphasis="medium"] { font-size: 17px; font-weight: bold; min-height: 26px; }
#strip QPushButton[kind="figure"][emphasis="medium"] { margin-right: -4px; }
QPushButton[kind="figure"][tone="info"] { color: $accent; }
QPushButton[kind="figure"][tone="good"] { color: $good; }
QPushButton[kind="figure"][tone="attention"] { color: $attention; }
QPushButton[kind="figure"][tone="danger"] { color: $danger; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QDateEdit, QSpinBox, QDoubleSpinBox { background: $surface_soft;
  border: 1px solid $line_strong; border-radius: 6px; padding: 0 8px; min-height: 28px;
  selection-background-color: $accent; selection-color: $on_accent; }
QPlainTextEdit, QTextEdit { padding: 4px 6px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QDateEdit:focus, QSpinBox:focus,
QDoubleSpinBox:focus { border: 2px solid $accent; padding: 0 7px; min-height: 26px; background: $surface; }
QPlainTextEdit:focus, QTextEdit:focus { padding: 3px 5px; }
QLineEdit:read-only { background: transparent; border-color: $line; }
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled { color: $text_soft; border-color: $line; }
*[state="attention"] { border: 1px solid $attention; background: $attention_soft; }
*[state="refused"] { border: 1px solid $danger; background: $danger_soft; }
*[state="attention"]:focus { border: 2px solid $attention; }
*[state="refused"]:focus { border: 2px solid $danger; }
QComboBox::drop-down { border: none; width: 26px; }
QComboBox::down-arrow { image: url("$drop_down"); width: 16px; height: 16px; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $line_strong; outline: none;
  selection-background-color: $accent_soft; selection-color: $text; }
QComboBox QAbstractItemView::item { min-height: 28px; padding: 0 6px; }
QCheckBox, QRadioButton { spacing: 8px; min-height: 24px; background: transparent; border: 1px solid transparent;
  border-radius: 4px; padding: 0 2px; }
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }
QCheckBox::indicator { width: 14px; height: 14px; border: 1px solid $line_strong; border-radius: 4px;
  background: $surface_soft; }
QCheckBox::indicator:checked { border-color: $accent; background: $accent; image: url("$tick"); }
QCheckBox::indicator:disabled { border-color: $line; background: $surface_soft; }

QSlider { background: transparent; min-height: 24px; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: $line; }
QSlider::sub-page:horizontal { height: 4px; border-radius: 2px; background: $bars; }
QSlider::sub-page:horizontal:disabled { background: $line; }
QSlider::handle:horizontal { width: 12px; height: 12px; margin: -5px 0; border-radius: 7px; background: $surface;
  border: 2px solid $accent; }
QSlider::handle:horizontal:focus { background: $accent; }
QSlider::handle:horizontal:disabled { border-color: $line_strong; background: $surface_soft; }

QTableView, QListView, QTreeView { background: $surface; border: none; gridline-color: $line; outline: none;
  alternate-background-color: $surface_soft; selection-background-color: $accent_soft; selection-color: $text; }
QTableView::item, QListView::item { padding: 0 5px; border-bottom: 1px solid $line; }
QTableView::item:selected, QListView::item:selected { background: $accent_soft; color: $text; }
QTableView:focus, QListView:focus { border: 1px solid $accent; border-radius: 4px; }
QHeaderView { background: transparent; }
QHeaderView::section { background: $surface; color: $text_soft; border: none; border-bottom: 1px solid $line_strong;
  padding: 0 8px; min-height: 28px; font-size: 12px; }
QTableCornerButton::section { background: $surface; border: none; }

QTabBar { background: transparent; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: $text_soft; padding: 0 4px; margin-right: 20px; min-height: 34px;
  border: 1px solid transparent; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: $text; font-weight: bold; border-bottom: 2px solid $accent; }
QTabBar::tab:hover { color: $text; }
QTabBar:focus { outline: none; }
QTabBar::tab:focus { border: 1px solid $accent; border-bottom: 2px solid $accent; border-radius: 4px; }
QTabWidget::pane { border: none; border-top: 1px solid $line; }

QMenu { background: $surface; border: 1px solid $line_strong; border-radius: 8px; padding: 6px; }
QMenu::item { padding: 6px 28px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: $accent_soft; }
QMenu::item:disabled { color: $text_soft; }
QMenu::separator { height: 1px; background: $line; margin: 5px 8px; }
QScrollBar:vertical { width: 10px; background: transparent; margin: 0; }
QScrollBar:horizontal { height: 10px; background: transparent; margin: 0; }
QScrollBar::handle { background: $line_strong; border-radius: 3px; min-width: 28px; min-height: 28px; margin: 2px; }
QScrollBar::handle:hover { background: $text_soft; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QScrollArea { border: none; }
#stripPoints, #stripPoints > QWidget > QWidget, #drawer QScrollArea, #drawer QScrollArea > QWidget > QWidget {
  background: transparent; }
QSplitter::handle { background: $line; }
QProgressBar { border: none; border-radius: 3px; background: $line; max-height: 6px; text-align: center; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }

#topBar { background: $surface; border-bottom: 1px solid $line; }
#statusBar { background: $surface; border-top: 1px solid $line; }
#rail { background: $surface; border-right: 1px solid $line; }
#strip, #sidePane { background: $surface; border-left: 1px solid $line; }
#drawer { background: $surface; border-left: 2px solid $accent; }
#rule { background: $line; max-height: 1px; min-height: 1px; }
#brand { color: $accent; font-size: 15px; font-weight: bold; border: 1px solid transparent; border-radius: 6px;
  padding: 0 8px; min-height: 30px; background: transparent; }
#brand:hover { background: $accent_soft; }
#brand:focus { border: 2px solid $accent; padding: 0 7px; min-height: 28px; }
#brand::menu-indicator { image: none; }
#searchButton { text-align: left; color: $text_soft; background: $surface_soft; border-color: $line_strong; }
#railButton { border: 1px solid transparent; border-radius: 8px; color: $text_soft; background: transparent;
  padding: 6px 0 5px 0; }
#railButton:hover { background: $surface_soft; }
#railButton:checked { background: $accent_soft; color: $accent; font-weight: bold; }
#railButton:focus { border: 2px solid $accent; }
#statusBar QLabel { color: $text_soft; font-size: 12px; }
#statusBar QPushButton { min-height: 20px; padding: 0 8px; font-size: 12px; color: $text_soft; }
#statusBar QPushButton:focus { min-height: 20px; padding: 0 7px; }
#statusBar QLabel[tone="danger"] { color: $danger; font-weight: bold; }
#statusBar QLabel[tone="attention"] { color: $attention; }
#stepBar { background: $surface; border: 1px solid $line; border-radius: 8px; }
#stepButton { border: none; border-right: 1px solid $line; border-bottom: 3px solid transparent; border-radius: 0;
  min-height: 36px; padding: 1px 6px 0 6px; background: transparent; }
#stepButton[place="last"] { border-right: 1px solid transparent; }
#stepButton:hover { background: $surface_soft; }
#stepButton:checked { background: $accent_soft; color: $accent; font-weight: bold; border-bottom: 3px solid $accent; }
#stepButton:focus { border: 2px solid $accent; padding: 0 4px; min-height: 36px; }
#message { border-radius: 0; border-bottom: 1px solid $line; background: $accent_soft; }
#message[tone="good"] { background: $good_soft; }
#message[tone="attention"] { background: $attention_soft; }
#message[tone="danger"] { background: $danger_soft; }
#palette { background: $surface; border: 1px solid $line_strong; border-radius: 8px; }
#pointRow { border: 1px solid transparent; border-radius: 6px; text-align: left; padding: 0; background: transparent; }
#pointRow:hover { background: $surface_soft; }
#pointRow:focus { border: 2px solid $accent; }
"""
