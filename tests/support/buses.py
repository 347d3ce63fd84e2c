"""A message bus for one test: nothing but what the test starts, no service of the machine, none started unasked."""

from __future__ import annotations

SESSION_BUS = """
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <policy context="default">
    <allow send_destination="*"/> <allow receive_sender="*"/> <allow own="*"/>
  </policy>
</busconfig>
"""
"""Its settings, with a place for the path of the socket."""
