"""What the flows of the window stand on: the desk with its parts, and the workspace that is open on it."""
