//! The player: goes to any moment of a session, and does things there.

use alloc::format;
use alloc::vec;
use alloc::vec::Vec;

use super::{Input, Mark, MarkKind, Picture, Session};
use crate::error::{Error, LoadError};
use crate::fact::Event;
use crate::time::{Duration, Instant};
use crate::world::World;
use crate::world::scenario::Action;
use crate::world::view::Frame;

/// A copy of the world, kept to go back to.
#[derive(Clone, Debug)]
struct Keyframe {
    world: World,
    /// How many inputs it has taken.
    applied: usize,
}

/// Plays a session: forward by running, back by running again from the nearest kept copy.
#[derive(Clone, Debug)]
pub struct Player {
    session: Session,
    world: World,
    applied: usize,
    keyframes: Vec<Keyframe>,
    /// The latest moment reached on this course of events.
    furthest: Instant,
    marks: Vec<Mark>,
    /// Facts before this have left their marks.
    marked_until: u64,
    last_throttle: Option<Instant>,
}

/// Facts and records between two kept copies: what a step back costs at most.
const KEYFRAME_WORK: u64 = 30_000;
/// Copies kept; beyond it every second one goes.
const KEYFRAMES_MAX: usize = 128;
const MARKS_MAX: usize = 2_000;

impl Player {
    /// A player at the start of a session.
    ///
    /// # Errors
    /// What the scenario was refused with.
    pub fn new(session: Session) -> Result<Self, LoadError> {
        let world = session.scenario.world(session.seed)?;
        let furthest = world.now();
        let mut player = Self {
            session,
            world,
            applied: 0,
            keyframes: vec![],
            furthest,
            marks: vec![],
            marked_until: 0,
            last_throttle: None,
        };
        player.keep();
        Ok(player)
    }

    /// Opens a saved session where it stood.
    ///
    /// # Errors
    /// As [`Self::new`]; also where the run does not come to the hash that the file says.
    pub fn open(session: Session) -> Result<Self, LoadError> {
        let (at, expected) = (Duration::from_micros(session.at_us), session.hash.clone());
        let mut player = Self::new(session)?;
        player.advance_to(player.start() + at);
        let found = format!("{:016x}", player.world.hash());
        match expected {
            Some(expected) if expected != found => Err(LoadError::new(format!(
                "The session does not replay: its file says hash {expected}, the run came to {found}. \
                 The file was changed, or another version of the engine made it."
            ))),
            _ => Ok(player),
        }
    }

    /// The world as it stands.
    pub fn world(&mut self) -> &mut World {
        &mut self.world
    }

    /// The clock.
    pub fn now(&self) -> Instant {
        self.world.now()
    }

    /// When the session began.
    pub fn start(&self) -> Instant {
        self.world.settings().start
    }

    /// The latest moment reached on this course of events.
    pub fn furthest(&self) -> Instant {
        self.furthest
    }

    /// Moments worth going to, by time.
    pub fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// What has been done, on this course of events.
    pub fn inputs(&self) -> &[Input] {
        &self.session.inputs
    }

    /// Takes a picture.
    pub fn picture(&mut self, frame: Frame) -> Picture {
        let goal = self.session.scenario.goal.clone();
        Picture {
            view: self.world.view(frame),
            title: self.session.scenario.title.clone(),
            summary: self.session.scenario.summary.clone(),
            furthest: self.furthest,
            marks: self.marks.clone(),
            inputs: self.session.inputs.len(),
            goal: goal.map_or_else(Vec::new, |goal| self.world.check_goal(&goal)),
        }
    }

    /// The session as it stands, to be saved.
    pub fn session(&mut self) -> Session {
        let at_us = self.now().since(self.start()).total_micros();
        let hash = Some(format!("{:016x}", self.world.hash()));
        Session { at_us, hash, ..self.session.clone() }
    }

    /// Runs on to a moment; inputs that were made there before happen again.
    pub fn advance_to(&mut self, target: Instant) {
        while self.advance_some(target, u64::MAX) {}
    }

    /// Runs on towards a moment, until about so much work is done (facts and records). Says whether more is to do.
    /// This is how a host keeps a page alive: work is bounded, time is not.
    pub fn advance_some(&mut self, target: Instant, work: u64) -> bool {
        let enough = self.world.transcript.work().saturating_add(work);
        loop {
            let next_input = self.session.inputs.get(self.applied).map(|input| self.input_time(input));
            let stop = next_input.filter(|&at| at <= target).unwrap_or(target);
            while self.world.step(stop) {
                self.keep_if_due();
                if enough <= self.world.transcript.work() {
                    self.reached();
                    return true;
                }
            }
            self.world.advance_to(stop);
            self.reached();
            if next_input != Some(stop) {
                return false;
            }
            let action = self.session.inputs[self.applied].action.clone();
            // A refused input is a fact like any other; the person was told when it was made.
            _ = self.world.act(&action);
            self.applied += 1;
            self.keep();
        }
    }

