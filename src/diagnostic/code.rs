//! The codes of diagnostics. The doc comment of a code is the text of `vinhdanh explain`; its example, wrong
//! and right, is the file of its name in `examples/`.

use super::Severity;

macro_rules! codes {
    ($(
        $(#[doc = $doc:literal])+
        $variant:ident = $name:literal, $severity:ident $(, $without:ident an example)?;
    )+) => {
        /// What kind of mistake a diagnostic reports.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $( $(#[doc = $doc])+ $variant, )+
        }

        impl Code {
            /// All codes, in the order in which they are declared.
            pub const ALL: &[Self] = &[$( Self::$variant ),+];

            /// Returns the name that people see and look up.
            pub fn as_str(self) -> &'static str {
                match self { $( Self::$variant => $name, )+ }
            }

            /// Returns how much it usually weighs.
            pub fn severity(self) -> Severity {
                match self { $( Self::$variant => Severity::$severity, )+ }
            }

            /// Returns what it means.
            pub fn explanation(self) -> &'static str {
                match self { $( Self::$variant => concat!($($doc, "\n"),+), )+ }
            }

            /// Returns the text of its example: the wrong data, a line `---`, the right data.
            fn example(self) -> &'static str {
                match self { $( Self::$variant => example!($name $(, $without)?), )+ }
            }
        }
    };
}

macro_rules! example {
    ($name:literal) => {
        include_str!(concat!("examples/", $name, ".yaml"))
    };
    ($name:literal, without) => {
        ""
    };
}

impl Code {
    /// Returns a piece of a data file that has the mistake; empty where no data file can show it.
    pub fn wrong(self) -> &'static str {
        self.halves().0
    }

    /// Returns the same piece without the mistake.
    pub fn right(self) -> &'static str {
        self.halves().1
    }

    fn halves(self) -> (&'static str, &'static str) {
        let (wrong, right) = self.example().split_once("---\n").unwrap_or_default();
        (wrong.trim_start_matches("# wrong\n"), right.trim_start_matches("# right\n"))
    }

    /// Returns the code that has a name.
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.as_str() == name)
    }
}

