"""How a form leaves the program and comes in: layout on paper, writers and readers of other formats. No Qt."""
