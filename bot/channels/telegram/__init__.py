"""Telegram: payload -> Inbound, our own getUpdates loop or a webhook, and sending. Only this folder knows aiogram."""
