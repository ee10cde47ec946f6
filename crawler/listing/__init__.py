"""How ``crawler/sections.py`` reads a section page: its links, the lists they stand in, their titles and dates, the
pager.  Plain data in and out; no network."""
