"""One address per page, and what must never be requested."""

import pytest

from crawler.kinship import family_of, site_of, twin_key
from crawler.urls import LONGEST_ADDRESS, RefusedAddress, canonical

PAGE = "http://town.example/news/list/index.html?page=3"


@pytest.mark.parametrize(
    ("why", "printed", "wanted"),
    [
        ("relative to the page", "n1.html", "http://town.example/news/list/n1.html"),
        ("steps up are taken", "../../c/./1.html", "http://town.example/c/1.html"),
        ("steps above the top stay on top", "/../../c/1.html", "http://town.example/c/1.html"),
        ("no scheme is the page's", "//m.town.example/1.html", "http://m.town.example/1.html"),
        ("the usual port is none", "http://town.example:80/1.html", "http://town.example/1.html"),
        ("another port stays", "http://town.example:8080/1.html", "http://town.example:8080/1.html"),
        ("hosts have no case, paths do", "HTTP://Town.Example/News/A.HTML", "http://town.example/News/A.HTML"),
        ("a host alone has a path", "http://town.example", "http://town.example/"),
        ("fragments are places on a page", "/1.html#comments", "http://town.example/1.html"),
        ("a trailing slash may be another page", "/2020/storm/", "http://town.example/2020/storm/"),
        ("blanks around", " \n /1.html\u3000", "http://town.example/1.html"),
        ("blanks inside", "/a b.html", "http://town.example/a%20b.html"),
        ("line breaks and tabs inside are dropped, as browsers do", "/news/\n\t12\r\n3.html", "http://town.example/news/123.html"),
        ("backslashes for slashes", "\\news\\1.html", "http://town.example/news/1.html"),
        ("backslashes after the host", "http:\\\\town.example\\1.html", "http://town.example/1.html"),
        ("a backslash in a query is data", "/s?q=a\\b", "http://town.example/s?q=a%5Cb"),
        ("too many slashes", "http:////town.example/1.html", "http://town.example/1.html"),
        ("Chinese in a path", "/新闻/1.html", "http://town.example/%E6%96%B0%E9%97%BB/1.html"),
        ("Chinese in a query", "/s?q=新闻", "http://town.example/s?q=%E6%96%B0%E9%97%BB"),
        ("encoded already", "/%e6%96%b0/1.html", "http://town.example/%E6%96%B0/1.html"),
        ("GBK, encoded already, is left as it is", "/s?q=%D0%C2%CE%C5", "http://town.example/s?q=%D0%C2%CE%C5"),
        ("a Chinese host", "http://新闻.example/1.html", "http://xn--efvy88h.example/1.html"),
        ("an emoji host", "http://😀.example/", "http://xn--e28h.example/"),
        ("an underscore in a host", "http://my_town.example/", "http://my_town.example/"),
        ("a full stop at the end of a host", "http://town.example./1.html", "http://town.example/1.html"),
        ("full-width signs", "ｈｔｔｐ：／／ｔｏｗｎ．example/1.html", "http://town.example/1.html"),
        ("an IPv6 host", "http://[2001:DB8::1]/1.html", "http://[2001:db8::1]/1.html"),
        ("a stray per cent sign", "/100%/1.html", "http://town.example/100%/1.html"),
        ("two question marks", "/s?a=1?b=2", "http://town.example/s?a=1%3Fb%3D2"),
        ("a query alone", "?page=4", "http://town.example/news/list/index.html?page=4"),
        ("the order of named parameters means nothing", "/s?b=2&a=1", "http://town.example/s?a=1&b=2"),
        ("of repeated ones it may", "/s?id=2&id=1", "http://town.example/s?id=2&id=1"),
        ("a bare word is no parameter without a value", "/s?12345", "http://town.example/s?12345"),
        ("campaign parameters", "/1.html?utm_source=x&id=7&utm_medium=y", "http://town.example/1.html?id=7"),
        ("sharing parameters", "/1.html?from=timeline&isappinstalled=0&spm=1.2&scm=3", "http://town.example/1.html"),
        ("from= that names a part of the site", "/s?from=politics", "http://town.example/s?from=politics"),
        ("a click number of the reference portal", "/c/1.shtml?n2m=1", "http://town.example/c/1.shtml"),
        ("a session in the path", "/1.jsp;jsessionid=0A1B?id=7", "http://town.example/1.jsp?id=7"),
        ("a session in the query", "/1.php?PHPSESSID=0a1b&id=7", "http://town.example/1.php?id=7"),
        ("http: without slashes is relative to browsers", "http:n1.html", "http://town.example/news/list/n1.html"),
    ],
)  # fmt: skip
def test_canonical(why, printed, wanted):
    assert canonical(printed, PAGE) == wanted, why
    assert canonical(wanted) == wanted, "a canonical address is its own canonical address"


