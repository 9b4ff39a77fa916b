"""Scores and weights as the user meets them: filled in, spread, accepted, compared under other rule sets."""
