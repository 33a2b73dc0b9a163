//! Scripts: a session, the moments to visit in it, and the hash that every runtime must find there.
//!
//! `tests/sessions/*.json` are played natively (`tests/tests/sessions.rs`), and as wasm in Node and in Chromium
//! (`tests/pkg/sessions.test.mjs`).

use std::fs;
use std::path::{Path, PathBuf};

use kinetoscope::time::{Duration, Instant};
use kinetoscope::world::World;
use kinetoscope::world::scenario::Action;
use kinetoscope::world::session::{Player, Session};
use serde::{Deserialize, Serialize};

/// A script file.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Script {
    /// What it is for.
    pub about: String,
    /// What is played.
    pub session: Session,
    /// What is done with it, in order.
    pub steps: Vec<Step>,
    /// The running hash after each step, 16 hexadecimal digits.
    pub hashes: Vec<String>,
    /// When a snapshot is taken: later than all that the session's inputs and the steps do, earlier than the last step's
    /// moment.
    pub snapshot_ms: u64,
}

/// Something done with a player.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Goes to so many milliseconds after the start, forward or back.
    SeekMs(u64),
    /// Does something there; what was done later is forgotten.
    Act(Action),
    /// Takes back the last thing done.
    Undo,
}

impl Script {
    /// Reads a script file.
    ///
    /// # Panics
    /// If it is none.
    pub fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).expect("the script can be read");
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// All scripts of the tree, by name.
    ///
    /// # Panics
    /// If the folder cannot be read.
    pub fn all() -> Vec<PathBuf> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sessions");
        let files = fs::read_dir(folder).expect("the folder is there");
        let mut paths: Vec<_> = files.map(|file| file.expect("it can be read").path()).collect();
        paths.sort();
        paths
    }

    /// Plays it; the hash after each step.
    pub fn play(&self) -> Vec<String> {
        let mut player = self.player();
        self.steps.iter().map(|step| take(&mut player, step)).collect()
    }

    /// The player after all steps.
    pub fn played(&self) -> Player {
        let mut player = self.player();
        for step in &self.steps {
            take(&mut player, step);
        }
        player
    }

    /// The world at [`Self::snapshot_ms`], after all steps, as bytes.
    pub fn snapshot(&self) -> Vec<u8> {
        let mut player = self.played();
        player.seek(moment(&player, self.snapshot_ms));
        player.world().snapshot()
    }

    /// Where the last step leads.
    ///
    /// # Panics
    /// If the last step is not a seek.
    pub fn end(&self) -> Instant {
        let Some(Step::SeekMs(millis)) = self.steps.last() else { panic!("the last step must be a seek") };
        self.session.scenario.start + Duration::from_millis(*millis)
    }

    fn player(&self) -> Player {
        Player::new(self.session.clone()).expect("the session is sound")
    }
}

/// The hash to which the world of a snapshot comes at a later moment.
///
/// # Panics
/// If the bytes are no snapshot.
pub fn resume(snapshot: &[u8], until: Instant) -> String {
    let mut world = World::restore(snapshot).expect("the snapshot is whole");
    world.advance_to(until);
    format!("{:016x}", world.hash())
}

fn take(player: &mut Player, step: &Step) -> String {
    match step {
        Step::SeekMs(millis) => player.seek(moment(player, *millis)),
        Step::Act(action) => player.act(action.clone()).expect("the action is not refused"),
        Step::Undo => assert!(player.undo(), "there is something to undo"),
    }
    format!("{:016x}", player.world().hash())
}

fn moment(player: &Player, millis: u64) -> Instant {
    player.start() + Duration::from_millis(millis)
}
