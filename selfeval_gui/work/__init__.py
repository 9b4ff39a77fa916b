"""What the program does without Qt, for the window's workers and the command line alike."""
