"""Which product lines earn with the patents?"""

from __future__ import annotations

from PySide6.QtWidgets import QTabBar, QWidget

from pledgeapp.i18n import Texts
from pledgeapp.records.product import Product
from ui.pages.case.case_page import CasePage, Part
from ui.pages.case.field_spec import FieldSpec
from ui.pages.case.form import Form
from ui.pages.case.products_figures import FiguresTable
from ui.pages.case.products_map import PatentMap
from ui.pages.case.sensitivities import circled
from ui.state.case_session import CaseSession
from ui.state.colours import Colours
from ui.state.edits import insert_at, remove_at
from ui.widgets.styling import button, label
from valuation.wording import N_, Message

PRODUCT_FIELDS = (
    FieldSpec("name", N_("Product line")),
    FieldSpec("name_en", N_("Name in English")),
    FieldSpec("industry", N_("Industry (GB/T 4754)"), hint=N_("Class code; empty is unknown")),
    FieldSpec("source", N_("Source of the figures")),
)


class ProductsCard(Part):
    """A tab for each product line: its fields, its years, its patents."""

    def __init__(self, page: CasePage) -> None:
        super().__init__(page)
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.form = Form(page, PRODUCT_FIELDS, columns=4)
        self.figures = FiguresTable(page)
        self.map = PatentMap(page)
        self._none = label("muted", wraps=True)
        self._add, self._remove = button("link"), button("link")
        self._add.clicked.connect(self.add_product)
        self._remove.clicked.connect(self._take_out)
        self.add_action(self._add)
        self.add_action(self._remove)
        for part in (self.tabs, self._none, self.form, self.figures, self.map):
            self.add(part)
        self.tabs.currentChanged.connect(self._show_current)

    def retranslate(self, texts: Texts) -> None:
        """Heading, links and everything below."""
        self.say(texts(N_("Product lines")), texts(N_("yearly figures and the patents behind them")))
        self._add.setText(texts(N_("Add a product line")))
        self._remove.setText(texts(N_("Take out")))
        self._none.setText(
            texts(N_("No product line yet: the income approach needs at least one with its yearly revenue."))
        )
        self.tabs.setAccessibleName(texts(N_("Product lines")))
        self.form.retranslate()
        self.figures.retranslate(texts)
        self.map.retranslate(texts)

    def restyle(self, colours: Colours) -> None:
        """Colours of the tables."""
        self.figures.restyle(colours)
        self.map.restyle(colours)

    def show_session(self, session: CaseSession) -> None:
        """The product lines of the case."""
        names = [self._name(product) for product in session.case.products]
        while self.tabs.count() > len(names):
            self.tabs.removeTab(self.tabs.count() - 1)
        for position, name in enumerate(names):
            text = f"{circled(position)} {name}" if len(names) > 1 else name
            if position < self.tabs.count():
                self.tabs.setTabText(position, text)
            else:
                self.tabs.addTab(text)
        self._show_current()

    def field_at(self, path: str) -> QWidget | None:
        """The field or table of a product line, brought forward."""
        if not path.startswith("products"):
            return None
        if not path.startswith("products["):
            return self._add
        self.tabs.setCurrentIndex(int(path[len("products[") :].split("]", maxsplit=1)[0]))
        if ".figures" in path:
            return self.figures.table
        if ".patents" in path:
            return self.map.table
        return self.form.field_at(path) if ".income" not in path else None

    def add_product(self) -> None:
        """One more product line, to be named."""
        case = self.page.case
        product = Product(name=self.desk.texts(N_("Product line {number}"), number=len(case.products) + 1))
        name = Message("product_added", N_("Product line added"))
        self.page.change(name, insert_at(case, "products", product))
        self.tabs.setCurrentIndex(len(case.products))

    def _take_out(self) -> None:
        case, at = self.page.case, self.tabs.currentIndex()
        if 0 <= at < len(case.products):
            name = Message("product_taken_out", N_("Product line {name} taken out"), {"name": case.products[at].name})
            self.page.change(name, remove_at(case, "products", at))

    def _show_current(self) -> None:
        session = self.page.session
        if session is None:
            return
        at, case = self.tabs.currentIndex(), session.case
        is_there = 0 <= at < len(case.products)
        for part in (self.tabs, self.form, self.figures, self.map):
            part.setVisible(is_there)
        self._none.setVisible(not is_there)
        self._remove.setEnabled(is_there)
        self.form.show_record(case, f"products[{at}]" if is_there else None)
        if is_there:
            self.figures.show_product(case, at)
            self.map.show_product(case, at)

    def _name(self, product: Product) -> str:
        is_english = self.desk.settings.language == "en" and product.name_en
        return product.name_en if is_english else product.name
