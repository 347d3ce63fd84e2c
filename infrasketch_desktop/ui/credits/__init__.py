"""Credits in the window: balance, wallet, purchase, account, and the price of what costs something.

Why a room of its own: whatever asks for credits shows the same price, the same states and the same way to more.

- `desk.Desk` is all the window asks of a wallet; every call of it may block, so only `controller` calls it, on threads.
  `wallet_desk.WalletDesk` is the real one.
- `controller.CreditsController` holds what is known now, for every window, and tells when it changes;
  `purchase.PurchaseWatch` follows one purchase, whether a dialog shows it or not.
- `price.offer` says what a price means now, `price_line.PriceLine` shows it.
- `commands.CreditsCommands` opens the dialogs of one window: wallet, purchase, account, signing in.

Nothing here that is imported before the first paint may import what signs, sends or asks the keyring (a test looks).
"""
