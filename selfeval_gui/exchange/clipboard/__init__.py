"""What is copied and pasted, as texts and HTML: in, out, and the plan of where a pasted table goes."""
