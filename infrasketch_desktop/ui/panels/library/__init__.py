"""The library panel: recent diagrams, a search over all this machine has seen, and versions of the open one."""
