"""What every exported document says about itself. Nothing in it changes from one export of a form to the next."""

from datetime import datetime

CREATOR = "绩效自评"
# The formats want a date; a true one would make every export of the same form another file.
DATE = datetime(2000, 1, 1)
LONGEST_PROPERTY = 255
