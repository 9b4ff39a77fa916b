"""Keeping what was typed: saving, sharing, outside changes, recovery, former versions, a crash."""
