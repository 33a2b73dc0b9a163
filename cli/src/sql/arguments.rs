//! What `kinetoscope sql` can be told.

use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, ValueEnum};

const EXAMPLES: &str = "\
Examples:
  kinetoscope sql app.sql --input trades.json --rowtime ts
      What an application gives of a file, in the time that its rows tell
  tail -f access.log | kinetoscope sql app.sql --output json
      The same of lines as they come, in the time at which they come
  kinetoscope sql app.sql --input SOURCE_SQL_STREAM_001=trades.csv --schema schema.json --stream ALARMS
      By a schema as the service describes one, and one stream alone
  kinetoscope sql app.sql --input trades.json --reference Company=companies.json
      With a table of reference data
  kinetoscope sql app.sql --input trades.json --explain
      What the application does, without running it
  kinetoscope sql app.sql --check
      Whether its language is right, without knowing what it reads";

/// Run a SQL application of Kinesis Data Analytics over files or standard input.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// The application's code
    #[arg(value_name = "APP.SQL")]
    pub(super) code: PathBuf,
    /// Records, a line each; with the name of their in-application stream before =, which is SOURCE_SQL_STREAM_001 otherwise. - is
    /// standard input, which is read where no input is named
    #[arg(long, value_name = "[NAME=]FILE")]
    pub(super) input: Option<Named>,
    /// The schema of the records, as DescribeApplication prints SourceSchema; it is found in the first records otherwise
    #[arg(long, value_name = "FILE")]
    pub(super) schema: Option<PathBuf>,
    /// The column whose time is the ROWTIME of a row: a timestamp, or milliseconds since 1970. Records must come in its order;
    /// those that do not get the latest. Without it, ROWTIME is the time at which a record is read
    #[arg(long, value_name = "COLUMN")]
    pub(super) rowtime: Option<String>,
    /// A table of reference data, with its records a line each
    #[arg(long, value_name = "NAME=FILE")]
    pub(super) reference: Vec<Named>,
    /// How fast the time of --rowtime passes: max, or so many times as fast as the clock
    #[arg(long, value_name = "SPEED", default_value = "max", requires = "rowtime")]
    pub(super) speed: Speed,
    /// How rows are printed
    #[arg(long, value_enum, default_value_t = Output::Json)]
    pub(super) output: Output,
    /// Print this stream only, and its rows without its name; error_stream is one too
    #[arg(long, value_name = "NAME")]
    pub(super) stream: Option<String>,
    /// What RANDOM_CUT_FOREST draws its chance from
    #[arg(long, default_value_t = 0)]
    pub(super) seed: u64,
    /// Leave windows open at the end of the input, as they would be while more is expected
    #[arg(long)]
    pub(super) keep_open: bool,
    /// Draw what the application does, and run nothing
    #[arg(long, conflicts_with = "check")]
    pub(super) explain: bool,
    /// Say whether the code is right, and run nothing
    #[arg(long)]
    pub(super) check: bool,
}

/// A file, and a name for what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) name: Option<String>,
    pub(super) file: PathBuf,
}

/// How fast time passes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Speed {
    Max,
    Times(f64),
}

/// How rows are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Output {
    /// An object a line
    Json,
    /// Fields with commas between
    Csv,
    /// A table for each stream, at the end
    Table,
}

impl FromStr for Named {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, file) = match text.split_once('=') {
            Some((name, file)) => (Some(name.to_owned()), file),
            None => (None, text),
        };
        if file.is_empty() || name.as_deref() == Some("") {
            return Err("a file, or a name and a file with = between".into());
        }
        Ok(Self { name, file: file.into() })
    }
}

impl FromStr for Speed {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.parse() {
            _ if text == "max" => Ok(Self::Max),
            Ok(times) if times > 0.0 && f64::is_finite(times) => Ok(Self::Times(times)),
            _ => Err("max, or a number above zero such as 1 or 60".into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stands_before_a_file() {
        let named =
            |name: Option<&str>, file: &str| Ok(Named { name: name.map(str::to_owned), file: file.into() });
        assert_eq!("rows.json".parse::<Named>(), named(None, "rows.json"));
        assert_eq!("S=a=b.json".parse::<Named>(), named(Some("S"), "a=b.json"));
        assert!("=x".parse::<Named>().is_err());
        assert!("x=".parse::<Named>().is_err());
    }

    #[test]
    fn a_speed_is_max_or_a_number() {
        assert_eq!("max".parse::<Speed>(), Ok(Speed::Max));
        assert_eq!("60".parse::<Speed>(), Ok(Speed::Times(60.0)));
        for wrong in ["0", "-1", "inf", "fast"] {
            assert!(wrong.parse::<Speed>().is_err(), "{wrong}");
        }
    }
}
