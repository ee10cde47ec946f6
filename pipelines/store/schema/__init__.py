"""The tables and views of ``news.db`` that came with one noun each; ``migrations.py`` puts them in their order."""
