"""What names say, and what only looks like a name."""

import pytest

from pipelines.cleaning.hints import ADVERT, COMMENT, KEYWORDS, RELATED, SHARE, STORY, hints_in


@pytest.mark.parametrize(
    ("why", "name", "hints"),
    [
        ("a place for advertisements has its size", "ad300x250", ADVERT),
        ("or its number", "ad250", ADVERT),
        ("a word is a word beside a digit", "comment2small", COMMENT),
        ("and beside two", "share2Outline3", SHARE),
        ("a content system's number for a paragraph", "e1ad", 0),
        ("a UUID has an 'ad' in one of ten", "ad557d5e-e90b-4e11-a9ad-f4bf39710188", 0),
        ("what stands beside it is a name", "related-list-ad557d5e-e90b-4e11-a9ad-f4bf39710188", RELATED),
        ("a style sheet's number", "css-1tag3rd", 0),
        ("a module's number behind its name", "articleBody_Ee5Ad", STORY),
        ("a hash", "64f5c7155ad89bd2835399d33c1ae28a", 0),
        ("a digit at the end is none", "tags1", KEYWORDS),
    ],
)
def test_what_a_name_says(why, name, hints):
    assert hints_in(name) == hints, why
