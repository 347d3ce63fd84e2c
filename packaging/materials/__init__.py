"""What a finished bundle consists of, read from the bundle itself: who made each part, and under which licence.

`inventory` finds the owner of every file and module and stops at the first that nobody owns; `third_party` writes the
licence texts that go into the bundle, `bill` the bill of materials that lies beside the release. `texts` holds the
licences of parts whose own packages carry none.
"""
