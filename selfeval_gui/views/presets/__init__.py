"""Rule sets (口径) and templates (表样) as the user meets them: listed, shown, edited, handed over."""
