"""What the endpoints of accounts ask for beside what every feature does."""

from __future__ import annotations

from typing import Annotated

from fastapi import BackgroundTasks, Depends, Request

from licensing_server.accounts.passwords import Passwords
from licensing_server.accounts.post import Post
from licensing_server.dependencies import Seconds, WithParts, WritingSession
from licensing_server.mailer import Postman


def _passwords(request: Request) -> Passwords:
    passwords: Passwords = request.app.state.passwords
    return passwords


WithPasswords = Annotated[Passwords, Depends(_passwords)]


def _post(session: WritingSession, parts: WithParts, now: Seconds, after: BackgroundTasks) -> Post:
    """Mail is sent after the answer, so that its way there does not show in the time of the answer."""
    after.add_task(Postman(parts.database, parts.mailer, parts.now, parts.log).deliver)
    return Post(session, parts.settings.public_url, parts.new_id, parts.new_secret, now)


WithPost = Annotated[Post, Depends(_post)]
