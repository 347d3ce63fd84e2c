"""What reaches the running program from outside its windows: other starts, links, files that the system hands over.

`reception.Reception` carries it out on the window's thread; `application.Application` hears of what macOS hands over.
Everything that arrives is a stranger's: a link can ask for what `instance.links` knows and for nothing else.
"""
