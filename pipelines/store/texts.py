"""Half a character, as ``\\ud83d`` in a page's JSON leaves behind, cannot be stored: it becomes U+FFFD."""


def storable(text: str) -> str:
    """The text as SQLite can hold it.

    >>> storable("ferry \\ud83d!")
    'ferry \\ufffd!'
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
