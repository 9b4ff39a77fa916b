"""Between units and their department: the register, packages sent and taken in, remarks, what goes back."""
