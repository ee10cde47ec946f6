"""RSS, Atom and sitemaps: further sources of the links that section pages list, read into the same shape."""
