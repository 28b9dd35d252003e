"""The import wizard in each of its states, over small lists made here (synthetic)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from ui.operations.office import Office
    from ui.state.desk import Desk

PAGES = (
    "import_choice",
    "import_columns",
    "import_by_year",
    "import_written",
    "import_unwritten",
    "import_read",
    "import_refused",
    "import_different",
    "import_changes",
)
_TABS = {"import_read": 0, "import_refused": 1, "import_different": 2, "import_changes": 3}
_HEADER = "专利名称,申请号,公开（公告）号,专利权人,申请日,权利要求数,法律状态\n"
_OLD = _HEADER + (
    "一种固态电解质粉体的制备方法,ZL201410264351.3,CN104000001B,示例新材料有限公司;示例大学,2014-06-13,10,有效\n"
    "一种涂布设备,ZL201410264352.8,CN104000002B,示例新材料有限公司,2014-06-13,8,有效\n"
    "一种隔膜,ZL201410264354.7,CN104000004B,示例新材料有限公司,2014-06-13,6,有效\n"
)
_NEW = _HEADER + (
    "一种固态电解质粉体的制备方法,ZL201410264351.3,CN104000001B,示例新材料有限公司;示例大学,2014-06-13,12,有效\n"
    "一种涂布设备,ZL201410264352.8,CN104000002B,另一示例有限公司,2014-06-13,8,失效\n"
    "一种烧结炉,ZL201410264353.2,CN104000003B,示例新材料有限公司,2014-06-13,7,有效\n"
    "一种夹具,ZL201410264355.9,,示例新材料有限公司,2099-01-01,七,有效\n"
    "一种电池,ZL2014,,示例新材料有限公司,2014-06-13,5,有效\n"
)
_OTHER = (
    "专利名称,公开（公告）号,申请日,IPC分类号\n一种烧结炉,CN104000003B,2014-06-14,F27B9/00\n一种搅拌器,CN104000006B,,\n"
)
_UNKNOWN = (
    "某机构专利清单（示例）,,,,,\n"
    "编号,专利文献号,发明创造的名称,持有人名称,申请提交日期,备注\n"
    "1,CN104000001B,一种固态电解质粉体的制备方法,示例新材料有限公司;示例大学,13/06/2014,核心\n"
    "2,CN104000002B,一种涂布设备,示例新材料有限公司,14/06/2014,\n"
)
_BY_YEAR = "科目,23年实绩,24年实绩,今年预计\n营业收入,320,330,400\n产品成本,200,210,260\n销售费用,1,2,3\n"


def grab(page: str, shown: tuple[Desk, Office, MainWindow], target: Path, wait: Callable[..., None]) -> None:
    """A picture of the wizard in the state `page`."""
    from ui.dialogs.import_wizard import ImportWizard
    from ui.operations.importing import Written

    desk, office, window = shown
    folder = target.parent / "lists"
    folder.mkdir(exist_ok=True)
    desk.go("library/patents")
    wizard = ImportWizard(desk, office, window, into_case=False)
    wizard.resize(1080, 720)
    wizard.open()
    if page == "import_columns":
        wizard.look_at_columns(_file(folder, "机构清单.csv", _UNKNOWN))
        wait(lambda: wizard.columns.found is not None)
        wait(lambda: bool(wizard.columns.tried.rows), 3)
    elif page == "import_by_year":
        wizard.look_at_columns(_file(folder, "分产品收入.csv", _BY_YEAR))
        wait(lambda: wizard.columns.found is not None)
        wizard.columns.unit.committed.emit("万元")
        wait(lambda: bool(wizard.columns.tried.rows), 3)
    elif page == "import_written":
        wizard.read(_file(folder, "清单.csv", _OLD))
        wait(lambda: wizard.preview is not None and wizard._job is None)
        wizard.shown.written.fold.click()
        wizard.shown.written.stated.emit(Written("utf-16"))
        wait(lambda: wizard._job is None)
    elif page == "import_unwritten":
        wizard.read(_file(folder, "竖线.csv", _OLD.replace(",", "|")))
        wait(lambda: wizard._job is None)
    elif page != "import_choice":
        _take_old(wizard, folder, office, wait)
        wizard = ImportWizard(desk, office, window, into_case=False)
        wizard.resize(1080, 720)
        wizard.open()
        files = (_file(folder, "清单.csv", _NEW), _file(folder, "补充.csv", _OTHER))
        wizard.read(*files[: 1 if page == "import_changes" else 2])
        wait(lambda: wizard.preview is not None and wizard._job is None)
        wizard.shown.tabs.setCurrentIndex(_TABS[page])
    wait(lambda: False, 0.3)
    wizard.grab().save(str(target))
    wizard.reject()


def _take_old(wizard: object, folder: Path, office: Office, wait: Callable[..., None]) -> None:
    from ui.dialogs.import_wizard import ImportWizard

    assert isinstance(wizard, ImportWizard)
    wizard.read(_file(folder, "清单.csv", _OLD))
    wait(lambda: wizard.preview is not None and wizard._job is None)
    wizard.take_over()
    wait(lambda: not office.runner.jobs)


def _file(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path
