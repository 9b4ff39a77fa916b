"""Stands in for cryptography's list of modes."""


class CBC:
    """Every block is mixed with the one before it, the first with this vector of 16 bytes."""

    def __init__(self, initialization_vector: bytes) -> None:
        if len(initialization_vector) != 16:
            raise ValueError(f"Invalid IV size ({len(initialization_vector)}) for CBC.")
        self.initialization_vector = bytes(initialization_vector)
