"""Many sites, or many files, on many machines: each is one task of Dask's, and runs what one machine runs by itself."""
