//! What `docs/law.md` says beside its tables.

pub(super) const HEAD: &str = "# The law as data

`vinhdanh check` holds the rules below against what the decisions of a project grant and its submissions propose. They are data
(`data/law/*.yaml`). `vinhdanh law list [--on DATE]` lists them, `vinhdanh explain law/N-05` says what one means and shows an example,
`vinhdanh eligible --on DATE` (also with `--form`, `--year`) turns them round: who qualifies, and who is one step short in that year or the
next. `examples/dossiers` shows typical mistakes.

- **Which rules hold** is said by the day of the decision. From 01/10/2026 on (`by-receipt` of the regime) a dossier that was `received`
  before stays under the earlier text, unless the later one is more favourable: both are held against it, and the one that it meets better
  is told. Where nobody says when it was received, both may hold as well. All of that only warns. The years that count are those of the honour.
- **Status.** `pinned`: the text of the article, or an official reply that quotes it, was seen; only such a rule can be an error, and
  only on a day whose regime is pinned. `second-hand` and `general` warn.
- **What is absent proves nothing.** Without a rating, an initiative or an earlier honour in the data, a rule *needs review*, which is
  a note. A unit that says `complete-since: 2021` vouches that from then on every honour of its people is in the data: then what is missing
  was not given.
- A rule for one kind of merit (`merit: regular`) is held only against honours that say so, since a form may be given on other
  grounds as well.
- **A rule without needs** says what the law allows, or names with `found-as` the finding by which the program holds it.
- **A unit's own, stricter rules** (its quy chế) have the same form: `rules`, `quotas`, `limits` and `vote-rules` in its `data/`, with `unit`.
  They bind what that unit and those below it grant, propose and vote on; their `article` names the quy chế. `examples/office/data/quy-che.yaml`
  has some. Of several shares of votes the largest holds.
- **Minutes, submission, decision** come in this order. Which belong together, `minutes` of a decision or submission says, or the honours,
  tallies and submissions that the agenda names; a vote without the needed share is found in whatever names these minutes.

Every rule has cases that pass, that fail or need review, and at the edge, in `tests/suite/law/*.yaml`.

| rule | about | article | days of decisions | status | cases |
|---|---|---|---|---|---|
";

pub(super) const BY_HAND: &str = "
## What somebody has to look at

These the rules can't say by data that an office has, so they need review wherever nothing else decides. `eligible` lists nobody for whom
nothing else is open.

| rule | somebody has to see that | since |
|---|---|---|
";

pub(super) const VOTES: &str = "
## Votes

The share is one of all members, there or not; who is absent votes in writing. The 90 % bind the council of a ministry, central body or
province alone, and the 80 % that of whoever submits. For a council below that votes on “Chiến sĩ thi đua cấp bộ, ban, ngành, tỉnh” no text
that was seen sets a share, so none is held: its own rules may set one, as `vote-rules` with `unit`. Nothing else needs a vote by the decree.
Cases: `tests/suite/law/votes.yaml`, `decisions.yaml`.

| rule | about | council of | share of all members | article | days of votes | status |
|---|---|---|---|---|---|---|
";

pub(super) const QUORUM: &str = "
## Quorum

How many members must be there when a council votes on titles or forms. `quorum` of a unit says what its own rules of procedure ask for, and
is held as an error; where a decree names the council, the decree is the floor. Guests are no members (`guests` of `attendance`).
Cases: `tests/suite/law/councils.yaml`.

| rule | about | council | share of all members | article | days of votes | status |
|---|---|---|---|---|---|---|
";
