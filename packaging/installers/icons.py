"""The program's icon in the sizes and formats that the systems want, drawn from its one SVG."""

from __future__ import annotations

from pathlib import Path

from installers import tools
from installers.product import ROOT

SVG = ROOT / "resources" / "icons" / "app.svg"
SIZES = (16, 24, 32, 48, 64, 128, 256)
LARGEST_BITMAP = 64  # above that Windows wants PNG inside the .ico
TOOLS = ("librsvg2-bin", "icoutils", "imagemagick")


def draw(folder: Path) -> dict[int, Path]:
    """Draw all sizes as PNG."""
    tools.empty_folder(folder)
    drawn = {size: folder / f"app-{size}.png" for size in SIZES}
    for size, path in drawn.items():
        tools.run("rsvg-convert", "--width", str(size), "--height", str(size), "--output", path, SVG)
    return drawn


def write_ico(drawn: dict[int, Path], target: Path) -> None:
    """Put the sizes into one .ico."""
    words: list[str | Path] = []
    for size, path in drawn.items():
        words += [path] if size <= LARGEST_BITMAP else [f"--raw={path}"]
    tools.run("icotool", "--create", f"--output={target}", *words)


def write_bitmap(svg: Path, width: int, height: int, target: Path) -> None:
    """Draw another SVG as the plain bitmap that NSIS shows at the side of its first and last page."""
    picture = target.with_suffix(".png")
    tools.run("rsvg-convert", "--width", str(width), "--height", str(height), "--output", picture, svg)
    tools.run("convert", picture, "-alpha", "off", f"BMP3:{target}")
