"""``connection refused``: why a page did not come, in words an operator can act on."""

import re

from scrapy import exceptions

WORDS = {
    exceptions.CannotResolveHostError: "no such host",
    exceptions.DownloadConnectionRefusedError: "connection refused",
    exceptions.DownloadTimeoutError: "no answer in time",
    exceptions.ResponseDataLossError: "the answer broke off",
    exceptions.DownloadCancelledError: "the answer was too large",
    exceptions.UnsupportedURLSchemeError: "not a web address",
}

# What Twisted wraps into "[<twisted.python.failure.Failure KIND: MESSAGE>]", one after another.
_WRAPPED = re.compile(r"<twisted\.python\.failure\.Failure (?P<kind>[\w.]+): (?P<message>.*?)>(?:, <|\]|$)", re.S)
WRAPPED_WORDS = {
    "twisted.internet.error.ConnectionDone": "hung up without a whole answer",
    "twisted.internet.error.ConnectionLost": "hung up without a whole answer",
    "twisted.web._newclient.ParseError": "the answer was not HTTP",
    "OpenSSL.SSL.Error": "no secure connection",
}
_SIGNS = re.compile(r"[^\w .:-]+")
LONGEST = 300  # characters of a reason


def plain_reason(error: BaseException) -> str:
    """The error in a few words; an unknown kind keeps its name.

    >>> plain_reason(exceptions.DownloadTimeoutError("..."))
    'no answer in time'
    """
    for kind, words in WORDS.items():
        if isinstance(error, kind):
            return words
    if isinstance(error, exceptions.IgnoreRequest) and str(error):
        return str(error)[:LONGEST]  # ours, which say why in words
    if wrapped := _WRAPPED.search(str(error)):
        words = WRAPPED_WORDS.get(wrapped["kind"], "the answer made no sense")
        told = " ".join(_SIGNS.sub(" ", wrapped["message"]).split())[:100]
        return words if words.startswith("hung up") else f"{words} ({told})"
    return f"{type(error).__name__}: {error}".split("\n")[0][:LONGEST].rstrip(": ")
