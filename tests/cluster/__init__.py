"""Crawls on several machines, which are network namespaces of this one where they can be made."""
