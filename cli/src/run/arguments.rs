//! What `kinetoscope run` can be told.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use kinetoscope::time::Duration;

use crate::values;

const EXAMPLES: &str = "\
Examples:
  kinetoscope run hot-key
      Ten minutes of a scenario of the website, in a moment
  kinetoscope run scenario.json --until 2h --seed 7 --format json
      Two hours of it under another seed; the same seed gives the same hash everywhere
  kinetoscope run hot-key --until 90s --facts - | grep RecordsRefused
      Everything that happens, an object a line
  kinetoscope run firehose-lake --objects ./delivered
      What delivery streams put into buckets, as files
  kinetoscope run session.json
      Check that a saved session still comes to its hash";

/// Run a scenario or a saved session without a picture, as fast as the machine can.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// Scenario or session file, or the name of a scenario of the website
    #[arg(value_name = "SCENARIO")]
    pub(super) scenario: PathBuf,
    /// How much virtual time to run, such as 90s, 10m, 2h, 1d or 500ms [default: 10m, or to where a session was saved]
    #[arg(long, value_name = "LENGTH", value_parser = values::duration, allow_hyphen_values = true)]
    pub(super) until: Option<Duration>,
    /// Seed in place of the file's own
    #[arg(long)]
    pub(super) seed: Option<u64>,
    /// Write everything that happens to this file, an object a line; - is standard output
    #[arg(long, value_name = "FILE")]
    pub(super) facts: Option<PathBuf>,
    /// Write the objects that are in buckets at the end to this directory, a folder for each bucket
    #[arg(long, value_name = "DIR")]
    pub(super) objects: Option<PathBuf>,
    /// Form of the summary
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub(super) format: Format,
}

/// The form of the summary.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Table,
    /// For programs
    Json,
}

impl Arguments {
    pub(super) fn facts_on_standard_output(&self) -> bool {
        self.facts.as_deref().is_some_and(is_standard_output)
    }
}

/// Whether a file name means standard output.
pub(super) fn is_standard_output(path: &Path) -> bool {
    path == Path::new("-")
}
