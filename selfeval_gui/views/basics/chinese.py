"""Words of Qt's own choosers that its Chinese translation lacks."""

from typing import cast

from PySide6.QtCore import QTranslator

_PROVIDER = "QAbstractFileIconProvider"  # it names the kinds of files in a file chooser
_WORDS = {
    (_PROVIDER, "Folder"): "文件夹",
    (_PROVIDER, "File Folder"): "文件夹",
    (_PROVIDER, "Drive"): "磁盘",
    (_PROVIDER, "Alias"): "替身",
    (_PROVIDER, "Shortcut"): "快捷方式",
    (_PROVIDER, "File"): "文件",
    (_PROVIDER, "%1 File"): "%1 文件",
    (_PROVIDER, "Unknown"): "未知",
    ("QPlatformTheme", "Don't Save"): "不保存",
    ("QMenu", "Close"): "关闭",
}


class MissingWords(QTranslator):
    """To be installed before Qt's own translation, which is asked first then."""

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, source: str, _disambiguation: str | None = None, _count: int = -1) -> str:
        return cast(str, _WORDS.get((context, source)))  # None is "no translation", which older stubs do not allow for
