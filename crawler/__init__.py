"""Which pages to visit: section pages, the article pages they list, and the order in which to ask for them."""
