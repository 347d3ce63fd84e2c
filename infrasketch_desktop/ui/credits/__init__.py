"""Credits in the window: balance, wallet, purchase, account, and the price of what costs something.

- `desk.Desk` is all the window asks of a wallet; every call of it may block, so only `controller` calls it, on threads.
- `controller.CreditsController` holds what is known now, for every window, and tells when it changes.
- `prompts.PriceLine` shows a price before the work; `buying` and `account` are the dialogs behind it.
"""