codes! {
    /// The text is not YAML: a quote is open, the indentation is off, an anchor is missing.
    ///
    /// Nothing of the file can be read before this is mended, so mistakes further down may still appear.
    InvalidYaml = "invalid-yaml", Error;
    /// A mapping has the same key twice.
    ///
    /// YAML readers differ in which of the two they keep, so neither is.
    DuplicateKey = "duplicate-key", Error;
    /// A file goes beyond a limit: nested too deeply, too many aliases, too large, a text too long.
    ///
    /// The limits are far above what an honest file needs; they keep a hostile one from exhausting the machine.
    /// Only a warning where a text is too long for its place, such as a contact at the foot of a page.
    TooMuch = "too-much", Error;
    /// A file or folder of the data can't be read.
    ///
    /// A file that is passed over silently would be missing in every document, so this stops the build.
    UnreadableFile = "unreadable-file", Error, without an example;
    /// A file looks like data but is not read because of its name.
    ///
    /// Data files end in `.yaml`; a copy such as `units.yaml.bak` or `units.YAML` is easily taken for one.
    OddFileName = "odd-file-name", Warning, without an example;
    /// A data file is not UTF-8 text.
    ///
    /// Save it as UTF-8 in the editor; old encodings such as TCVN3 or VNI can't be told apart reliably.
    NotUtf8 = "not-utf8", Error, without an example;
    /// A record or file has a key that it can't have, mostly a slip of the pen.
    UnknownKey = "unknown-key", Error;
    /// A record lacks a key that it needs, or has it without a value.
    ///
    /// Only a warning where a stock has no box for what a whole certificate should say.
    MissingKey = "missing-key", Error;
    /// A value is of another kind than its key asks for: a list instead of a text, a word instead of a number.
    WrongType = "wrong-type", Error;
    /// A value is none of the words that its key knows.
    UnknownWord = "unknown-word", Error;
    /// An id may hold small letters a–z, digits and hyphens only, since it becomes part of file names.
    BadId = "bad-id", Error;
    /// Two records have the same id. An id names one thing in the whole project, whatever the kind of record.
    DuplicateId = "duplicate-id", Error;
    /// A link names an id that no record has, or a record of another kind.
    UnknownReference = "unknown-reference", Error;
    /// A date does not exist, such as 31/02, or is not written day/month/year.
    ///
    /// What is not known is left out: `31/7` has no year, `2015` has no day.
    BadDate = "bad-date", Error;
    /// A period is a year or two years with a hyphen, the earlier one first.
    BadPeriod = "bad-period", Error;
    /// A quantity is a number with its hedge and unit, or words for one.
    ///
    /// The point groups thousands and the comma begins the decimals: `1.234,5`. The hedge is one of `gần`, `hơn`, `trên`, `khoảng`, `khoảng hơn`.
    BadQuantity = "bad-quantity", Error;
    /// A text is not in the composed Unicode form (NFC): letters and tone marks are stored apart.
    ///
    /// It looks the same on the screen, but sorting, searching and comparing go wrong.
    NotNfc = "not-nfc", Error;
    /// A text holds a control character, mostly from a copy out of another program.
    ControlCharacter = "control-character", Error;
    /// A text holds a character that nobody sees: a zero-width space, a soft hyphen, a mark of the writing direction, a private-use character.
    InvisibleCharacter = "invisible-character", Error;
    /// A letter only looks like the one that is meant: the Icelandic Ð for the Vietnamese Đ, a Cyrillic а for a Latin a.
    ///
    /// The document prints well, but nobody finds the name again.
    LookAlike = "look-alike", Error;
    /// A text was written for a font from before Unicode, such as `.VnTime` (TCVN3), and prints as nonsense in any other.
    LegacyFont = "legacy-font", Error;
    /// Records lead back to themselves: a unit is its own parent, two campaigns answer each other.
    ///
    /// Any one of the links can be the wrong one; the message shows them all.
    Cycle = "cycle", Error;
    /// A list names the same record twice.
    ///
    /// The document would name it twice, and a sum would count it twice.
    ListedTwice = "listed-twice", Error;
    /// A key stands in a record that has no use for it: members of a unit that is no bloc, a base of a sum.
    ///
    /// Only a warning where a template does not print what is given, such as the recipients of a copy on a certificate.
    OutOfPlace = "out-of-place", Error;
    /// Two keys say the same thing, or two values contradict each other, so that only one of them can be meant.
    ConflictingKeys = "conflicting-keys", Error;
    /// A bloc is led by a unit that is not among its members.
    NotAMember = "not-a-member", Error;
    /// A bloc has two heads in the same year, so that no document can say who led it.
    TwoHeads = "two-heads", Error;
    /// Two dates, years or times are in an order that can't be: a post ends before it begins, a decision is
    /// older than the submission that it grants.
    ///
    /// Only what is known is compared: of `31/7` and `2015` nobody can say which came first.
    WrongOrder = "wrong-order", Error;
    /// Two people have the same name and the same post, so that nobody can tell them apart in a document.
    SameName = "same-name", Warning;
    /// Two campaigns have the same name or alias, so they are probably one.
    ///
    /// Spelling is compared without capitals and with either placement of the tones. Campaigns of different years
    /// or launchers may share a name.
    SameCampaign = "same-campaign", Warning;
    /// The period of a review is not as long as its kind says.
    ///
    /// A source may call 2010–2015 five years although six calendar years are in it; the documents print it as it is.
    OddPeriod = "odd-period", Note;
    /// Two periods that should follow one another share a year.
    OverlappingPeriods = "overlapping-periods", Note;
    /// The year of a record lies outside the period that the same record gives.
    OutsidePeriod = "outside-period", Warning;
    /// A class is given for a form that has none.
    UnexpectedClass = "unexpected-class", Error;
    /// A form has classes, but none is given. The documents print it without one.
    MissingClass = "missing-class", Note;
    /// A title or form went to somebody who can't receive it: a title of collectives to a person.
    ///
    /// An error where the text of the law was seen, else a warning.
    WrongRecipient = "wrong-recipient", Error;
    /// The name of an honour is none of the catalogue.
    ///
    /// The documents print it as it is written. Where the catalogue has the same or nearly the same name, that one is
    /// probably meant.
    NotInLaw = "not-in-law", Warning;
    /// The same recipient has the same honour twice: in one decision, or in two records of the same year.
    ///
    /// In one decision it is an error; two records may be two honours after all. Commendations for different reasons are
    /// never taken for one.
    HonouredTwice = "honoured-twice", Error;
    /// How far an honour has come does not fit what the record or a document says of it.
    ///
    /// What is only proposed must never count as awarded, and an award needs somebody who decided it.
    StateMismatch = "state-mismatch", Error;
    /// Two counts can't both be true: more people present than were invited, more votes for than there are voters.
    ImpossibleCount = "impossible-count", Error;
    /// Who was elected does not follow from the votes: somebody with more votes was not, or nobody voted on the winner.
    ElectionMismatch = "election-mismatch", Error;
    /// A number was given twice: to two documents of one type, unit and year, or in the golden book of one decision.
    ///
    /// Number and symbol name one document in the year; a number of the golden book names one recipient. The Party's
    /// numbers run through a term instead of a year, so there it is a warning.
    DuplicateNumber = "duplicate-number", Error;
    /// A number is missing between others: in the golden book of a decision, or in a register that says it is complete.
    ///
    /// An error where a document prints the list, else a warning, since the data may know only a part of it. Decisions on
    /// awards share their numbers with other decisions, so gaps between them are usual.
    NumberGap = "number-gap", Warning;
    /// The chair of a conference is also its secretary. Both sign the minutes, so they should be two people.
    SamePerson = "same-person", Warning;
    /// A count is no count: it is a percentage or an amount of money, has decimals or is less than nothing.
    ///
    /// A percentage belongs into a claim, which says what it is a percentage of.
    NotACount = "not-a-count", Error;
    /// A count does not say what it counts, or counts in a unit that is not known.
    ///
    /// One person with five awards is one `người` but five `lượt người`. Without the unit a count can't be added to
    /// another one.
    UnitOfCount = "unit-of-count", Warning;
    /// The unit of a count contradicts its recipients: persons counted for a title of collectives.
    UnitMismatch = "unit-mismatch", Error;
    /// A part is larger than what it is a part of, whatever the hedges leave open.
    PartExceedsWhole = "part-exceeds-whole", Error;
    /// Counts of different things can't be added or compared: persons and turns, persons and collectives.
    MixedUnits = "mixed-units", Error;
    /// What is proposed, elected and awarded can't be added: a proposal is no award.
    MixedStates = "mixed-states", Error;
    /// A sum adds a part to the whole in which it is counted already.
    PartWithWhole = "part-with-whole", Error;
    /// A declared figure does not follow from what it should follow from.
    ///
    /// An exact figure must be what is computed, rounded to as many decimals. A hedged one must lie on its side of the
    /// computed figure and near it: “gần 97 %” fits 96,8 % but not 98 %. An error if both are exact, else a warning.
    ClaimMismatch = "claim-mismatch", Error;
    /// A declared figure can't be checked, because there is nothing to compare it with.
    ///
    /// For an exact rate or growth the whole numbers are named that could be its base; where there are none, the figure
    /// can't be true of these tallies.
    ClaimUnchecked = "claim-unchecked", Note;
    /// A declared figure follows from what it should follow from. Nothing has to change.
    ClaimFollows = "claim-follows", Note, without an example;
    /// A number of results in the prose of a report stands in no table: no tally, figure, claim, result, initiative or count of honours
    /// gives it.
    ///
    /// Taken are numbers right before a word for awards or the awarded, initiatives, campaigns or exemplars, percentages below 100 %, and
    /// money where a table is about money. A hedged number may stand for any that suits its hedge. Left alone are aims (directions,
    /// solutions, remedies, `phấn đấu`), comparisons with other times, averages, and what others did; `docs/reports.md` tells it all.
    NumberInProse = "number-in-prose", Warning;
    /// A unit counts more of its awards than the decisions in the data give.
    ///
    /// Known only where the unit says with `complete-since` that every honour is in the data, and the tally with `named-inside` that it
    /// counts those with names too. The register of decisions is the truth.
    SelfReported = "self-reported", Warning;
    /// A report does not say what it should: the cause of a shortcoming, the day up to which honours are counted; or a line counts
    /// titles and forms of commendation together.
    ReportGap = "report-gap", Note;
    /// A document is asked for of which the data has nothing: minutes of a conference that was not held, a report without
    /// a review.
    NothingToPrint = "nothing-to-print", Error;
    /// A record belongs to another unit than the record that names it.
    ///
    /// An error where the unit would print what another one decided or submitted, else a warning.
    WrongUnit = "wrong-unit", Error;
    /// The lines above a signature contradict each other, the title or the style of the document: `KT.` with the title of a
    /// head, `T/M` in a document of the State, `TUQ.` that is passed on.
    ///
    /// Nghị định 30/2020/NĐ-CP, Điều 13. The document prints them as they are written.
    OddSignatory = "odd-signatory", Warning;
    /// A template was made for a review of another kind: the report of five years for the review of one year.
    TemplateMismatch = "template-mismatch", Warning;
    /// Somebody is honoured or proposed who does not meet a rule of the law.
    ///
    /// The rule, its article and what was found are named; `vinhdanh explain law/N-05` shows the rule. An error only where
    /// the text of the rule was seen, else a warning. Say with `complete-since` from which year on the data has every honour
    /// of a unit: only then does a missing one mean that it was not given.
    RuleNotMet = "rule-not-met", Error;
    /// A decision or submission cites a legal text that was not in force on its day.
    ///
    /// An error where the days are sure, else a warning. Without `bases`, the texts that rule are cited by themselves.
    NotInForce = "not-in-force", Error;
    /// A legal base is cited otherwise than the rules on official documents ask: a law with its number, or a line that does not
    /// begin like a base; or otherwise than the text is: with another day or issuer, or without its symbol.
    ///
    /// A note where the bases name nothing of what rules.
    CitedOtherwise = "cited-otherwise", Warning;
    /// A decision grants what its issuer can't grant: the law names another office. Or a submission asks an office for what a lower
    /// one grants.
    ///
    /// Known only where the unit says with `office` what its head is, or its name shows it; then it only warns.
    WrongAuthority = "wrong-authority", Error;
    /// A decision grants something that its title does not speak of: a Giấy khen under a title that names “Lao động tiên tiến”.
    ///
    /// Each row of a list is of what the title says; a second form has a decision of its own, or the title names both.
    MixedForms = "mixed-forms", Warning;
    /// A sum of money is not what the law gives: multiple × base salary on the day of the decision, rounded up to ten thousand đồng.
    ///
    /// A warning where the figure is the product rounded to the nearest, as some offices do, and where multiple or base salary were
    /// not seen in the text of the law.
    WrongAmount = "wrong-amount", Error;
    /// Somebody would be paid twice for the same: for two titles of one time, or for two forms of commendation of one time or achievement.
    ///
    /// Điều 49 Nghị định số 152/2025/NĐ-CP: of several titles for one time only the highest is paid; several forms are each paid where
    /// time and achievement differ. A title and a form are both paid.
    PaidTwice = "paid-twice", Warning;
    /// The money of a decision comes from the fund of another unit than the one that decides.
    ///
    /// Điều 11 khoản 4 Luật Thi đua, khen thưởng (2022): whoever signs pays from the fund at his own level.
    WrongFund = "wrong-fund", Warning;
    /// Somebody is put forward with fewer votes than the law asks, as a share of all members of the council.
    ///
    /// A warning where the minutes that are named hold votes on others for the same title, but none on this one.
    TooFewVotes = "too-few-votes", Error;
    /// Fewer members were there than a council needs to vote on titles and forms.
    ///
    /// An error where the unit gives its own rule with `quorum`, and for the Central Council where its decree was seen; else two thirds are
    /// usual, and it is a warning.
    NoQuorum = "no-quorum", Error;
    /// A vote asks for a share of all members, some are absent, and the minutes show no vote of theirs in writing.
    ///
    /// Điều 30 khoản 7 Nghị định số 98/2023/NĐ-CP: who is absent votes in writing, and the minutes must show it.
    NoWrittenVote = "no-written-vote", Warning;
    /// The data can't say whether a rule of the law is met: a rating, an initiative or an earlier honour is not in it.
    ///
    /// What is absent proves nothing, so this is only a note; but whoever signs should have seen the paper.
    RuleOpen = "rule-open", Note;
    /// Somebody is honoured or proposed while a case against them is still looked into: a record of `disciplines` without a
    /// `degree` that was not closed by then.
    ///
    /// Điều 4 Nghị định số 98/2023/NĐ-CP and Điều 4 Nghị định số 152/2025/NĐ-CP: it waits until the case is closed.
    PendingCase = "pending-case", Error;
    /// An initiative is used twice: for a title and a form of commendation, or for two forms.
    ///
    /// A letter of the Ministry of Home Affairs of 2023 lets it count once. Of two titles it says nothing, so they are only a note.
    InitiativeReused = "initiative-reused", Warning;
    /// One achievement is rewarded by two forms of commendation, or two honours lean on the same earlier one.
    ///
    /// The law does not reward one achievement many times, nor in several forms. Whether it is the same, the stated reason tells, or
    /// the campaign and year, which is only a note, as are two honours that lean on the same earlier one.
    RewardedTwice = "rewarded-twice", Warning;
    /// A woman, or a collective of which 70 % are women, was passed over for somebody with equally many votes.
    ///
    /// Since 2024 the law prefers her where all else is equal. What else was weighed, the data can't say, so it is a note.
    TieBreak = "tie-break", Note;
    /// More people got a title than the law allows, as a share of those with the lower one.
    ///
    /// The shares are data (`quotas:`): until the end of 2023, at most 15 % of those with “Lao động tiên tiến” could be “Chiến sĩ thi
    /// đua cơ sở” in a year, and a unit may set its own. An error only where the unit says with `complete-since` that all honours of
    /// its people are in the data.
    OverQuota = "over-quota", Error;
    /// Somebody got more of some titles and forms in one year than were allowed.
    ///
    /// The limits are data (`limits:`): Thông tư số 07/2014/TT-BNV allowed a person one honour of the State a year, and a unit may set
    /// its own. The days of that circular were not seen in its text, so it is a warning.
    SecondInYear = "second-in-year", Warning;
    /// A certificate is asked for of a title or form that has none: the law gives “Lao động tiên tiến” and the like
    /// money alone.
    NoCertificate = "no-certificate", Warning;
    /// A box on a stock for certificates can't be as it is: it leaves the sheet, or is too low for its letters.
    ///
    /// Only a warning where there is less room for signature and seal than the stock asks for, and where boxes stand
    /// over one another.
    BadBox = "bad-box", Error;
    /// A name or a reason is so long that a certificate must set it much smaller than it should be.
    ///
    /// It never leaves its box. Give the box more lines or more width, or write the text shorter.
    SmallText = "small-text", Warning;
    /// A record lacks what its documents must say: a date, a place, a chair, a number, a signatory.
    ///
    /// In a draft it is printed as a dotted line, to be filled in by hand. A final build refuses it.
    MissingEssential = "missing-essential", Note;
    /// A template has a mistake: a word that the data does not have, a tag that is not closed, a filter that does not exist.
    ///
    /// The place is in the template; the document that was being made is named beside it.
    TemplateError = "template-error", Error, without an example;
    /// A document names a template that neither the project nor the program has.
    UnknownTemplate = "unknown-template", Error, without an example;
    /// The path of a document can't be one: it leaves the output folder, is too long, or is another document's.
    BadPath = "bad-path", Error, without an example;
    /// The rendered text holds what no document may hold: raw HTML, a picture from outside the project, a broken table.
    RefusedMarkup = "refused-markup", Error, without an example;
    /// A number lies outside of what there can be: a document with the number 0, a campaign of 2000 months, letters of
    /// 500 points, a size of the house style that the rules of form don't allow.
    OutOfRange = "out-of-range", Error;
    /// A final build refuses a document that still has blanks.
    Blank = "blank", Error, without an example;
    /// The typesetting engine could not lay a document out.
    ///
    /// Mostly a mistake in a layout of the project; the message, the place and the text there are Typst's own.
    TypesetError = "typeset-error", Error, without an example;
    /// The typesetting engine laid a document out, but found something odd.
    TypesetWarning = "typeset-warning", Warning, without an example;
}
