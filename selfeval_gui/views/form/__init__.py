"""The page of one form: its groups of fields, findings and details, and which form it shows."""
