"""Trials of the finished installers in systems of their own: Wine, and clean Debian 11, 12 and 13."""
