"""What every code must find and what must leave it silent, as data: each case is a faultless form but for a few cells."""
