"""Only sites, and the two spiders that need no site: `section` and `article`."""
