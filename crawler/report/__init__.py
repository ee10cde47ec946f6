"""``report.html``: what the database holds and how the crawls fare, as one page of plots that needs nothing but itself."""
