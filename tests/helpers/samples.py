"""The 14 sample forms of the checkout, read only."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "forms" / "samples" / "2020"


def sample_files() -> list[Path]:
    """Return the sample files in the order of their publication."""
    return sorted(SAMPLES.glob("*.json"))
