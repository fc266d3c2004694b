"""Shows where a variation changes the reading: `python -m tests.varied NAME[,NAME]`; `--help` lists what can be chosen.

NAME `all` prints one line a variation.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

import msgspec

from tests.varied import Outcome, cases, part, run, variations


def _kinds(outcome: Outcome) -> str:
    counts = Counter(
        f"{sign}{msgspec.json.decode(content)['kind']}"
        for difference in outcome.differences
        for sign, contents in (("-", difference.lost), ("+", difference.new))
        for content in contents
    )
    return " ".join(f"{kind}:{n}" for kind, n in counts.most_common())


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.varied")
    parser.add_argument("names", help="variations, parted by commas, or all")
    parser.add_argument("--one-in", type=int, default=1, help="one case in N (1)")
    parser.add_argument("--only", type=int, default=20, help="differences shown (20)")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--kind", help="cases with a statement of this kind")
    parser.add_argument("--group", help="cases of this file, by its stem")
    given = parser.parse_args()
    known = variations()
    every = given.names == "all"
    chosen = [
        c
        for c in cases(Path(__file__).parents[2])
        if (given.group is None or c.group == given.group)
        and (given.kind is None or any(e.statement.kind == given.kind for e in c.statements))
    ]
    for name in known if every else given.names.split(","):
        outcome = run(known[name].vary, part(chosen, given.one_in, name), given.seed)
        for difference in [] if every else outcome.differences[: given.only]:
            print(f"== {difference.case.id} ({difference.case.where})\n{difference.varied.text.strip()}\n")
            for sign, contents in (("   lost", difference.lost), ("   new ", difference.new)):
                print("".join(f"{sign} {content}\n" for content in contents), end="")
        print(f"{name:16} tried {outcome.tried:5}  same {outcome.same:.3f}  {_kinds(outcome)}", flush=True)


if __name__ == "__main__":
    main()
