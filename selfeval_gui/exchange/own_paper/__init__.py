"""An office's own workbook or document: learned once, then filled in place, its other parts as they were."""
