"""What is copied and pasted, as texts and HTML: in and out."""
