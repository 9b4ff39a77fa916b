"""Version of the program and of what it runs on, to be read out to whoever helps."""

import json
import platform

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from selfeval_gui import __version__
from selfeval_gui.data import resources_dir
from selfeval_gui.i18n import _
from selfeval_gui.views.basics import theme
from selfeval_gui.views.basics.quiet_label import QuietLabel
from selfeval_gui.views.basics.theme import Tone
from selfeval_gui.views.window.licences_dialog import LicencesDialog

_SHORT = 12  # letters of a commit, and the plus sign of changed files


def commit() -> str:
    """Return the commit that an installed copy was built from; empty in a checkout, where git knows."""
    try:
        facts = json.loads((resources_dir().parent / "build.json").read_text(encoding="utf-8"))
        name = str(facts["commit"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return name[:_SHORT] + ("+" if name.endswith("+") else "")


class AboutDialog(QDialog):
    """Name, version, commit, Python, Qt and system, which can be copied; the licences behind a button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("aboutDialog")
        self.setWindowTitle(_("关于绩效自评"))
        side = self.fontMetrics().height() * 3
        sign = QLabel(self)
        sign.setPixmap(theme.icon("app", Tone.ACCENT).pixmap(side, side))
        heading = QLabel(_("绩效自评 {version}").format(version=__version__), self)
        heading.setFont(theme.heading_font(self.font()))
        purpose = QuietLabel(_("离线填写、检查、导出财政项目支出绩效自评表。数据只在本机。"), self, wraps=True)
        versions = QLabel(
            _("{build}\nPython {python}\nQt {qt}\n{system}").format(
                build=_("提交 {commit}").format(commit=built_from) if (built_from := commit()) else _("从源代码运行"),
                python=platform.python_version(),
                qt=qVersion(),
                system=platform.platform(),
            ),
            self,
            textFormat=Qt.TextFormat.PlainText,
        )
        versions.setObjectName("aboutVersions")
        versions.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        buttons = QDialogButtonBox(self)
        buttons.addButton(_("关闭"), QDialogButtonBox.ButtonRole.RejectRole).setObjectName("aboutClose")
        licences = buttons.addButton(_("许可证"), QDialogButtonBox.ButtonRole.ActionRole)
        licences.setObjectName("aboutLicences")
        licences.clicked.connect(self._show_licences)
        buttons.rejected.connect(self.reject)
        words = QVBoxLayout()
        for widget in (heading, purpose, versions):
            words.addWidget(widget)
        across = QHBoxLayout()
        across.setSpacing(side // 2)
        across.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(words, 1)
        page = QVBoxLayout(self)
        page.addLayout(across)
        page.addWidget(buttons)
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("字") * 32)

    def _show_licences(self, _checked: bool = False) -> None:
        dialog = LicencesDialog(self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
