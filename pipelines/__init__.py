"""What happens to a page before it is a row: archive -> read -> dedupe -> require -> store."""
