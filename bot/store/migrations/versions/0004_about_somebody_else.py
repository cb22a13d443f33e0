"""Whether a conversation is about somebody else, and when its adult was told whom to call."""

import sqlalchemy as sa
from alembic import op

import bot.store.types

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('conversations', sa.Column('is_about_other', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column('conversations', sa.Column('lines_told_at', bot.store.types.UtcDateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column('conversations', 'lines_told_at')
    op.drop_column('conversations', 'is_about_other')
