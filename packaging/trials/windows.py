"""The Windows installer and the portable zip in Wine: installed, run, refused, upgraded, damaged, removed."""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path

from installers import product, tools, windows
from installers.product import BUILD, DIST, Release

from trials import dialogs, documents, locked, originals, pages, portable, results, share, signing, windows_python
from trials.sandbox import TRIALS, Sandbox
from trials.table import TrialTable
from trials.wine import DISK, USER, Wine, compile_helpers, picture_of, prepare

UNINSTALL = rf"Microsoft\Windows\CurrentVersion\Uninstall\{product.APP_ID}"
UNINSTALL_KEY = rf"Software\{UNINSTALL}"
OPEN_WITH_KEY = r"Software\Classes\Applications\selfeval.exe"
JSON_KEY = r"Software\Classes\.json"
OLD = Release("0.0.9", "", product.DATE_WITHOUT_GIT)
LEFT_OVER = "app/left_over.py"
PLACE = f"AppData/Local/Programs/{product.PACKAGE}"
DATA = "AppData/Local/selfeval_gui"
UNQUOTED = ("/D=C:\\程序", "文件\\自评", "系统")  # NSIS wants /D= last and without quotes, which Wine sets round blanks
RUNNING, TOO_OLD, NO_SPACE, NOT_WRITABLE = 5, 3, 4, 2


def build_old_setup(target: Path) -> None:
    """Pack what stands for the version before: the same files under a lower number, and one that is gone since."""
    tree = BUILD / "windows-old"
    windows.remove_work(tree)
    tools.run("cp", "--archive", BUILD / "windows", tree)
    (tree / LEFT_OVER).write_text("raise SystemExit('old')\n", encoding="utf-8")
    for name in windows.LAUNCHERS:
        (tree / name).unlink()
    work = tools.empty_folder(tree.parent / f"{tree.name}-work")
    with signing.own_certificate(TRIALS):
        windows.build_launchers(tree, OLD, work)
        for name in windows.LAUNCHERS:
            windows.sign(tree / name)
        windows.build_setup(tree, OLD, target, quick=True)


def trial(release: Release, table: TrialTable) -> None:
    """Try both packages."""
    sandbox = Sandbox(prepare(), {})
    disk = sandbox.root / DISK
    shutil.rmtree(disk, ignore_errors=True)
    disk.mkdir(parents=True)
    (sandbox.root / "root").chmod(0o755)
    for source, name in ((DIST / release.setup_name, "setup.exe"), (TRIALS / "old-setup.exe", "old.exe")):
        shutil.copy(source, disk / name)
    compile_helpers(disk)
    dialogs.compile_reader(sandbox.root)
    wine = Wine(sandbox, "root", "/root")
    trial = WindowsTrial(wine, release, table)
    trial.refused_by_old_windows()
    trial.installed_for_one()
    trial.program_runs()
    documents.trial(table, wine.drive / "out", windows_python.PythonInWine(wine, trial.place))
    trial.refused_while_running()
    locked.trial(wine, table, trial.place, trial.setup)
    trial.repaired()
    trial.removed()
    trial.upgraded()
    trial.into_odd_folder()
    trial.for_all_users()
    trial.without_space()
    portable.trial(wine, table, DIST / release.portable_name, trial.self_test)
    trial.check_clean("the portable copy leaves nothing on the computer")
    wine.end()
    other = Wine(sandbox, USER, f"/home/{USER}")
    chinese = WindowsTrial(other, release, table)
    chinese.under_chinese_name()
    table.check("pictures of the installer's pages", pages.take_pictures(other), "looked at by hand")
    share.trial(other, table, chinese.listed, chinese.setup)
    other.end()


