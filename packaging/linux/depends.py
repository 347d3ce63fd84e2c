"""What the program needs from Debian beyond what is bundled, each with the reason why it is named.

What the bundle is linked against follows from its ELF files (`libraries`), with the versions that dpkg-shlibdeps finds;
a test holds `LINKED` to that. What is opened by name while the program runs follows from nothing and has its reason.
"""

from __future__ import annotations

LINKED = ("libc6 (>= 2.35)",)
OPENED = {
    "xkb-data": "keyboard layouts: the bundled libxkbcommon reads them, and without them no key has a meaning",
}
RECOMMENDED = {
    "desktop-file-utils": "its trigger tells desktops who opens *.infrasketch and infrasketch://",
    "shared-mime-info": "its trigger tells desktops what *.infrasketch is",
    "hicolor-icon-theme": "the folder of icons that every icon theme falls back to",
    "xdg-utils": "opens the browser for the checkout where there is no desktop portal",
}
SUGGESTED = {
    "gnome-keyring | kwalletmanager": "keeps keys; without it they lie encrypted in the profile",
    "fonts-noto-cjk": "labels in Chinese, Japanese and Korean; all others are set in the bundled FiraGO",
}
