"""How far generated code holds, found out with the tools of this machine.

`check` looks at what lies in a folder now, edited or not, and runs what it finds: parsers of its own, then linters,
type checkers, validators, builds and tests as programs. **That runs code of the folder**, as `make test` does, so it is
done when somebody asks for it and never by generating. Nothing is installed and nothing is downloaded.
"""

from infrasketch_desktop.codegen.checking.checks import available_tools, check
from infrasketch_desktop.codegen.checking.remembering import remember, remembered
from infrasketch_desktop.codegen.checking.report import Missing, Report, Result
from infrasketch_desktop.codegen.checking.running import Progress

__all__ = ["Missing", "Progress", "Report", "Result", "available_tools", "check", "remember", "remembered"]
