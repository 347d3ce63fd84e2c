"""The licensing server: sells credits and signs the grants that fill wallets."""
