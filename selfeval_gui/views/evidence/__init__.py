"""What proves the rows of a form: documents and counts of surveys, their files found again and packed."""
