"""Alembic runs this file; the connection, and its transaction, come from `sijill.store.migrating`."""

from alembic import context

from sijill.store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
