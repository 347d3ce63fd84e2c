"""What can go wrong while a picture is made."""


class PictureTooLargeError(Exception):
    """The picture would need more memory than is sensible; the message says what to do."""
