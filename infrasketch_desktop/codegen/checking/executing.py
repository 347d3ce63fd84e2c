"""The program that runs the tests of a part in the interpreter of the project, and notes what it executed."""

RUN_TESTS = """
import ipaddress
import os
import sys

executed = set()


def is_near(host):
    try:
        return host in (None, "", "localhost") or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def watch(event, args):
    if event == "exec":
        executed.add(getattr(args[0], "co_filename", ""))
    elif event in ("socket.connect", "socket.sendto") and isinstance(args[1], tuple) and not is_near(args[1][0]):
        raise PermissionError("Checks do not use the network: %s" % (args[1][0],))
    elif event == "socket.getaddrinfo" and not is_near(args[0]):
        raise PermissionError("Checks do not use the network: %s" % (args[0],))


sys.addaudithook(watch)
import pytest

code = pytest.main(["-q", "-p", "no:cacheprovider", "--no-header", "--color=no"])
with open(sys.argv[1], "w", encoding="utf-8") as listing:
    listing.write("\\n".join(sorted(os.path.realpath(name) for name in executed if name and name[0] != "<")))
sys.exit(code)
"""
"""For `python -c`, with the path of the listing as its argument, in the folder of a part.

The audit events are those of PEP 578: each file that is imported passes `exec` with its code, also where it does not
stay in `sys.modules`, as migrations do; and connections to other machines are refused, because tests need none.
"""
