"""Spiders that go wrong where no page is to blame."""
