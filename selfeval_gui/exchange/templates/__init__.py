"""Templates (表样) as data: what one says, how one is edited, the words of headings in use, the one last chosen."""
