"""What a department knows of the forms of its units: who is to send what, what came, what was said of it."""
