"""Whether there is a newer version: a signed feed is asked at most daily, verified, remembered, and told about.

Nothing is downloaded and nothing is run: the program names a page of the vendor, and the person decides.
"""
