"""Foreign files as grids of cells: one reader a kind of file, and the question which kind a file is."""
