//! The player: goes to any moment of a session, and does things there.

#[cfg(feature = "firehose")]
use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;

use super::branch::{Branch, Branches};
use super::copies;
use super::marks::{Marks, Scan};
use super::{Density, Input, Mark, MarkKind, Picture, Session};
use crate::api::dispatch::Target;
use crate::error::{Code, Error, LoadError};
use crate::time::{Duration, Instant};
#[cfg(feature = "firehose")]
use crate::wire::http::Response;
use crate::world::World;
#[cfg(feature = "firehose")]
use crate::world::s3_request::S3Request;
use crate::world::scenario::{Action, JsonText};
use crate::world::view::Frame;

/// A point of a course of events. Copies are kept to go back to.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) world: World,
    /// How many inputs the world has taken.
    applied: usize,
    pub(super) scan: Scan,
}

/// Plays a session: forward by running, back by running again from the nearest kept copy.
#[derive(Clone, Debug)]
pub struct Player {
    pub(super) session: Session,
    here: Place,
    /// By time, the start first.
    keyframes: Vec<Place>,
    /// Whether more copies are kept on the way.
    keeps: bool,
    /// The latest moment reached on this course of events.
    pub(super) furthest: Instant,
    pub(super) marks: Marks,
    pub(super) density: Density,
    /// How many facts there were before each input that was reached.
    pub(super) input_facts: Vec<u64>,
    pub(super) branches: Branches,
}

/// Facts and records between two kept copies: what a step back costs at most.
const KEYFRAME_WORK: u64 = 30_000;
/// Bytes put between two kept copies: what one holds for itself at most, where as much is dropped as comes.
const KEYFRAME_BYTES: u64 = 12 << 20;

impl Player {
    /// A player at the start of a session.
    ///
    /// # Errors
    /// What the scenario was refused with.
    pub fn new(session: Session) -> Result<Self, LoadError> {
        Self::equipped(session, |_| {})
    }

