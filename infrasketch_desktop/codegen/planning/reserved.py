"""Names that generated code must not give to its own things, because they mean something already."""

from __future__ import annotations

import keyword

STANDARD_LIBRARY = frozenset(
    """
    abc aifc annotationlib antigravity argparse array ast asynchat asyncio asyncore atexit audioop base64 bdb binascii
    bisect builtins bz2 calendar cgi cgitb chunk cmath cmd code codecs codeop collections colorsys compileall
    compression concurrent configparser contextlib contextvars copy copyreg cprofile crypt csv ctypes curses
    dataclasses datetime dbm decimal difflib dis distutils doctest email encodings ensurepip enum errno faulthandler
    fcntl filecmp fileinput fnmatch fractions ftplib functools gc genericpath getopt getpass gettext glob graphlib grp
    gzip hashlib heapq hmac html http idlelib imaplib imghdr imp importlib inspect io ipaddress itertools json keyword
    lib2to3 linecache locale logging lzma mailbox mailcap marshal math mimetypes mmap modulefinder msilib msvcrt
    multiprocessing netrc nis nntplib nt ntpath nturl2path numbers opcode operator optparse os ossaudiodev pathlib pdb
    pickle pickletools pipes pkgutil platform plistlib poplib posix posixpath pprint profile pstats pty pwd py_compile
    pyclbr pydoc pydoc_data pyexpat queue quopri random re readline reprlib resource rlcompleter runpy sched secrets
    select selectors shelve shlex shutil signal site smtpd smtplib sndhdr socket socketserver spwd sqlite3 sre_compile
    sre_constants sre_parse ssl stat statistics string stringprep struct subprocess sunau symtable sys sysconfig syslog
    tabnanny tarfile telnetlib tempfile termios textwrap this threading time timeit tkinter token tokenize tomllib
    trace traceback tracemalloc tty turtle turtledemo types typing unicodedata unittest urllib uu uuid venv warnings
    wave weakref webbrowser winreg winsound wsgiref xdrlib xml xmlrpc zipapp zipfile zipimport zlib zoneinfo
    """.split()  # noqa: SIM905 - quotes and commas would hide the words
)
"""`sys.stdlib_module_names` of Python 3.11 to 3.14 together, without private ones."""

LIBRARIES = frozenset(
    """
    alembic annotated_doc annotated_types anyio boto3 botocore bson certifi click coverage croniter cronsim
    cryptography dateutil dns docker dotenv fastapi flask greenlet grpc gridfs h11 hatchling httpcore httpcore2
    httptools httpx httpx2 hypothesis idna iniconfig itsdangerous jinja2 jmespath joserfc jose jwt kafka kubernetes
    mako markupsafe memcache moto mypy mypy_extensions mypyc numpy packaging pandas pika pip pluggy
    prometheus_client psycopg psycopg_binary psycopg_c psycopg_pool pydantic pydantic_core pydantic_settings
    pygments pymemcache pymongo pymysql pytest redis requests responses ruff s3transfer schedule sentry_sdk
    setuptools six sniffio sqlalchemy starlette structlog typing_extensions typing_inspection urllib3 uv uv_build
    uvicorn uvloop watchfiles websockets werkzeug wheel xmltodict yaml
    """.split()  # noqa: SIM905 - quotes and commas would hide the words
)
"""Packages that generated code imports, those they import, and the tools that look at it."""

_OF_THE_PROJECT = frozenset(
    """
    app build client clients common conftest deploy dist docs gateways health libraries main migrations routers
    scripts services settings src test tests version
    """.split()  # noqa: SIM905 - quotes and commas would hide the words
)
_HOSTS = frozenset({"localhost", "kubernetes", "default", "host", "broadcasthost", "metadata"})
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{i}" for port in ("com", "lpt") for i in range(10))})
WORDS = frozenset(word.lower() for word in (*keyword.kwlist, *keyword.softkwlist)) | {"print", "exec", "self", "cls"}
"""What is no name in Python, or would hide what every function uses; in lower case."""

MODULES = STANDARD_LIBRARY | LIBRARIES | _OF_THE_PROJECT | _HOSTS | _DEVICES | WORDS
"""No part is called like this, in lower case: it names a folder, a host and an import package."""

CLASSES = frozenset(
    """
    Any Application Base BaseException BaseModel BaseSettings Blob Body Boolean BotoCoreError Broker Bucket Bytes
    Callable Client ClientError Collection Column Config ConfigDict Connection Consumer Context Cookie Counter
    Cursor Database DateTime DeclarativeBase Delivery Dependency Depends Dict Document Ellipsis Engine Entity Enum
    Environment Error Event Exception False FastAPI Field File FileNotFoundError Form Function Future Gauge
    Generator Generic Handler Header HTTPError HTTPException Index Integer Item Iterable Iterator Json JsonValue Key
    KeyError Library List Lock Log Logger LookupError Mapped Mapping Message MetaData Metadata Model NOBODY None
    NotImplemented Numeric Object OpenSearchIndex Optional Path Patience Producer Protocol PyMongoError Query Queue
    Record Redis Registry Repository Request Response Result Router Row RuntimeError SECONDS Self Semaphore Sequence
    Session Set Settings State Status Store StrEnum String Table Task TestClient Text Thread ThreadPoolExecutor Time
    Timer Title Token Traversable True Tuple Type TypeVar Union URL Uuid Value Warning
    """.split()  # noqa: SIM905 - quotes and commas would hide the words
)
"""No class that is named after a part or an entity is called like this."""

CLASSES_FOLDED = frozenset(name.lower() for name in CLASSES)

ATTRIBUTES = frozenset(
    """
    add check close create_schema consume delete engine get index list metadata publish put registry remove search
    session sessions select tables update url urls
    """.split()  # noqa: SIM905 - quotes and commas would hide the words
)
"""No repository is called like this: a library has, or its engine means, something else by it."""
