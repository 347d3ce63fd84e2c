"""What happens when the program itself is at fault: a report that a person reads, edits and sends, or does not.

Two ways lead here: an exception that nobody caught (`watch`), and a run that the system ended, whose last words are
found at the next start (`runs`). `report` puts together what is told, `masking` takes out what is nobody's business,
`dialog` shows all of it. Nothing leaves this computer unless it is asked for there.
"""
