"""What the screen remembers of a conversation, and the safety question that waits for its answer."""

import sqlalchemy as sa
from alembic import op

import bot.store.types

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('conversations', sa.Column('memory_sealed', sa.LargeBinary(), nullable=True))
    op.add_column('conversations', sa.Column('safety_asked_at', bot.store.types.UtcDateTime(timezone=True), nullable=True))
    op.add_column('conversations', sa.Column('safety_denied_at', bot.store.types.UtcDateTime(timezone=True), nullable=True))
    op.create_index('ix_conversations_safety_asked_at', 'conversations', ['safety_asked_at'], unique=False, sqlite_where=sa.text('safety_asked_at IS NOT NULL'), postgresql_where=sa.text('safety_asked_at IS NOT NULL'))


def downgrade() -> None:
    op.drop_index('ix_conversations_safety_asked_at', table_name='conversations', sqlite_where=sa.text('safety_asked_at IS NOT NULL'), postgresql_where=sa.text('safety_asked_at IS NOT NULL'))
    op.drop_column('conversations', 'safety_denied_at')
    op.drop_column('conversations', 'safety_asked_at')
    op.drop_column('conversations', 'memory_sealed')
