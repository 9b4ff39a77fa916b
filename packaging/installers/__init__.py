"""What build.py is made of: one module for each step from the checkout to the installers."""
