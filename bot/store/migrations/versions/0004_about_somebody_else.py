"""Whether a conversation and an answer are about somebody else; whether an adult writes, and what they were told."""

import sqlalchemy as sa
from alembic import op

import bot.store.types

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('conversations', sa.Column('is_about_other', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column('conversations', sa.Column('is_with_adult', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column('conversations', sa.Column('safety_reminded', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column('conversations', sa.Column('answered_by', sa.String(), nullable=False, server_default=''))
    op.add_column('conversations', sa.Column('urged_at', bot.store.types.UtcDateTime(timezone=True), nullable=True))
    op.add_column('waiting_answers', sa.Column('is_about_other', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column('conversations', sa.Column('lines_told_at', bot.store.types.UtcDateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column('waiting_answers', 'is_about_other')
    for column in ('urged_at', 'lines_told_at', 'answered_by', 'safety_reminded', 'is_with_adult', 'is_about_other'):
        op.drop_column('conversations', column)
