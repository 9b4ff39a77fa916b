"""The name of Pillow's pictures, for type hints."""


class Image:
    """No picture: none is ever made."""