    /// Does the next thing that is due within `limit`. Says whether there was one.
    pub fn step(&mut self, limit: Instant) -> bool {
        let Some(due) = self.world.poll_timeout().filter(|&due| due <= limit) else { return false };
        let next_input = self.session.inputs.get(self.applied).map(|input| self.input_time(input));
        self.advance_to(next_input.map_or(due, |input| input.min(due)));
        true
    }

    /// Goes to a moment, back or forward.
    pub fn seek(&mut self, target: Instant) {
        self.begin_seek(target);
        self.advance_to(target);
    }

    /// Goes to the nearest kept copy at or before a moment; [`Self::advance_some`] then does the rest in pieces.
    pub fn begin_seek(&mut self, target: Instant) {
        let target = target.max(self.start());
        if self.now() <= target {
            return;
        }
        let after = self.keyframes.partition_point(|keyframe| keyframe.world.now() <= target);
        let keyframe = &self.keyframes[after.max(1) - 1];
        self.world = keyframe.world.clone();
        self.applied = keyframe.applied;
    }

    /// Does something now. What had been done later on is forgotten: this is another course of events.
    ///
    /// # Errors
    /// As [`World::act`]. A refused call is part of the session; an actor that is not there is not.
    pub fn act(&mut self, action: Action) -> Result<(), Error> {
        let now = self.now();
        self.session.inputs.truncate(self.applied);
        let start = self.start();
        self.keyframes.retain(|keyframe| keyframe.world.now() < now || keyframe.world.now() == start);
        self.marks.retain(|mark| mark.at <= now);
        self.marked_until = self.marked_until.min(self.world.fact_count());
        self.furthest = now;
        let at_us = now.since(self.start()).total_micros();
        let outcome = self.world.act(&action);
        if outcome.is_ok() || matches!(action, Action::Call { .. }) {
            self.session.inputs.push(Input { at_us, action });
            self.applied += 1;
            self.mark(now, MarkKind::Action);
            self.reached();
            self.keep();
        }
        outcome
    }

    /// Takes back the last thing that was done on this course of events, and stays at this moment. Says whether there was one.
    pub fn undo(&mut self) -> bool {
        let Some(last) = self.session.inputs.pop() else { return false };
        let (now, at) = (self.now(), self.input_time(&last));
        self.keyframes.retain(|keyframe| keyframe.applied <= self.session.inputs.len());
        self.marks.retain(|mark| mark.at < at);
        let keyframe = self.keyframes.last().expect("the start is always kept");
        self.world = keyframe.world.clone();
        self.applied = keyframe.applied;
        self.furthest = now;
        self.marked_until = self.world.fact_count();
        self.advance_to(now);
        true
    }

    fn input_time(&self, input: &Input) -> Instant {
        self.start() + Duration::from_micros(input.at_us)
    }

    fn reached(&mut self) {
        self.furthest = self.furthest.max(self.now());
        self.take_marks();
    }

    fn keep_if_due(&mut self) {
        let last = self.keyframes.last().map_or(0, |keyframe| keyframe.world.transcript.work());
        if last + KEYFRAME_WORK <= self.world.transcript.work() {
            self.keep();
        }
    }

    fn keep(&mut self) {
        let newest = self.keyframes.last().map(|keyframe| (keyframe.world.now(), keyframe.applied));
        if newest.is_some_and(|newest| (self.now(), self.applied) <= newest) {
            return; // on known ground: replaying what was kept already
        }
        self.keyframes.push(Keyframe { world: self.world.clone(), applied: self.applied });
        if KEYFRAMES_MAX < self.keyframes.len() {
            let mut index = 0;
            self.keyframes.retain(|_| {
                index += 1;
                index % 2 == 1 // the first is the start and always stays
            });
        }
    }

    fn take_marks(&mut self) {
        let mut found = vec![];
        let mut last_throttle = self.last_throttle;
        for fact in self.world.facts_since(self.marked_until) {
            match &fact.event {
                Event::RecordsRefused { .. } => {
                    // One mark a spell: refusals within a second of each other belong together.
                    if last_throttle.is_none_or(|last| Duration::from_secs(1) < fact.at.since(last)) {
                        found.push(Mark { at: fact.at, kind: MarkKind::Throttle });
                    }
                    last_throttle = Some(fact.at);
                }
                Event::ShardOpened { parents, .. } if !parents.is_empty() => {
                    found.push(Mark { at: fact.at, kind: MarkKind::Reshard });
                }
                Event::ExpiredUnread { .. } => found.push(Mark { at: fact.at, kind: MarkKind::Expired }),
                _ => {}
            }
        }
        self.last_throttle = last_throttle;
        self.marked_until = self.marked_until.max(self.world.fact_count());
        for mark in found {
            self.mark(mark.at, mark.kind);
        }
    }

    fn mark(&mut self, at: Instant, kind: MarkKind) {
        let mark = Mark { at, kind };
        if self.marks.len() < MARKS_MAX && !self.marks.contains(&mark) {
            let index = self.marks.partition_point(|other| other.at <= at);
            self.marks.insert(index, mark);
        }
    }
}
