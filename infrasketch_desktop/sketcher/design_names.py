"""The names of the usual designs in the lexicon, for the catalogs: they are shown in the language in force."""

from infrasketch_desktop.language import later

NAMES = frozenset(
    (
        later("Photo sharing"),
        later("Chat"),
        later("URL shortener"),
        later("Notifications"),
        later("Video streaming"),
        later("Music streaming"),
        later("Shop"),
        later("Ride hailing"),
        later("News feed"),
        later("Autocomplete"),
        later("Search"),
        later("Web crawler"),
        later("Rate limiter"),
        later("File storage"),
        later("Payments"),
        later("Food delivery"),
        later("Booking"),
        later("Blog"),
        later("Recommendations"),
        later("Analytics"),
        later("Logging"),
        later("Data pipeline"),
        later("Internet of things"),
        later("Multiplayer game"),
        later("Mail"),
        later("Job scheduler"),
        later("Key-value store"),
        later("Login"),
        later("Collaborative editor"),
        later("Video calls"),
        later("Trading"),
        later("Maps"),
        later("Question answering"),
        later("Any application"),
    )
)
