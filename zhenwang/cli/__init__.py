"""The command line. Commands are named as strings, so that ``zhenwang --help`` imports none of them."""

from __future__ import annotations

import sys

from cyclopts import App

from zhenwang import __version__

app = App(
    name="zhenwang",
    suppress_keyboard_interrupt=False,
    version=__version__,
    help="""甄网 · Finds websites that pass themselves off as government sites.

    Start with `zhenwang daily`: without options it runs the recorded day that ships with the program, and
    `zhenwang serve` then shows its cases. Settings are environment variables beginning with ZHENWANG_
    (see docs/operations.md). Commands that print facts take --json, or print JSON lines as they are.""",
)

_account = App(name="account", help="People, accounts and roles.")
for _name, _function, _help in (
    ("add", "add", "Make an account, as for the first administrator."),
    ("list", "list_", "List the accounts with their people and roles."),
    ("grant", "grant_", "Give an account a role."),
    ("withdraw", "withdraw_", "Take a role from an account."),
    ("disable", "disable", "Let an account in no longer, or (--again) again."),
    ("password", "password", "Set an account's password anew."),
):
    _account.command(f"zhenwang.cli.account:{_function}", name=_name, help=_help)
_ct = App(name="ct", help="Certificate-transparency logs.")
_ct.command("zhenwang.cli.ct:read", name="read", help="Read log files: data tiles, names tiles, get-entries JSON.")
_registry = App(name="registry", help="The registry of official sites.")
_registry.command("zhenwang.cli.registry:show", name="show", help="Show what the registry knows about a site.")
for _name, _help in (
    ("check", "Which official sites depart from the rules?"),
    ("import", "Compare a list with the registry, and apply it."),
    ("exempt", "Exempt hosts from being put forward, for a reason and a time."),
    ("certify", "Judge every official site as if it were not listed."),
    ("baseline", "Look at official sites and keep their fingerprints."),
):
    _registry.command(f"zhenwang.cli.registry_{_name}:{_name}_", name=_name, help=_help)
_reports = App(name="reports", help="Reports of suspected fakes.")
_reports.command("zhenwang.cli.reports_import:import_", name="import", help="Make reports of forwarded messages.")
_case = App(name="case", help="Cases in front of people.")
_case.command("zhenwang.cli.case:list_cases", name="list", help="List cases, most urgent first.")
_case.command("zhenwang.cli.case:show", name="show", help="Show one case with its signals and history.")
_case.command("zhenwang.cli.case:decide", name="decide", help="Record a ruling, if the transition table allows it.")
_sample = App(name="sample", help="Quarterly samples of official sites (art. 32).")
_sample.command("zhenwang.cli.statistics:draw_sample", name="draw", help="Draw a quarter's sample and freeze it.")
_sample.command("zhenwang.cli.statistics:show_sample", name="show", help="Show a frozen sample, drawn again to check.")
_statistics = App(name="statistics", help="How many cases, where, and how long they took.")
_statistics.command("zhenwang.cli.statistics:show", name="show", help="Show a year's figures.")
_statistics.command("zhenwang.cli.statistics:rebuild", name="rebuild", help="Count the whole history anew.")
_token = App(name="token", help="Tokens of offices that pass on reports in bulk.")
_token.command("zhenwang.cli.token:issue", name="issue", help="Issue a token and print it, once.")
_token.command("zhenwang.cli.token:list_", name="list", help="List who has a token, and when it was used.")
_token.command("zhenwang.cli.token:revoke", name="revoke", help="Revoke a token, from the next request on.")
_evidence = App(name="evidence", help="Evidence of cases.")
_evidence.command("zhenwang.cli.case:verify", name="verify", help="Check a handoff folder against its manifest.")

app.command("zhenwang.cli.day:daily", name="daily", help="Run the line for one day, without Prefect.")
app.command(
    "zhenwang.cli.day:recheck", name="recheck", help="Look again at live cases and hosts that could not be seen."
)
app.command("zhenwang.cli.serve:serve", name="serve", help="Serve the console and the public intake.")
app.command(_case)
app.command(_reports)
app.command("zhenwang.cli.campaigns:campaigns_", name="campaigns", help="Which cases show the same rare things?")
app.command("zhenwang.cli.case:handoff", name="handoff", help="Write a confirmed case up for the authorities.")
app.command(_evidence)
app.command(_sample)
app.command(_statistics)
app.command("zhenwang.cli.audit:audit", name="audit", help="Verify what was written down, and that nothing got lost.")
app.command("zhenwang.cli.clocks:clocks", name="clocks", help="What is late, at risk or due today, and for whom?")
app.command("zhenwang.cli.workdays:workdays", name="workdays", help="Count working days, or print a year of them.")
app.command("zhenwang.cli.match:match", name="match", help="Which official site does a host name resemble?")
app.command(
    "zhenwang.cli.generate:generate", name="generate", help="Which look-alikes of an official site could be registered?"
)
app.command("zhenwang.cli.registry:check_host", name="check", help="Is this host official, a neighbour, a known case?")
app.command("zhenwang.cli.judge:judge", name="judge", help="Judge a saved page, without any network.")
app.command("zhenwang.cli.text:text", name="text", help="Print the comparable form of a text.")
app.command(
    "zhenwang.cli.evaluate:evaluate", name="evaluate", help="Measure detection on the recorded day; gate on the floors."
)
app.command(_account)
app.command(_token)
app.command(_registry)
app.command(_ct)


_HELP = frozenset({"--help", "-h"})


def _teach(words: list[str]) -> None:
    """A command is listed with one line, without being imported; asked for its own help, it says its whole text."""
    if _HELP.isdisjoint(words):
        return
    asked = app.parse_commands([word for word in words if word not in _HELP])[1][-1]
    if asked.default_command is not None:
        asked.help = None


def main() -> None:
    """Entry point of the ``zhenwang`` command. What is wrong outside the program is said in one sentence."""
    from zhenwang.cli import output
    from zhenwang.cli.faults import explain

    output.survive_any_text()
    words = sys.argv[1:]
    _teach(words)
    try:
        app(words)
    except KeyboardInterrupt:
        output.fail("stopped; what is done is kept, and the same command goes on from there", 130)
    except BrokenPipeError:
        output.nobody_reads()
    except Exception as problem:  # only to say in one sentence what has one; all else is raised again
        explained = explain(problem)
        if explained is None:
            raise
        output.fail(*explained)
