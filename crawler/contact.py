"""``CONTACT=newsdesk@university.example``: where the owner of a site reaches whoever crawls it."""

import re
from collections.abc import Iterable
from urllib.request import getproxies, proxy_bypass

from scrapy.settings import BaseSettings

from crawler.permitted_hosts import PORTS, PermittedHosts, host_and_port
from crawler.private_addresses import is_localhost, special_kind, spelled_address

PLACE = "{contact}"  # in USER_AGENT
_MAIL = re.compile(r"[^\s@<>()]{1,64}@[^\s@<>().]+(?:\.[^\s@<>().]+)+")
_WEB = re.compile(r"https?://[^\s<>()]{3,200}")


class NoContact(ValueError):
    """A crawl of a public site by nobody; the message says the way out."""


class Contact:
    """Scrapy add-on: the user agent says who we are, and where we are to be reached."""

    def update_settings(self, settings: BaseSettings) -> None:
        agent = str(settings["USER_AGENT"])
        if PLACE in agent:
            contact = str(settings["CONTACT"] or "").strip()
            named = agent.replace(PLACE, contact) if contact else agent.replace(f"; {PLACE}", "").replace(PLACE, "")
            settings.set("USER_AGENT", named, priority=settings.getpriority("USER_AGENT") or "project")


def check_contact(settings: BaseSettings, urls: Iterable[str]) -> None:
    """Raise `NoContact` if one of `urls` is of a public site and nobody is named who crawls it.

    This machine, private addresses, what stands in PRIVATE_HOSTS and what a proxy on this machine answers (a replay)
    are not public.
    """
    contact = str(settings["CONTACT"] or "").strip()
    if contact:
        if not contact.isascii() or not (_MAIL.fullmatch(contact) or _WEB.fullmatch(contact)):
            raise NoContact(f"CONTACT={contact[:80]} is neither a mail address nor a web address: try you@example.org.")
        return
    permitted = PermittedHosts(settings.getlist("PRIVATE_HOSTS"))
    public = next((url for url in urls if _is_public(url, permitted)), None)
    if public is not None:
        raise NoContact(
            f"{public} is a public site: say where its owner can reach you first, with -s CONTACT=you@example.org, "
            "in the environment (CONTACT=you@example.org) or in crawler/settings.py."
        )


def _is_public(url: str, permitted: PermittedHosts) -> bool:
    host, port = host_and_port(url)
    if _is_here(host) or permitted.permits(host, port, spelled_address(host)):
        return False
    scheme = url.partition(":")[0].lower()
    proxy = getproxies().get(scheme if scheme in PORTS else "http")
    return not (proxy and not proxy_bypass(host) and _is_here(host_and_port(proxy)[0]))


def _is_here(host: str) -> bool:
    spelled = spelled_address(host)
    return is_localhost(host) or (spelled is not None and special_kind(spelled) != "")
