"""The only room in which private keys are used.

It stands apart so that one look shows what touches a key: everything else hands in a payload and gets a signed
document. A server that cannot sign refuses to start, and one that loses its keys answers 503, never anything unsigned.

- `Signer(folder, env, now)`: `sign(kind, payload)`, `sign_access(claims)`, `read_access(token)`, `check()` for
  readiness, `trust` for what devices are given, `expires_at()` for warnings.
- `keys_folder.KeysFolder`: the layout of the keys folder. `key_files`: private keys as files.
- `holders`: the root keys and what they sign: roots and key lists. Only commands use these, never a running server.
- Expected failures are `SigningError`, which is a ConfigurationError.
"""

from licensing_server.signing.errors import SigningError
from licensing_server.signing.keys_folder import KeysFolder
from licensing_server.signing.signer import Signer

__all__ = ["KeysFolder", "Signer", "SigningError"]
