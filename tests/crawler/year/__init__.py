"""A year of cron in miniature: hourly crawls of the bundled portal, one after the other, by a clock that we set.

    python -m tests.crawler.year --hours 8760

The portal publishes by day more than by night, edits, takes down, turns its hot list; four kinds of incident are
planted.  At the end every article must be there once, with the versions that the portal made, ``scrapy health`` must
have spoken of the planted incidents and of nothing else, and nothing but articles may have grown.  ``make soak`` runs
the whole year, the suite some weeks of it.  Ctrl-C ends it early, with a verdict on what was lived.
"""
