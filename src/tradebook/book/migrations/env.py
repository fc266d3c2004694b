"""What alembic runs: the migrations, on the connection and in the transaction that `opening.py` holds."""

from alembic import context

from tradebook.book.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
