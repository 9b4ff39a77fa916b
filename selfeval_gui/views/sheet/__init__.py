"""表样: the form as it will be printed, to type on; the cell at hand is that of the tree."""
