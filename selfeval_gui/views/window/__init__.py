"""What belongs to the window as a whole: help, keys, undo, remembered layout, and what connects the flows."""
