"""A server that does everything wrong that a server can, each fault at its own path beside healthy articles."""
