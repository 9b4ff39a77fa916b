"""The name of Pillow's pen, for type hints."""


class ImageDraw:
    """No pen: none is ever made."""
