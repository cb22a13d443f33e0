"""What was answered in the waiting room, what was offered, how a talk is going, and what a student says of it."""

import sqlalchemy as sa
from alembic import op

import bot.store.types

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

_MOMENT = bot.store.types.UtcDateTime(timezone=True)


def upgrade() -> None:
    op.add_column('conversations', sa.Column('waiting_question', sa.String(), nullable=False, server_default=''))
    op.add_column('conversations', sa.Column('topic_turns', sa.BigInteger(), nullable=False, server_default='0'))
    op.add_column('conversations', sa.Column('not_understood', sa.BigInteger(), nullable=False, server_default='0'))
    op.add_column('conversations', sa.Column('talk_began_at', _MOMENT, nullable=True))
    op.add_column('conversations', sa.Column('reminded_at', _MOMENT, nullable=True))
    op.add_column('messages', sa.Column('choices', sa.String(), nullable=False, server_default=''))
    op.add_column('students', sa.Column('chosen_language', sa.String(), nullable=False, server_default=''))
    op.add_column('students', sa.Column('feedback_id', sa.String(), nullable=True))
    op.create_table('feedback',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('student_id', sa.String(), nullable=False),
    sa.Column('conversation_id', sa.String(), nullable=False),
    sa.Column('asked_at', _MOMENT, nullable=False),
    sa.Column('helped', sa.Enum('helped', 'partly', 'not_helped', name='helpfulness', native_enum=False, length=24), nullable=True),
    sa.Column('answered_at', _MOMENT, nullable=True),
    sa.Column('message_id', sa.String(), nullable=True),
    sa.ForeignKeyConstraint(['conversation_id'], ['conversations.id'], name=op.f('fk_feedback_conversation_id_conversations'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['student_id'], ['students.id'], name=op.f('fk_feedback_student_id_students'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_feedback'))
    )
    op.create_index(op.f('ix_feedback_conversation_id'), 'feedback', ['conversation_id'], unique=False)
    op.create_index(op.f('ix_feedback_student_id'), 'feedback', ['student_id'], unique=False)
    op.create_table('waiting_answers',
    sa.Column('id', sa.String(), nullable=False),
    sa.Column('conversation_id', sa.String(), nullable=False),
    sa.Column('message_id', sa.String(), nullable=False),
    sa.Column('question', sa.String(), nullable=False),
    sa.Column('answer', sa.String(), nullable=False),
    sa.Column('at', _MOMENT, nullable=False),
    sa.ForeignKeyConstraint(['conversation_id'], ['conversations.id'], name=op.f('fk_waiting_answers_conversation_id_conversations'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.ForeignKeyConstraint(['message_id'], ['messages.id'], name=op.f('fk_waiting_answers_message_id_messages'), ondelete='CASCADE', initially='DEFERRED', deferrable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_waiting_answers'))
    )
    op.create_index(op.f('ix_waiting_answers_conversation_id'), 'waiting_answers', ['conversation_id'], unique=False)
    op.create_index(op.f('ix_waiting_answers_message_id'), 'waiting_answers', ['message_id'], unique=False)


def downgrade() -> None:
    op.drop_table('waiting_answers')
    op.drop_table('feedback')
    for table, column in (
        ('students', 'feedback_id'), ('students', 'chosen_language'), ('messages', 'choices'),
        ('conversations', 'reminded_at'), ('conversations', 'talk_began_at'), ('conversations', 'not_understood'),
        ('conversations', 'topic_turns'), ('conversations', 'waiting_question'),
    ):
        op.drop_column(table, column)
