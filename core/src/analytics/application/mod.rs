//! An application of Data Analytics: what a user configures of it, and what it is while it runs.

pub(in crate::analytics) mod arn;
pub mod configuration;
pub(crate) mod discovery;
mod planning;
pub(in crate::analytics) mod runner;
pub(in crate::analytics) mod schema;
pub mod validation;

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::collections::VecDeque;
use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;

use litemap::LiteMap;
use serde::{Deserialize, Serialize};
use twox_hash::XxHash3_64;

use crate::errand::{Outcome, Purpose};
use crate::fact::{ApplicationEvent, Event};
use crate::time::{Duration, Instant};
use configuration::Configuration;
use runner::{Identity, Means, Runner, StoppedAt};

crate::enumeration! {
    /// The state of an application.
    pub enum ApplicationStatus {
        /// Being removed.
        Deleting = "DELETING",
        /// About to run.
        Starting = "STARTING",
        /// About to run no more.
        Stopping = "STOPPING",
        /// It does not run.
        Ready = "READY",
        /// It runs.
        Running = "RUNNING",
        /// It runs, and takes over another configuration.
        Updating = "UPDATING",
    }
}

impl ApplicationStatus {
    /// The state that follows by itself; nothing once it is gone, or where none does.
    fn next(self) -> Option<Self> {
        match self {
            Self::Starting | Self::Updating => Some(Self::Running),
            Self::Stopping => Some(Self::Ready),
            Self::Deleting | Self::Ready | Self::Running => None,
        }
    }
}

/// An application of an account.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Application {
    /// Its name.
    pub name: Arc<str>,
    /// What its owner says of it.
    pub description: Option<String>,
    /// Its state.
    pub status: ApplicationStatus,
    /// Counts the configurations that it has had.
    pub version: u64,
    /// When it was made, in whole seconds: clients send it back as they read it, and read no more of it. Observed: the answers
    /// that the developer guide prints.
    pub created: Instant,
    /// When it was last changed, in whole seconds.
    pub updated: Instant,
    /// What it is made of.
    pub configuration: Configuration,
    /// In whose name it does what it does, where the newer version of the API has said so.
    pub service_execution_role: Option<String>,
    pub(in crate::analytics) tags: LiteMap<String, String>,
    /// When the state ends that it is in, if that ends by itself.
    pub(in crate::analytics) pending: Option<Instant>,
    /// What it is while it runs.
    pub(in crate::analytics) runner: Option<Box<Runner>>,
    /// Where it stopped.
    pub(in crate::analytics) stopped: Option<Box<StoppedAt>>,
}

impl Application {
    /// Whether somebody may change it: nothing is under way.
    pub(in crate::analytics) fn is_steady(&self) -> bool {
        matches!(self.status, ApplicationStatus::Ready | ApplicationStatus::Running)
    }

    /// Its version as both APIs tell it.
    pub(in crate::analytics) fn version_id(&self) -> i64 {
        i64::try_from(self.version).unwrap_or(i64::MAX)
    }

    /// What stands for the state that it is in, for those who change it without its version. Assumed.
    pub(in crate::analytics) fn conditional_token(&self) -> String {
        let state = format!("{}/{}/{}", self.name, self.created.total_micros(), self.version);
        format!("{:016x}", XxHash3_64::oneshot(state.as_bytes()))
    }

    /// Tells that it is there.
    pub(in crate::analytics) fn begin(&mut self, facts: &mut VecDeque<Event>) {
        self.set_status(self.status, facts);
    }

    /// When it next has something to do.
    pub(in crate::analytics) fn due(&self) -> Option<Instant> {
        let runs = self.runner.as_ref().and_then(|runner| runner.due());
        self.pending.into_iter().chain(runs).min()
    }

    /// Whether it was removed.
    pub(in crate::analytics) fn is_gone(&self) -> bool {
        self.status == ApplicationStatus::Deleting && self.pending.is_none()
    }

