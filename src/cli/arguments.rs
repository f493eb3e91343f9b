//! What can be typed.

use std::num::{NonZeroU64, NonZeroUsize};
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::load::EngineChoice;
use crate::plan::Partition;

use super::memory::Memory;

/// Turns YAML about units, emulation campaigns and honours into checked official documents.
#[derive(Debug, Parser)]
#[command(name = "vinhdanh", version, max_term_width = 100)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) global: Global,
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Global options")]
pub(super) struct Global {
    /// The folder of the project [default: the nearest one upwards with a `vinhdanh.yaml`]
    #[arg(long, value_name = "DIR", global = true)]
    pub(super) project: Option<PathBuf>,
    /// How findings are shown
    #[arg(long, value_name = "FORMAT", global = true, default_value = "human")]
    pub(super) message_format: MessageFormat,
    /// When to use colours
    #[arg(long, value_name = "WHEN", global = true, default_value = "auto")]
    pub(super) color: ColorChoice,
    /// Say nothing but what is wrong
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// Say more
    #[arg(short, long, global = true)]
    pub(super) verbose: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum MessageFormat {
    /// With the line and a caret, for people
    Human,
    /// One line each, for editors
    Short,
    /// One JSON object a line, for programs
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ColorChoice {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make a small complete project that builds at once
    Init(Init),
    /// Check the project and print every problem of every record
    Check(Check),
    /// Check, compose, typeset and publish
    Build(Build),
    /// Hold the output folder against its manifest: what was changed by hand, what is missing
    Verify(Verify),
    /// Put the outputs of all parts of a project together
    Merge(Merge),
    /// Say which fonts, engines and settings are in use, and what is wrong with them
    Doctor(Doctor),
    /// Say what a finding means, with a wrong and a right example
    Explain(Explain),
    /// Say what the law's data holds: titles, rules, texts, base salaries, bonuses
    Law(Law),
    /// List who qualifies for which title or form, and who is one step short
    Eligible(Eligible),
}

#[derive(Debug, Args)]
pub(super) struct Init {
    /// Where to make it; made where there is none
    #[arg(value_name = "DIR", default_value = ".")]
    pub(super) folder: PathBuf,
    /// Which example to begin with
    #[arg(long, value_name = "NAME", default_value = "minimal")]
    pub(super) example: String,
}

#[derive(Debug, Args)]
pub(super) struct Check {
    /// Hold the data to what a final build asks: what is missing is an error
    #[arg(long = "final")]
    pub(super) refuse_blanks: bool,
}

#[derive(Debug, Args)]
pub(super) struct Build {
    /// Only the documents whose id matches, such as `cuc-hcqt2-*`
    #[arg(long, value_name = "GLOB")]
    pub(super) only: Option<String>,
    /// Only the documents of one part of several, `hash:M/N` or `slice:M/N`, in an output folder of its own
    #[arg(long, value_name = "PART", conflicts_with = "only")]
    pub(super) partition: Option<Partition>,
    /// The output folder [default: the project's own]
    #[arg(long, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
    /// What typesets [default: the project's choice, else `auto`]
    #[arg(long, value_name = "ENGINE")]
    pub(super) engine: Option<EngineArgument>,
    /// How many documents are made at a time [default: one a core]
    #[arg(short, long, value_name = "N")]
    pub(super) jobs: Option<NonZeroUsize>,
    /// How long one document may take (very long ones more, in proportion); one that takes longer fails alone
    #[arg(long, value_name = "SECONDS", default_value = "30")]
    pub(super) timeout: NonZeroU64,
    /// How much memory one document may take, such as `512MiB`, or `none`; one that takes more fails alone
    #[arg(long, value_name = "AMOUNT", default_value = "1GiB")]
    pub(super) memory: Memory,
    /// Only the documents that failed or were never made in the last build
    #[arg(long, value_name = "WHICH")]
    pub(super) rerun: Option<Rerun>,
    /// Write what each document took to this file, as CSV
    #[arg(long, value_name = "FILE")]
    pub(super) timings: Option<PathBuf>,
    /// Keep the Typst text of each document there
    #[arg(long, value_name = "DIR")]
    pub(super) keep_sources: Option<PathBuf>,
    /// Stop at the first document that fails
    #[arg(long)]
    pub(super) fail_fast: bool,
    /// Refuse blanks: what is missing is an error
    #[arg(long = "final")]
    pub(super) refuse_blanks: bool,
    /// Only say what would be made and why
    #[arg(long)]
    pub(super) dry_run: bool,
}

#[derive(Debug, Args)]
pub(super) struct Merge {
    /// The output folders of the parts
    #[arg(value_name = "DIR", required = true)]
    pub(super) parts: Vec<PathBuf>,
    /// Where they go [default: the project's output folder]
    #[arg(long, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct Verify {
    /// The output folder [default: the project's own]
    #[arg(long, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Rerun {
    /// What failed, and what was never made because the build was stopped
    Failed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum EngineArgument {
    /// The `typst` on the search path if it gives the same bytes, else the embedded one
    Auto,
    /// The `typst` program
    Typst,
    /// The engine inside this program
    Embedded,
}

impl From<EngineArgument> for EngineChoice {
    fn from(argument: EngineArgument) -> Self {
        match argument {
            EngineArgument::Auto => Self::Auto,
            EngineArgument::Typst => Self::Typst,
            EngineArgument::Embedded => Self::Embedded,
        }
    }
}

#[derive(Debug, Args)]
pub(super) struct Law {
    #[command(subcommand)]
    pub(super) command: LawCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum LawCommand {
    /// List everything, or what rules on a day
    List {
        /// Only what rules on this day, such as `15/12/2024`
        #[arg(long, value_name = "DATE")]
        on: Option<String>,
    },
    /// Say all about a title, form, rule, legal text or regime
    Show {
        /// The id, such as `chien-si-thi-dua-bo` or `law/N-05`
        #[arg(value_name = "ID")]
        id: String,
        /// As it is on this day, with the amounts of bonuses
        #[arg(long, value_name = "DATE")]
        on: Option<String>,
    },
}

#[derive(Debug, Args)]
pub(super) struct Eligible {
    /// Only for this title or form
    #[arg(long, value_name = "FORM")]
    pub(super) form: Option<String>,
    /// The day that says which rules hold and which year counts, such as `31/12/2025` [default: today]
    #[arg(long, value_name = "DATE")]
    pub(super) on: Option<String>,
    /// The year that counts; in January that before the day if not given, else that of the day
    #[arg(long, value_name = "YEAR")]
    pub(super) year: Option<u16>,
}

#[derive(Debug, Args)]
pub(super) struct Doctor {
    /// Write a page with every Vietnamese letter in the font in use
    #[arg(long, value_name = "FILE")]
    pub(super) test_page: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct Explain {
    /// The code in brackets, such as `unknown-reference`, or a rule such as `law/N-05`; without one, all codes are listed
    #[arg(value_name = "CODE")]
    pub(super) code: Option<String>,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn the_arguments_fit_together() {
        super::Arguments::command().debug_assert();
    }
}
