"""What only tests need. Nothing here may be imported by the package."""
