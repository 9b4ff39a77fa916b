"""How a department's knowledge of forms is kept, in a folder beside them."""
