//! `kinetoscope run`: a scenario without a picture, as fast as the machine can.

mod arguments;
mod built_in;
mod deliveries;
mod facts;
mod objects;
mod progress;
mod summary;
mod totals;

use std::fs;
use std::io::{Write, stderr, stdout};
use std::path::Path;

use anyhow::{Context, Result, bail};
use kinetoscope::time::Duration;
use kinetoscope::world::FACTS_KEPT;
use kinetoscope::world::session::{Player, Session};
use kinetoscope_formats::engine::Libraries;

pub(crate) use arguments::Arguments;
use facts::FactFile;
use progress::Progress;
use summary::Summary;
use totals::Totals;

/// How long a scenario runs unless told otherwise; a saved session runs to where it stood.
const LENGTH_DEFAULT: Duration = Duration::from_secs(600);

/// Facts and records between two looks, well below the facts that a world keeps: a single thing may leave many.
const WORK_PER_LOOK: u64 = FACTS_KEPT as u64 / 4;

/// Runs to the end, then prints what became of everything.
///
/// # Errors
/// When a file cannot be used, or a saved session does not come to the hash that it was saved with.
pub(crate) fn run(arguments: Arguments) -> Result<()> {
    let session = read(&arguments)?;
    let length = arguments.until.unwrap_or_else(|| usual_length(&session));
    let expected = session.hash.clone().filter(|_| length == Duration::from_micros(session.at_us));
    let mut file = arguments.facts.as_deref().map(FactFile::create).transpose()?;
    let summary = play(session, length, file.as_mut(), arguments.objects.as_deref())?;
    if let Some(file) = file {
        file.finish()?;
    }
    print(&summary.print(arguments.format), arguments.facts_on_standard_output())?;
    match expected {
        Some(expected) if expected != summary.hash => {
            bail!(
                "the session does not replay: it was saved with hash {expected}, the run came to {}",
                summary.hash
            )
        }
        _ => Ok(()),
    }
}

/// The session of the file; another seed makes it another course of events, for which no hash is known.
fn read(arguments: &Arguments) -> Result<Session> {
    let path = &arguments.scenario;
    let text = match built_in::find(path).filter(|_| !path.exists()) {
        Some(scenario) => scenario.to_owned(),
        None if path.extension().is_none() && !path.exists() => bail!(
            "{} is no file, and no scenario of the website, which are {}",
            path.display(),
            built_in::names().join(", ")
        ),
        None => fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?,
    };
    let mut session = Session::from_json(&text).with_context(|| format!("cannot run {}", path.display()))?;
    if arguments.seed.is_some() {
        session.seed = arguments.seed;
        session.hash = None;
    }
    Ok(session)
}

fn usual_length(session: &Session) -> Duration {
    if session.hash.is_some() { Duration::from_micros(session.at_us) } else { LENGTH_DEFAULT }
}

fn play(
    session: Session,
    length: Duration,
    mut file: Option<&mut FactFile>,
    objects: Option<&Path>,
) -> Result<Summary> {
    let title = session.scenario.title.clone();
    let mut player = Player::equipped(session, |world| world.set_formats(&Libraries))?;
    player.keep_no_copies(); // nobody goes back
    let (start, end) = (player.start(), player.start() + length);
    let mut progress = Progress::begin(length);
    let mut totals = Totals::default();
    loop {
        let more = player.advance_some(end, WORK_PER_LOOK);
        for fact in player.world().facts_since(totals.next_id()) {
            totals.read(fact);
            if let Some(file) = &mut file {
                file.write(fact)?;
            }
        }
        progress.reached(player.now().since(start));
        if !more {
            break;
        }
    }
    progress.end();
    if let Some(directory) = objects {
        objects::write(player.world(), directory)?;
    }
    Ok(Summary::of(title, player.world(), totals))
}

/// Where facts go to standard output, the summary must not stand between them.
fn print(summary: &str, aside: bool) -> Result<()> {
    let written =
        if aside { stderr().write_all(summary.as_bytes()) } else { stdout().write_all(summary.as_bytes()) };
    written.context("cannot print the summary")
}
