"""What it costs and how good it is, measured side by side within one run.  ``make bench`` runs every part."""
