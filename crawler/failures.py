"""``connection refused``: why a page did not come, in words an operator can act on."""

from scrapy import exceptions

WORDS = {
    exceptions.CannotResolveHostError: "no such host",
    exceptions.DownloadConnectionRefusedError: "connection refused",
    exceptions.DownloadTimeoutError: "no answer in time",
    exceptions.ResponseDataLossError: "the answer broke off",
    exceptions.DownloadCancelledError: "the answer was too large",
    exceptions.UnsupportedURLSchemeError: "not a web address",
}


def plain_reason(error: BaseException) -> str:
    """The error in a few words; an unknown kind keeps its name.

    >>> plain_reason(exceptions.DownloadTimeoutError("..."))
    'no answer in time'
    """
    for kind, words in WORDS.items():
        if isinstance(error, kind):
            return words
    return f"{type(error).__name__}: {error}".split("\n")[0][:200].rstrip(": ")
