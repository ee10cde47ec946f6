"""``make fuzz``: real pages, broken in every way, through everything that reads what a server sent."""
