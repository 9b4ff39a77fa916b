"""Writers of documents: Excel, Word, the names of their files, and the notes on what a format could not hold."""
