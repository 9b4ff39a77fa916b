"""Stands in for the standard library's socket: this program has no network, and nothing here can open one."""
