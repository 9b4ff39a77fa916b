"""绩效自评: an offline editor for self-evaluation forms of project spending."""

__version__ = "0.1.0"
