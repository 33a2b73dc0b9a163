//! `kinetoscope sql`: an application in streaming SQL over files or standard input.

mod arguments;
mod lines;
mod printer;
mod schema;

use std::fs;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use anyhow::{Context, Result, anyhow, bail};
use kinetoscope::analytics::input::Schema;
use kinetoscope::analytics::sql::{self, Problem};
use kinetoscope::analytics::workbench::{Input, Reference, StreamRows, Workbench, Wrong};

pub(crate) use arguments::Arguments;
use arguments::{Named, Speed};
use lines::{Lines, Piece};
use printer::Printer;

/// The stream that an input fills unless it is named: what the service's console calls it.
const INPUT_DEFAULT: &str = "SOURCE_SQL_STREAM_001";
/// Records that a schema is found in.
const SAMPLE_MAX: usize = 1_000;
/// How long an input may be silent before the clock is heard.
const TICK: Duration = Duration::from_secs(1);

/// Runs the application to the end of its input.
///
/// # Errors
/// When a file cannot be used, or the code is wrong: its problems are printed then.
pub(crate) fn run(arguments: Arguments) -> Result<()> {
    let code = fs::read_to_string(&arguments.code)
        .with_context(|| format!("cannot read {}", arguments.code.display()))?;
    if arguments.check && arguments.input.is_none() {
        return check(&code);
    }
    let named = arguments.input.clone().unwrap_or(Named { name: None, file: "-".into() });
    let mut lines = Lines::open(&named.file)?;
    let mut workbench = begin(&code, &arguments, &named, &mut lines)?;
    workbench.warnings().iter().for_each(|problem| eprintln!("{problem}"));
    if arguments.check {
        return Ok(());
    }
    if arguments.explain {
        print!("{}", workbench.plan().explain());
        return Ok(());
    }
    let mut printer = Printer::new(&arguments, &workbench)?;
    play(&arguments, &mut workbench, lines, &mut printer)?;
    printer.finish()
}

/// Says whether code is right, as far as that is known without what it reads.
fn check(code: &str) -> Result<()> {
    let parsed = sql::parse(code);
    show(&parsed.problems);
    match parsed.is_valid() {
        true => Ok(()),
        false => bail!("the application cannot run"),
    }
}

fn show(problems: &[Problem]) {
    problems.iter().for_each(|problem| eprintln!("{problem}"));
}

/// The application, with the schema of what it reads.
fn begin(code: &str, arguments: &Arguments, named: &Named, lines: &mut Lines) -> Result<Workbench> {
    let what = named.file.display().to_string();
    let mut schema = match &arguments.schema {
        Some(file) => schema::read(file)?,
        None => schema::find(&lines.sample(SAMPLE_MAX)?, &what)?,
    };
    let rowtime = match &arguments.rowtime {
        Some(column) => Some(schema.take_time_from(column).map_err(|wrong| anyhow!(wrong.0))?),
        None => None,
    };
    let name = named.name.clone().unwrap_or_else(|| INPUT_DEFAULT.into());
    let references = arguments.reference.iter().map(reference).collect::<Result<Vec<_>>>()?;
    let input = Input { name, schema, rowtime };
    let began = if arguments.rowtime.is_some() { 0 } else { now() };
    match Workbench::new(code, std::slice::from_ref(&input), &references, arguments.seed, began) {
        Ok(workbench) => Ok(workbench),
        Err(Wrong::Code(problems)) => {
            show(&problems);
            if arguments.schema.is_none() {
                eprintln!("{}", schema::told(&input.schema, &what));
            }
            bail!("the application cannot run")
        }
        Err(Wrong::Schema(name, wrong)) => bail!("the schema of {name} is wrong: {}", wrong.0),
    }
}

/// A table, with the schema that is found in its records.
fn reference(named: &Named) -> Result<Reference> {
    let Some(name) = named.name.clone() else {
        bail!("a table needs a name: --reference NAME={}", named.file.display());
    };
    let records = records(&named.file)?;
    let schema: Schema = schema::find(&records, &named.file.display().to_string())?;
    Ok(Reference { name, schema, records })
}

fn records(file: &Path) -> Result<Vec<Vec<u8>>> {
    let bytes = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
    let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty());
    Ok(lines.map(<[u8]>::to_vec).collect())
}

/// Hands all records over, and prints what comes of them.
fn play(arguments: &Arguments, workbench: &mut Workbench, lines: Lines, printer: &mut Printer) -> Result<()> {
    let mut pace = match arguments.speed {
        Speed::Max => None,
        Speed::Times(times) => Some(Pace { times, began: None }),
    };
    let has_clock = arguments.rowtime.is_none();
    // Where rows tell the time, nothing else does.
    let clock = |workbench: &Workbench| if has_clock { now() } else { workbench.now().unwrap_or_default() };
    let pieces = lines.pieces(if pace.is_some() { 1 } else { usize::MAX });
    loop {
        let given = match pieces.next(TICK)? {
            Piece::Records(records) => {
                let records: Vec<&[u8]> = records.iter().map(Vec::as_slice).collect();
                let now = clock(workbench);
                let given = workbench.push(0, &records, now);
                if let (Some(pace), Some(rowtime)) = (&mut pace, workbench.now()) {
                    pace.wait(rowtime);
                }
                given
            }
            Piece::Silence if has_clock => workbench.advance(now()),
            Piece::Silence => continue,
            Piece::End => break,
        };
        print(printer, workbench, &given)?;
    }
    if arguments.keep_open {
        return Ok(());
    }
    let given = workbench.finish();
    print(printer, workbench, &given)
}

fn print(printer: &mut Printer, workbench: &Workbench, given: &[StreamRows]) -> Result<()> {
    given.iter().try_for_each(|rows| printer.print(workbench, rows))
}

/// Milliseconds since 1970.
fn now() -> i64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// Lets the time of rows pass so many times as fast as the clock.
struct Pace {
    times: f64,
    /// The first rowtime, and when it was met.
    began: Option<(i64, Instant)>,
}

impl Pace {
    fn wait(&mut self, rowtime: i64) {
        let (first, began) = *self.began.get_or_insert_with(|| (rowtime, Instant::now()));
        let due = Duration::from_secs_f64((rowtime - first).max(0) as f64 / 1_000.0 / self.times);
        thread::sleep(due.saturating_sub(began.elapsed()));
    }
}
