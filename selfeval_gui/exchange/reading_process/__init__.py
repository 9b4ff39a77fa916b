"""The process of its own that foreign files are read in: its two ends, the words between them, its limits."""
