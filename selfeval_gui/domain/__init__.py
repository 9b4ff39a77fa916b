"""What a self-evaluation form is: numbers, the form, its tree and its scoring. No Qt, no files."""