    /// The same, in a world that its host gives something to at the start: what it has libraries for.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn equipped(session: Session, equip: impl FnOnce(&mut World)) -> Result<Self, LoadError> {
        let world = session.scenario.equipped_world(session.seed, equip)?;
        let furthest = world.now();
        let here = Place { world, applied: 0, scan: Scan::default() };
        let (marks, density, input_facts, branches) = Default::default();
        let mut player = Self {
            session,
            here,
            keyframes: vec![],
            keeps: true,
            furthest,
            marks,
            density,
            input_facts,
            branches,
        };
        player.scan();
        player.keep();
        Ok(player)
    }

    /// A player at the moment at which a page opens the session's scenario.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn at_opening(session: Session) -> Result<Self, LoadError> {
        Self::equipped_at_opening(session, |_| {})
    }

    /// The same, in a world that its host gives something to at the start.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn equipped_at_opening(session: Session, equip: impl FnOnce(&mut World)) -> Result<Self, LoadError> {
        let mut player = Self::equipped(session, equip)?;
        player.advance_to(player.opening());
        Ok(player)
    }

    /// The moment at which a page opens the session's scenario.
    pub fn opening(&self) -> Instant {
        self.start() + Duration::from_millis(self.session.scenario.opens_at_ms)
    }

    /// Opens a saved session where it stood.
    ///
    /// # Errors
    /// As [`Self::new`]; also where the run does not come to the hash that the file says.
    pub fn open(session: Session) -> Result<Self, LoadError> {
        let (at, expected) = (Duration::from_micros(session.at_us), session.hash.clone());
        let mut player = Self::new(session)?;
        player.advance_to(player.start() + at);
        let found = format!("{:016x}", player.here.world.hash());
        match expected {
            Some(expected) if expected != found => Err(LoadError::new(format!(
                "The session does not replay: its file says hash {expected}, the run came to {found}. \
                 The file was changed, or another version of the engine made it."
            ))),
            _ => Ok(player),
        }
    }

    /// Gives its host's libraries to the world and to all copies that are kept of it. What was refused for want of them stays so
    /// only until it is played again: a host that has them gives them before anything can ask.
    pub fn equip(&mut self, equip: impl Fn(&mut World)) {
        equip(&mut self.here.world);
        let kept = self.keyframes.iter_mut().chain(self.branches.keyframes_mut());
        kept.for_each(|place| equip(&mut place.world));
    }

    /// Gives another world what this player's was given.
    pub(super) fn equip_alike(&self, world: &mut World) {
        self.here.world.equip_alike(world);
    }

    /// Keeps no copies from here on, for one who only goes forward: a copy holds on to records that the world has dropped.
    /// The way back is then longer, from the last copy that there is.
    pub fn keep_no_copies(&mut self) {
        self.keeps = false;
    }

    /// The world as it stands.
    pub fn world(&mut self) -> &mut World {
        &mut self.here.world
    }

    /// The clock.
    pub fn now(&self) -> Instant {
        self.here.world.now()
    }

    /// When the session began.
    pub fn start(&self) -> Instant {
        self.here.world.settings().start
    }

    /// The latest moment reached on this course of events.
    pub fn furthest(&self) -> Instant {
        self.furthest
    }

    /// Moments worth going to, by time.
    pub fn marks(&self) -> impl Iterator<Item = Mark> {
        self.marks.iter()
    }

    /// The first moment after this one that has a mark of a kind, if it has been reached.
    pub fn next_mark(&self, kind: MarkKind, after: Instant) -> Option<Instant> {
        self.marks.iter().find(|mark| mark.kind == kind && after < mark.at).map(|mark| mark.at)
    }

    /// What has been done, on this course of events.
    pub fn inputs(&self) -> &[Input] {
        &self.session.inputs
    }

    /// How much that was to come the last action has replaced; [`Self::undo`] brings it back.
    pub fn replaced(&self) -> Duration {
        let replaced = self.branches.replaced_by_last(&self.session.inputs);
        replaced.map_or(Duration::ZERO, |branch| branch.furthest.since(branch.parted_at))
    }

    /// Takes a picture.
    pub fn picture(&mut self, frame: Frame) -> Picture {
        let goal = self.session.scenario.goal.clone();
        Picture {
            view: self.here.world.view(frame),
            title: self.session.scenario.title.clone(),
            summary: self.session.scenario.summary.clone(),
            furthest: self.furthest,
            marks: self.marks.iter().collect(),
            density: self.density.clone(),
            inputs: self.session.inputs.len(),
            only_settings: self
                .session
                .inputs
                .iter()
                .all(|input| matches!(input.action, Action::Producer(_))),
            branches: self.branches.changes,
            goal: goal.map_or_else(Vec::new, |goal| self.here.world.check_goal(&goal)),
        }
    }

    /// The session as it stands, to be saved.
    pub fn session(&mut self) -> Session {
        let at_us = self.now().since(self.start()).total_micros();
        let hash = Some(format!("{:016x}", self.here.world.hash()));
        Session { at_us, hash, ..self.session.clone() }
    }

    /// Runs on to a moment; inputs that were made there before happen again. Where the host has a task meanwhile, it stays there.
    pub fn advance_to(&mut self, target: Instant) {
        while self.advance_some(target, u64::MAX) && !self.waits_for_host() {}
    }

    /// Runs on towards a moment, until about so much work is done (facts and records). Says whether more is to do.
    /// This is how a host keeps a page alive: work is bounded, time is not. Where the host has a task, time stands still until
    /// that has ended.
    pub fn advance_some(&mut self, target: Instant, work: u64) -> bool {
        let enough = self.here.world.work().saturating_add(work);
        loop {
            if self.waits_for_host() {
                return true;
            }
            let input = self.next_input_at().filter(|&at| at <= target);
            let stop = input.unwrap_or(target);
            while self.here.world.step(stop) {
                self.scan();
                self.keep_if_due();
                if enough <= self.here.world.work() || self.waits_for_host() {
                    return true;
                }
            }
            self.here.world.advance_to(stop);
            self.scan();
            if input.is_none() {
                return false;
            }
            self.take_next_input();
        }
    }

    /// Does the next thing that is due within `limit`. Says whether there was one.
    pub fn step(&mut self, limit: Instant) -> bool {
        let due = [self.here.world.poll_timeout(), self.next_input_at()].into_iter().flatten().min();
        let Some(due) = due.filter(|&due| due <= limit) else { return false };
        self.advance_to(due);
        true
    }

    /// Goes to a moment, back or forward.
    pub fn seek(&mut self, target: Instant) {
        self.begin_seek(target);
        self.advance_to(target);
    }

    /// Goes to the nearest kept copy at or before a moment; [`Self::advance_some`] then does the rest in pieces.
    pub fn begin_seek(&mut self, target: Instant) {
        if target < self.now() {
            self.rewind(target);
        }
    }

    /// Does something now. What had been done later on is replaced by it: this is another course of events, and the old one
    /// stays as a branch.
    ///
    /// # Errors
    /// As [`World::act`]. What is refused and told as a fact, as calls are, is part of the session; all else that is
    /// refused leaves the player as it was.
    pub fn act(&mut self, action: Action) -> Result<(), Error> {
        let mut after = self.here.world.clone();
        let outcome = after.act(&action);
        self.record(action, after);
        outcome
    }

    /// Calls an operation now with a JSON body, as part of the session, and gives the JSON answer: empty where the operation
    /// answers nothing. A call that no fact tells of, such as a look at metrics, changes nothing and is not recorded.
    ///
    /// # Errors
    /// As [`World::call_json`]. A refusal that is told as a fact is part of the session too.
    pub fn call(&mut self, target: Target<'_>, body: &str) -> Result<String, Error> {
        // A session file holds the body as a value, so that is what is called with, now and ever after.
        let Ok(input) = JsonText::parse(body) else { return Err(Error::bare(Code::Serialization)) };
        let mut after = self.here.world.clone();
        let answer = after.call_json(target, &input.0);
        let (service, operation) = (target.service.into(), target.operation.into());
        self.record(Action::Call { service, operation, input }, after);
        answer
    }

    /// Calls an operation as if now, and forgets that it was called: of what it changes, only the answer stays.
    ///
    /// # Errors
    /// As [`World::call_json`].
    pub fn ask(&self, target: Target<'_>, body: &str) -> Result<String, Error> {
        self.here.world.clone().call_json(target, body)
    }

    /// Sends a request to S3 now, as part of the session. One that no fact tells of, such as a list, changes nothing and is
    /// not recorded.
    #[cfg(feature = "firehose")]
    pub fn request_s3(&mut self, request: S3Request) -> Response {
        let mut after = self.here.world.clone();
        let response = after.request_s3(&request);
        self.record(Action::S3(Box::new(request)), after);
        response
    }

    /// Makes an action part of the session that led to the world `after`, if any fact tells of it.
    fn record(&mut self, action: Action, mut after: World) {
        let fact = self.here.world.fact_count();
        if after.fact_count() == fact {
            return;
        }
        let at_us = self.now().since(self.start()).total_micros();
        let input = Input { at_us, action };
        self.replace_future(fact, &input);
        self.session.inputs.push(input);
        self.here.world = after;
        self.took_input(fact);
    }

    /// Takes back the last thing that was done on this course of events, and stays at this moment. What that thing
    /// replaced comes back. Says whether there was one.
    pub fn undo(&mut self) -> bool {
        let now = self.now();
        let undone = self.begin_undo();
        self.advance_to(now);
        undone
    }

    /// As [`Self::undo`], but leaves the player at a kept copy before this moment: [`Self::advance_some`] does the rest in
    /// pieces.
    pub fn begin_undo(&mut self) -> bool {
        let replaced = self.branches.take_replaced_by_last(&self.session.inputs);
        let Some(last) = self.session.inputs.pop() else { return false };
        let (now, kept) = (self.now(), self.session.inputs.len());
        let was_done = kept < self.here.applied;
        self.keyframes.retain(|place| place.applied <= kept);
        if let Some(fact) = self.input_facts.get(kept).copied() {
            self.marks.truncate(fact);
            self.density.cut(fact, Duration::from_micros(last.at_us));
            self.furthest = self.input_time(&last);
        }
        self.input_facts.truncate(kept);
        if let Some(branch) = replaced {
            self.bring_back(branch);
        }
        self.furthest = self.furthest.max(now);
        if was_done {
            self.rewind(now);
        }
        true
    }

    /// The one way back: to the newest kept copy at or before a moment.
    fn rewind(&mut self, target: Instant) {
        let after = self.keyframes.partition_point(|place| place.world.now() <= target);
        self.here = self.keyframes[after.max(1) - 1].clone();
    }

    /// Puts aside what comes after this moment, of which `fact` would be the next fact: this input begins another course.
    fn replace_future(&mut self, fact: u64, by: &Input) {
        let (at, applied) = (self.now(), self.here.applied);
        let known =
            self.keyframes.partition_point(|place| (place.world.now(), place.applied) <= (at, applied));
        let keyframes = self.keyframes.split_off(known);
        if at < self.furthest {
            let replaced_by = Some(by.clone());
            self.put_aside(applied, at, keyframes, replaced_by);
        }
        self.session.inputs.truncate(applied);
        self.input_facts.truncate(applied);
        self.marks.truncate(fact);
        self.density.cut(fact, at.since(self.start()));
        self.furthest = at;
    }

    /// Keeps this course of events as a branch that parts with this input from the one to come.
    fn put_aside(
        &mut self,
        input: usize,
        parted_at: Instant,
        keyframes: Vec<Place>,
        replaced_by: Option<Input>,
    ) {
        self.branches.keep(Branch {
            number: 0,
            input,
            parted_at,
            inputs: self.session.inputs.clone(),
            input_facts: self.input_facts.clone(),
            keyframes,
            marks: self.marks.clone(),
            density: self.density.clone(),
            furthest: self.furthest,
            replaced_by,
        });
    }

    /// Makes a branch the course of events, from where it parted on.
    fn bring_back(&mut self, branch: Branch) {
        self.session.inputs = branch.inputs;
        self.input_facts = branch.input_facts;
        self.keyframes.extend(branch.keyframes);
        self.marks = branch.marks;
        self.density = branch.density;
        self.furthest = branch.furthest;
    }

    /// Makes a branch the course of events and keeps this one as a branch; stays at this moment. Says whether there is such
    /// a branch.
    pub fn switch_to(&mut self, number: u32) -> bool {
        let now = self.now();
        let switched = self.begin_switch(number);
        self.advance_to(now);
        switched
    }

    /// As [`Self::switch_to`], but leaves the player at a kept copy before this moment: [`Self::advance_some`] does the rest
    /// in pieces.
    pub fn begin_switch(&mut self, number: u32) -> bool {
        let Some(branch) = self.branches.take(number) else { return false };
        let (now, (input, at)) = (self.now(), self.parting(&branch.inputs));
        let at = at.min(branch.parted_at);
        let known = self.keyframes.partition_point(|place| place.world.now() <= at && place.applied <= input);
        let keyframes = self.keyframes.split_off(known.max(1));
        self.furthest = self.furthest.max(now);
        self.put_aside(input, at, keyframes, None);
        self.bring_back(branch);
        // Both agree until they part; copies are kept in the order of time, and none twice.
        self.keyframes.sort_by_key(|place| (place.world.now(), place.applied));
        self.keyframes.dedup_by_key(|place| (place.world.now(), place.applied));
        self.rewind(now);
        self.furthest = self.furthest.max(now);
        true
    }

    /// The number of the first input that differs from these, and until when both courses of events agree.
    pub(super) fn parting(&self, inputs: &[Input]) -> (usize, Instant) {
        let ours = &self.session.inputs;
        let input = ours.iter().zip(inputs).take_while(|(one, other)| one == other).count();
        let next = [ours.get(input), inputs.get(input)].into_iter().flatten();
        (input, next.map(|input| self.input_time(input)).min().unwrap_or(Instant::CLOCK_END))
    }

    /// A copy of the world at a moment of this course of events at which so many inputs were taken, or before.
    pub(super) fn copy_before(&self, at: Instant, applied: usize) -> (World, usize) {
        let after =
            self.keyframes.partition_point(|place| place.world.now() <= at && place.applied <= applied);
        let place = &self.keyframes[after.max(1) - 1];
        (place.world.clone(), place.applied)
    }

    /// Whether anything was done before this moment.
    #[cfg(feature = "books")]
    pub(super) fn has_taken_inputs(&self) -> bool {
        0 < self.here.applied
    }

    fn next_input_at(&self) -> Option<Instant> {
        self.session.inputs.get(self.here.applied).map(|input| self.input_time(input))
    }

    pub(super) fn input_time(&self, input: &Input) -> Instant {
        self.start() + Duration::from_micros(input.at_us)
    }

    fn take_next_input(&mut self) {
        let fact = self.here.world.fact_count();
        // A refused input is a fact like any other; the person was told when it was made.
        _ = self.here.world.act(&self.session.inputs[self.here.applied].action);
        self.took_input(fact);
    }

    /// The world has taken an input, whose facts begin with `fact`.
    fn took_input(&mut self, fact: u64) {
        if self.input_facts.len() == self.here.applied {
            self.input_facts.push(fact);
        }
        self.here.applied += 1;
        self.marks.add_action(fact, self.now());
        self.scan();
        self.keep();
    }

    /// Looks through the facts since the last look.
    pub(super) fn scan(&mut self) {
        let start = self.start();
        let Self { here: Place { world, scan, .. }, marks, density, .. } = self;
        for fact in world.facts_since(scan.next_fact) {
            density.read(fact, start);
            marks.read(scan, fact);
        }
        self.furthest = self.furthest.max(self.now());
    }

    fn keep_if_due(&mut self) {
        let Self { here, keyframes, .. } = self;
        let last = keyframes.last_mut().map_or((0, 0), |place| (place.world.work(), place.scan.put_bytes));
        if last.0 + KEYFRAME_WORK <= here.world.work() || last.1 + KEYFRAME_BYTES <= here.scan.put_bytes {
            self.keep();
        }
    }

    fn keep(&mut self) {
        let newest = self.keyframes.last().map(|place| (place.world.now(), place.applied));
        // On known ground: replaying what was kept already.
        let known = newest.is_some_and(|newest| (self.now(), self.here.applied) <= newest);
        if known || !self.keeps {
            return;
        }
        self.keyframes.push(self.here.clone());
        // What is played comes first; a branch is run again from where it parted.
        if copies::are_too_many(&self.keyframes, self.branches.copied_bytes()) {
            self.branches.forget_copies();
            copies::thin(&mut self.keyframes);
        }
    }

    /// Bytes of records and facts that are kept to go back to, those of branches included.
    pub fn copied_bytes(&self) -> u64 {
        copies::held_bytes(&self.keyframes) + self.branches.copied_bytes()
    }
}
