"""What goes between units and their department: sent, taken in, remarked on, returned, answered, accepted."""
