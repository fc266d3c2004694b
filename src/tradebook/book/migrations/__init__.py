"""The book's migrations, one file each in `versions`, run by alembic; `opening.py` calls them."""
