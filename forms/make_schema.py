"""Make the JSON Schema of the form file from the models: `python forms/make_schema.py resources/form.schema.json`."""

import json
import sys
from pathlib import Path

from selfeval_gui.domain.form import Form


def schema_text() -> str:
    """Return the schema as it is kept in `resources/`."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **Form.model_json_schema()}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(schema_text(), encoding="utf-8", newline="\n")