    /// Does what is due. Says whether it is gone. One that begins to run draws its chance from the seed.
    pub(in crate::analytics) fn handle_timeout(
        &mut self,
        identity: impl FnOnce(&Arc<str>) -> Identity,
        seed: u64,
        means: &mut Means<'_>,
        now: Instant,
    ) -> bool {
        if self.pending.take_if(|due| *due <= now).is_some() {
            match self.status {
                ApplicationStatus::Starting => self.start_runner(identity(&self.name), seed, now),
                // What was checked when it was asked for can be planned.
                ApplicationStatus::Updating => {
                    if let Some(runner) = &mut self.runner {
                        _ = runner.reconfigure(&self.configuration, now);
                    }
                }
                _ => {}
            }
            match self.status.next() {
                Some(next) => self.set_status(next, means.facts),
                None => self.say(ApplicationEvent::StatusChanged(None), means.facts),
            }
        }
        if let Some(runner) = &mut self.runner
            && runner.due().is_some_and(|due| due <= now)
        {
            runner.handle_timeout(means, now);
        }
        self.is_gone()
    }

    fn start_runner(&mut self, identity: Identity, seed: u64, now: Instant) {
        let stopped = self.stopped.take().map(|stopped| *stopped);
        let runner = Runner::start(&self.configuration, identity, stopped, seed, now);
        self.runner = runner.ok().map(Box::new);
    }

    /// Runs no more from now on, and keeps where that was.
    pub(in crate::analytics) fn stop_runner(&mut self, means: &mut Means<'_>, now: Instant) {
        if let Some(runner) = self.runner.take() {
            self.stopped = Some(Box::new(runner.stop(means, now)));
        }
    }

    /// Takes what came of an errand. Nobody wants to know where it does not run.
    pub(in crate::analytics) fn take_outcome(
        &mut self,
        purpose: Purpose,
        outcome: Outcome,
        means: &mut Means<'_>,
        now: Instant,
    ) {
        if let Some(runner) = &mut self.runner {
            runner.take_outcome(purpose, outcome, means, now);
        }
    }

    /// Breaks off and goes on; says whether it runs.
    pub(in crate::analytics) fn restart(&mut self, means: &mut Means<'_>, now: Instant) -> bool {
        let Some(runner) = &mut self.runner else { return false };
        runner.restart(means, now);
        true
    }

    /// Enters a state, which ends by itself after a time if it is one of those.
    pub(in crate::analytics) fn enter(
        &mut self,
        status: ApplicationStatus,
        lasting: Duration,
        now: Instant,
        facts: &mut VecDeque<Event>,
    ) {
        self.pending = Some(now + lasting);
        self.set_status(status, facts);
    }

    /// Takes over a configuration, from now on. One that runs begins its operators anew.
    pub(in crate::analytics) fn configure(
        &mut self,
        configuration: Configuration,
        lasting: Duration,
        now: Instant,
        facts: &mut VecDeque<Event>,
    ) {
        self.configuration = configuration;
        self.version += 1;
        self.updated = whole_seconds(now);
        self.say(ApplicationEvent::Configured { version: self.version }, facts);
        if self.status == ApplicationStatus::Running {
            self.enter(ApplicationStatus::Updating, lasting, now, facts);
        }
    }

    fn set_status(&mut self, status: ApplicationStatus, facts: &mut VecDeque<Event>) {
        self.status = status;
        self.say(ApplicationEvent::StatusChanged(Some(Cow::Borrowed(status.as_str()))), facts);
    }

    /// Tells what happened to it.
    pub(in crate::analytics) fn say(&self, event: ApplicationEvent, facts: &mut VecDeque<Event>) {
        facts.push_back(Event::Application { application: self.name.clone(), event: Box::new(event) });
    }
}

/// A time without what is less than a second.
pub(in crate::analytics) fn whole_seconds(time: Instant) -> Instant {
    Instant::from_secs(time.total_secs())
}
