"""What the program needs from Debian beyond what is bundled, each with the reason why it is named.

What the bundle is linked against follows from its ELF files (`libraries`), with the versions that dpkg-shlibdeps finds;
a test holds `LINKED` to that. What is opened by name while the program runs follows from nothing and has its reason.
"""

from __future__ import annotations

LINKED = (
    "libbrotli1 (>= 1.0.0)",
    "libc6 (>= 2.35)",
    "libcups2 (>= 1.4.0)",
    "libdbus-1-3 (>= 1.9.14)",
    "libegl1",
    "libfontconfig1 (>= 2.12.6)",
    "libfreetype6 (>= 2.9.1)",
    "libgcc-s1 (>= 4.3)",
    "libgl1",
    "libglib2.0-0 (>= 2.26.0)",
    "libgssapi-krb5-2 (>= 1.17)",
    "libstdc++6 (>= 11)",
    "libuuid1 (>= 2.20.1)",
    "libwayland-client0 (>= 1.20.0)",
    "libwayland-cursor0 (>= 1.8.1)",
    "libx11-6",
    "libx11-xcb1",  # its one function has been there since 2006, whatever version is asked for here and there
    "libxcb1 (>= 1.12)",
    "zlib1g (>= 1:1.2.3.4)",
)
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