class WindowsTrial:
    """The steps, in the order in which `trial` calls them."""

    def __init__(self, wine: Wine, release: Release, table: TrialTable) -> None:
        self.wine = wine
        self.release = release
        self.table = table
        self.place = wine.profile / PLACE
        self.listed = [path.relative_to(BUILD / "windows").as_posix() for path in tools.files_below(BUILD / "windows")]
        self.before = wine.files()
        self.json_before = self.json_keys()

    def json_keys(self) -> list[dict[str, str]]:
        """Read what Windows knows about .json."""
        return [self.wine.registry(rf"{root}\{JSON_KEY}") for root in ("HKCU", "HKLM")]

    def setup(self, *arguments: str, name: str = "setup.exe") -> int:
        """Run an installer silently."""
        code = self.wine.exe(rf"Z:\root\disk\{name}", "/S", *arguments).code
        self.wine.settle()
        return code

    def remove(self, folder: str, *arguments: str) -> int:
        """Run an uninstaller silently; it answers for itself only if it is told not to copy itself away."""
        code = self.wine.exe(rf"{folder}\uninstall.exe", "/S", *arguments).code
        self.wine.settle()
        return code

    def self_test(self, name: str, folder: Path, program: str = "selfeval.exe") -> None:
        """Run the self-test of an installed program."""
        out = self.wine.drive / "out" / name
        begin = time.monotonic()
        done = self.wine.exe(self.wine.windows_path(folder / program), "self-test", self.wine.windows_path(out))
        results.check_self_test(self.table, name, results.TrialRun(done.code, done.text, time.monotonic() - begin), out)

    def check_clean(self, what: str) -> None:
        """Note whether drive C: holds the same files as at first, without the user's data."""
        left = self.wine.files() - self.before
        own = self.wine.windows_path(self.wine.profile)[3:].replace("\\", "/")
        allowed = ("out", f"{own}/{DATA}", f"{own}/AppData/Local/Programs")
        self.table.check_empty(what, sorted(place for place in left if not place.startswith(allowed)))

    def refused_by_old_windows(self) -> None:
        """Try Windows 7 and 8.1."""
        for version in ("win7", "win81"):
            self.wine.act_as(version)
            self.table.check_equal(f"setup refuses {version}", self.setup(), TOO_OLD)
        self.wine.act_as("win10")
        self.check_clean("nothing was installed there")

    def installed_for_one(self) -> None:
        """Install as a double click would, and look at files, lists and links."""
        self.table.check_equal("installed silently for one user", self.setup(), 0)
        found = sorted(path.relative_to(self.place).as_posix() for path in tools.files_below(self.place))
        self.table.check_equal(
            "installed files are exactly those listed", found, sorted([*self.listed, "uninstall.exe"])
        )
        entry = self.wine.registry(rf"HKCU\{UNINSTALL_KEY}")
        names = (entry.get("|DisplayName"), entry.get("|DisplayVersion"), entry.get("|Publisher"))
        self.table.check_equal("listed among the apps", names, (product.NAME, self.release.version, product.PUBLISHER))
        opens = self.wine.registry(rf"HKCU\{OPEN_WITH_KEY}")
        offered = "SupportedTypes|.json" in opens and opens.get("|FriendlyAppName") == product.NAME
        self.table.check("offered under 打开方式 for .json", offered)
        self.table.check_equal(".json belongs to whom it did", self.json_keys(), self.json_before)
        menu = self.wine.profile / "AppData/Roaming/Microsoft/Windows/Start Menu/Programs" / f"{product.NAME}.lnk"
        self.table.check("in the start menu", menu.exists())
        originals.check(self.table, self.place, self.release)

    def program_runs(self) -> None:
        """Run self-test and command line."""
        before = self.wine.listing(self.place)
        self.self_test("window", self.place)
        self.self_test("second start", self.place)
        self.self_test("console", self.place, "selfeval-cli.exe")
        samples = self.wine.windows_path(self.place / "app" / product.MODULE / "_data/forms/samples/2020")
        done = self.wine.exe(self.wine.windows_path(self.place / "selfeval-cli.exe"), "list", samples, "--json")
        results.check_list(self.table, results.TrialRun(done.code, done.text, 0.0))
        after = self.wine.listing(self.place)
        self.table.check_equal("nothing was written into the installation", after, before)

    def refused_while_running(self) -> None:
        """Keep the window open, and try to install and to remove."""
        samples = self.place / "app" / product.MODULE / "_data/forms/samples/2020"
        self.wine.start(
            self.wine.windows_path(self.place / "selfeval.exe"), self.wine.windows_path(min(samples.glob("*.json")))
        )
        shown = picture_of(product.NAME, "windows-program", settle=6)
        self.table.check("the window opens with a form", shown)
        code = self.wine.exe(r"Z:\root\disk\setup.exe", "/S").code
        self.table.check_equal("setup refuses while it runs", code, RUNNING)
        uninstall = self.wine.windows_path(self.place)
        code = self.wine.exe(rf"{uninstall}\uninstall.exe", "/S", f"_?={uninstall}").code
        self.table.check_equal("so does the uninstaller", code, RUNNING)
        self.wine.start(r"Z:\root\disk\setup.exe")
        text = pages.through_to_refusal(self.wine)
        self.table.check("its page says so, and what to do", "请先保存并关闭它" in text, text)
        self.wine.kill("setup.exe")
        self.wine.kill("selfeval.exe")
        self.wine.settle()
        complete = all((self.place / name).exists() for name in self.listed)
        self.table.check("nothing was touched", complete)

    def repaired(self) -> None:
        """Damage the installation, hear about it, install again."""
        missing = self.place / "lib/PySide6/Qt6Core.dll"
        aside = missing.rename(missing.with_suffix(".aside"))
        done = self.wine.exe(self.wine.windows_path(self.place / "selfeval-cli.exe"), "list", "C:\\")
        said = done.code == 70 and "Qt6Core.dll" in done.text and "请重新安装" in done.text
        self.table.check("a missing DLL is named in a sentence", said, done.text)
        self.wine.start(self.wine.windows_path(self.place / "selfeval.exe"))
        self.table.check("so it is in a window", picture_of(product.NAME, "windows-damaged", settle=1))
        self.wine.kill("selfeval.exe")
        aside.rename(missing)
        python = self.place / "runtime/python311.dll"
        python.write_bytes(python.read_bytes()[:-1000])
        done = self.wine.exe(self.wine.windows_path(self.place / "selfeval-cli.exe"), "list", "C:\\")
        self.table.check("a cut file is, too", done.code == 70 and "python311.dll" in done.text, done.text)
        self.wine.act_as("win7")
        done = self.wine.exe(self.wine.windows_path(self.place / "selfeval-cli.exe"), "list", "C:\\")
        self.wine.act_as("win10")
        self.table.check(
            "an old Windows is named in a sentence", done.code == 71 and "Windows 10" in done.text, done.text
        )
        self.table.check_equal("installing again repairs it", self.setup(), 0)
        self.self_test("repaired", self.place)

    def removed(self) -> None:
        """Remove, and look for what stays."""
        self.table.check_equal("removed silently", self.remove(self.wine.windows_path(self.place)), 0)
        self.check_clean("nothing is left but what the user has")
        keys = [self.wine.registry(rf"HKCU\{key}") for key in (UNINSTALL_KEY, OPEN_WITH_KEY)]
        self.table.check_equal("nor in the registry", keys, [{}, {}])

    def upgraded(self) -> None:
        """Install over the version before, beside files of others."""
        self.table.check_equal("the old version is installed", self.setup(name="old.exe"), 0)
        ours = [TRIALS / "old-setup.exe", *(self.place / name for name in (*windows.LAUNCHERS, "uninstall.exe"))]
        self.table.check_empty("what is ours carries our signature", signing.unsigned(ours, TRIALS))
        data = self.wine.profile / DATA / "settings.json"
        data.parent.mkdir(parents=True, exist_ok=True)
        data.write_text(json.dumps({"workspace": "C:\\表"}), encoding="utf-8")
        foreign = (self.place / "my own.txt", self.place / "app" / "mine.txt")
        for path in foreign:
            path.write_text("mine", encoding="utf-8")
        self.table.check_equal("the new one replaces it", self.setup(), 0)
        version = self.wine.registry(rf"HKCU\{UNINSTALL_KEY}").get("|DisplayVersion")
        self.table.check_equal("its number is the new one", version, self.release.version)
        self.table.check("no file of the old one stays", not (self.place / LEFT_OVER).exists())
        self.table.check("somebody's own files stay", all(path.exists() for path in foreign))
        self.table.check("settings stay", "表" in json.loads(data.read_text(encoding="utf-8"))["workspace"])
        self.self_test("upgraded", self.place)
        self.remove(self.wine.windows_path(self.place))
        own = [self.place / "app", *foreign]
        kept = sorted(path for path in self.place.rglob("*"))
        self.table.check_equal("removing keeps somebody's own files only", kept, sorted(own))
        self.table.check("removing keeps the settings", data.exists())
        shutil.rmtree(self.place)

    def into_odd_folder(self) -> None:
        """Install where few test."""
        folder = self.wine.drive / "程序 文件" / "自评 系统"
        self.table.check_equal("installed into a path with Chinese and blanks", self.setup(*UNQUOTED), 0)
        self.self_test("odd path", folder)
        self.remove("C:\\程序 文件\\自评 系统")
        self.table.check("removed from there", not folder.exists())
        shutil.rmtree(folder.parent, ignore_errors=True)

    def for_all_users(self) -> None:
        """Install for everybody, and open a file from there."""
        folder = self.wine.drive / "Program Files" / product.PACKAGE
        self.table.check_equal("installed for all users", self.setup("/AllUsers"), 0)
        self.self_test("all users", folder)
        self.table.check("listed for all users", bool(self.wine.registry(rf"HKLM\{UNINSTALL_KEY}")))
        among_32_bit = self.wine.registry(rf"HKLM\Software\Wow6432Node\{UNINSTALL}")
        self.table.check_equal("and not among the 32-bit programs", among_32_bit, {})
        samples = folder / "app" / product.MODULE / "_data/forms/samples/2020"
        document = self.wine.drive / "out" / "打开方式" / "我的 自评表.json"
        document.parent.mkdir()
        shutil.copy(min(samples.glob("*.json")), document)
        done = self.wine.exe(r"Z:\root\disk\open_as.exe", "selfeval.exe", self.wine.windows_path(document))
        shown = done.code == 0 and picture_of(product.NAME, "windows-open-with", settle=4)
        self.table.check("opens a file by 打开方式", shown)
        self.wine.kill("selfeval.exe")
        document.unlink(missing_ok=True)
        self.table.check_equal(".json still belongs to whom it did", self.json_keys(), self.json_before)
        self.remove(rf"C:\Program Files\{product.PACKAGE}", "/AllUsers")
        self.check_clean("nothing is left of it")

    def without_space(self) -> None:
        """Install on a full disk and on one that cannot be written."""
        for name, options, wanted in (("full", "size=20m", NO_SPACE), ("closed", "size=200m,ro", NOT_WRITABLE)):
            folder = self.wine.drive / name
            folder.mkdir()
            tools.run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder)
            drive = self.wine.drive.parent / "dosdevices" / "s:"
            drive.symlink_to(f"../drive_c/{name}")
            code = self.setup("/D=S:\\selfeval")
            self.table.check_equal(f"setup refuses a {name} disk", code, wanted)
            self.table.check_empty(f"nothing lies on the {name} disk", folder.iterdir())
            drive.unlink()
            tools.run("umount", folder)
            folder.rmdir()
        self.check_clean("nothing was installed elsewhere")

    def under_chinese_name(self) -> None:
        """Install for a user whose name is Chinese."""
        self.table.check_equal(f"installed by the user {USER}", self.setup(), 0)
        self.self_test("Chinese user name", self.place)
        self.remove(self.wine.windows_path(self.place))
        self.check_clean(f"nothing is left of it at {USER}")
