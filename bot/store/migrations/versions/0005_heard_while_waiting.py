"""What the waiting room knows: where the danger comes from, what need not be asked, whether they talk on; what was explained."""

import sqlalchemy as sa
from alembic import op

import bot.store.types

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('conversations', sa.Column('danger_from', sa.String(length=24), nullable=False, server_default=''))
    op.add_column('conversations', sa.Column('is_at_ease', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column('conversations', sa.Column('eased_at', bot.store.types.UtcDateTime(timezone=True), nullable=True))
    op.add_column('conversations', sa.Column('settled', sa.String(), nullable=False, server_default=''))
    op.add_column('conversations', sa.Column('answered_with', sa.String(), nullable=False, server_default=''))
    op.add_column('conversations', sa.Column('safety_explained', sa.BigInteger(), nullable=False, server_default='0'))


def downgrade() -> None:
    for column in ('safety_explained', 'answered_with', 'settled', 'eased_at', 'is_at_ease', 'danger_from'):
        op.drop_column('conversations', column)
