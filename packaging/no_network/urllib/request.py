"""Stands in for the standard library's urllib.request: this program has no network, and nothing here can open one."""
