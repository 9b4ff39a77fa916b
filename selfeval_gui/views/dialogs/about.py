"""Version of the program and of what it runs on, to be read out to whoever helps."""

import platform

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from selfeval_gui import __version__
from selfeval_gui.i18n import _
from selfeval_gui.views import theme
from selfeval_gui.views.quiet_label import QuietLabel
from selfeval_gui.views.theme import Tone


class AboutDialog(QDialog):
    """Name, version, Python, Qt and system; the text can be copied."""

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
            _("Python {python}\nQt {qt}\n{system}").format(
                python=platform.python_version(), qt=qVersion(), system=platform.platform()
            ),
            self,
            textFormat=Qt.TextFormat.PlainText,
        )
        versions.setObjectName("aboutVersions")
        versions.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        buttons = QDialogButtonBox(self)
        buttons.addButton(_("关闭"), QDialogButtonBox.ButtonRole.RejectRole).setObjectName("aboutClose")
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
