"""How alembic runs here: with a connection handed in by bot.store.migrate."""

from alembic import context

from bot.store.tables import Table

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Table.metadata, render_as_batch=False, compare_type=False)
with context.begin_transaction():
    context.run_migrations()
