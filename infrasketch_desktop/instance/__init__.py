"""One running program for each profile and user: a second start hands over what it was asked for, and leaves.

- `asking.asked_for(words, …)` turns the arguments of a start into a `Request`: files from the root, known links.
- `address.address_of(profile_folder)` is where the starts of one profile meet: a socket in a folder of this user alone;
  `meeting` makes and finds it, and asks the system whose process is at the other end.
- `entering.enter(address, request)` answers in a few milliseconds, before anything of the window is imported: whether
  the request was handed over, or this start is the running program with an `Inbox`, or has to go on alone.
- `inbox.Inbox` takes what later starts hand over, as `handover.Handover`. It listens from the first moment on, so that
  two starts at the same moment are one program; `callers` hears them all out on one thread.

The lock decides who is the running program; the system frees that of a killed run. A request is one line of JSON, each
word of the answer another. Sockets are those of the standard library, without Qt and without D-Bus: importing Qt for
the sake of a second start would double its time. Nor does a start load `multiprocessing` or `hashlib`, 20 ms together.
"""
