"""What leaves the program: documents, preview, printing, summary, reports."""
