"""The translation call. Chinese sentences stand in the code; other languages may follow in resources/locale.

The catalogue is looked for once: gettext's own call looks for it on disk at every sentence.
"""

from gettext import translation

from selfeval_gui.data import resources_dir

_ = translation("selfeval", resources_dir() / "locale", fallback=True).gettext
