"""How forms are kept: one JSON file each, read whole or refused, written whole or not at all. No Qt."""
