"""How indicators and fields are named, how deep the tree goes, which file format this is. Apart from slow models."""

from typing import NewType

NodeId = NewType("NodeId", str)

LEVELS = 3
EXTRA = "extra."  # before the name of a field that only some forms have
SCHEMA_VERSION = "1.0"
EVIDENCE_VERSION = "1.1"  # of a form that says what proves its rows; any other is written as before
COLUMNS_VERSION = "1.2"  # of a form whose rows fill columns of its template's own
# Under this name an exported document carries the id of its form, by which a copy that comes back is known.
FORM_ID_PROPERTY = "selfeval.form"