@pytest.mark.parametrize(
    ("reason", "printed"),
    [
        ("not http or https", "javascript:void(0)"),
        ("not http or https", " JavaScript:open('/1.html')"),
        ("not http or https", "mailto:desk@town.example"),
        ("not http or https", "tel:12345"),
        ("not http or https", "data:text/html,hello"),
        ("not http or https", "file:///etc/passwd"),
        ("not http or https", "ftp://town.example/1.html"),
        ("not http or https", "gopher://town.example/"),
        ("no address", "//[::1"),
        ("no address", "http://[town]/"),
        ("no address", "http://town\u2100.example/"),
        ("no such port", "http://town.example:0/"),
        ("no such port", "http://town.example:99999/"),
        ("no such port", "http://town.example:http/"),
        ("no such host", "http://"),
        ("no such host", "///"),
        ("no such host", "http://town..example/"),
        ("no such host", "http://to wn.example/"),
        ("no such host", "http://http://town.example/"),
        ("no such host", f"http://{'a' * 64}.example/"),
        ("a user name in the address", "http://editor:secret@town.example/"),
        ("a user name in the address", "http://town.example@evil.example/"),
        ("a zero byte", "/1\x00.html"),
        ("half a character", "/\ud83d.html"),
        (f"longer than {LONGEST_ADDRESS} characters", "/" + "a/" * 2500),
        (f"longer than {LONGEST_ADDRESS} characters", "/" + "新" * 1000),
    ],
)
def test_refused(reason, printed):
    with pytest.raises(RefusedAddress) as refusal:
        canonical(printed, PAGE)
    assert refusal.value.reason == reason
    assert len(str(refusal.value)) < 200, "the message shows the beginning of the address"


def test_address_without_scheme_needs_a_page():
    with pytest.raises(RefusedAddress, match="no scheme"):
        canonical("town.example/1.html")
    with pytest.raises(RefusedAddress, match="no scheme"):
        canonical("town.example:8080/1.html")


def test_query_words_are_encoded_in_the_charset_of_the_page():
    assert canonical("/新/s?q=新闻", PAGE, charset="gbk") == "http://town.example/%E6%96%B0/s?q=%D0%C2%CE%C5"
    assert canonical("/s?新闻", PAGE, charset="gbk") == "http://town.example/s?%D0%C2%CE%C5"


def test_charset_that_does_not_exist_or_fit_is_no_reason_to_refuse():
    assert canonical("/s?q=新闻", PAGE, charset="no-such") == canonical("/s?q=新闻", PAGE)
    assert canonical("/s?q=😀", PAGE, charset="gbk").startswith("http://town.example/s?q=")


def test_moved_site_keeps_its_paths():
    moved = {"old.example": "new.example"}
    assert canonical("http://sh.old.example/c/1.shtml", moved=moved) == "http://sh.new.example/c/1.shtml"
    assert canonical("http://old.example/c/1.shtml", moved=moved) == "http://new.example/c/1.shtml"
    assert canonical("http://veryold.example/c/1.shtml", moved=moved) == "http://veryold.example/c/1.shtml"


@pytest.mark.parametrize(
    ("why", "one", "other"),
    [
        ("https", "http://town.example/c/1.html", "https://town.example/c/1.html"),
        ("www", "http://town.example/c/1.html", "http://www.town.example/c/1.html"),
        ("mobile", "http://www.town.example/c/1.html", "https://m.town.example/c/1.html"),
        ("the default document", "http://town.example/news/", "http://town.example/news/index.shtml"),
        ("the slash at the end", "http://town.example/2020/storm", "http://town.example/2020/storm/"),
        ("the usual port", "http://town.example:80/", "https://town.example:443/"),
    ],
)
def test_twins(why, one, other):
    assert twin_key(one) == twin_key(other), why


@pytest.mark.parametrize(
    ("why", "one", "other"),
    [
        ("another article", "http://town.example/c/1.html", "http://town.example/c/2.html"),
        ("another page of a list", "http://town.example/news/", "http://town.example/news/index_1.html"),
        ("another parameter", "http://town.example/?id=1", "http://town.example/?id=2"),
        ("another section's sub-domain", "http://sport.town.example/1.html", "http://town.example/1.html"),
        ("another port", "http://town.example/1.html", "http://town.example:8080/1.html"),
        ("m.cn is a site, not a mobile cn", "http://m.cn/1.html", "http://cn/1.html"),
        ("case of the path", "http://town.example/A.html", "http://town.example/a.html"),
    ],
)
def test_no_twins(why, one, other):
    assert twin_key(one) != twin_key(other), why


def test_what_is_no_address_has_a_key_of_its_own():
    assert twin_key("//[::1") == "//[::1"


def test_names_of_sites():
    assert site_of("http://oldweb.school.example/news/") == "oldweb.school.example"
    assert site_of("https://www.town.com.cn:443/") == "town.com.cn"
    assert site_of("http://127.0.0.1:8899/news/") == "127.0.0.1:8899"
    assert site_of("//[::1") == ""
    assert family_of("http://money.town.com.cn/") == family_of("http://www.town.com.cn/") == "town.com.cn"
    assert family_of("http://127.0.0.1:8899/") == "127.0.0.1"
