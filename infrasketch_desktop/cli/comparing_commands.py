"""The commands that compare and join diagrams: their words, options and examples."""

from __future__ import annotations

from infrasketch_desktop.cli.parser import Command, argument

DIFF = Command(
    "diff",
    "Tell two diagrams apart by element: + added, ~ changed, > only moved, - removed.",
    """\
  infrasketch diff shop-v1.infrasketch shop-v2.infrasketch
  infrasketch diff shop.infrasketch@1 shop.infrasketch               the version last kept in the library, and now
  infrasketch diff a.infrasketch b.infrasketch --svg changes.svg     both as one picture
  infrasketch diff a.infrasketch b.infrasketch --exit-code --ignore-placement
  git show main:shop.infrasketch | infrasketch diff - shop.infrasketch

With --exit-code, as `diff` does: 0 the same, 1 different, 2 trouble. /dev/null is an empty diagram, so this shows
changes in `git log -p` and `git difftool`:
  git config diff.infrasketch.textconv "infrasketch diff /dev/null"
  git config difftool.infrasketch.cmd 'infrasketch diff "$LOCAL" "$REMOTE"'
  echo '*.infrasketch diff=infrasketch' >> .gitattributes""",
    (
        argument("before", metavar="A", help="a diagram; FILE@2 is its second newest version in the library"),
        argument("after", metavar="B", help="the other one; - reads standard input"),
        argument("--svg", metavar="OUT", help="write both as one picture; - prints it instead of the list"),
        argument("--theme", default="light", metavar="NAME", help="light, dark, high-contrast or high-contrast-dark"),
        argument("--ignore-placement", action="store_true", help="leave out what only lies or looks otherwise"),
        argument("--exit-code", action="store_true", help="end with 1 when they differ and with 2 after trouble"),
    ),
)

MERGE = Command(
    "merge",
    "Join what two people made of one diagram, element by element and field by field.",
    """\
  infrasketch merge base.infrasketch ours.infrasketch theirs.infrasketch -o merged.infrasketch
  infrasketch merge base.infrasketch ours.infrasketch theirs.infrasketch -o - --json > merged.infrasketch

As a merge driver of git:
  git config merge.infrasketch.name "InfraSketch diagrams"
  git config merge.infrasketch.driver "infrasketch merge --driver %O %A %B %P"
  echo '*.infrasketch merge=infrasketch' >> .gitattributes

Where both sides changed the same thing differently, ours stays and the conflict is listed; the result can always be
opened. Exit codes: 0 joined, 1 joined with conflicts, 2 not joined (OURS is as it was).""",
    (
        argument("base", metavar="BASE", help="what both sides began with; an empty file is an empty diagram"),
        argument("ours", metavar="OURS", help="our side"),
        argument("theirs", metavar="THEIRS", help="the other side"),
        argument("path", nargs="?", metavar="PATH", help="what messages call the file; git gives it as %%P"),
        argument("-o", "--output", metavar="OUT", help="where to save the result; - prints it"),
        argument("--driver", action="store_true", help="save the result to OURS, as git wants it"),
    ),
)
