//! The service of one account in one region.

use alloc::collections::VecDeque;
use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;

use litemap::LiteMap;
use serde::{Deserialize, Serialize};
use twox_hash::XxHash3_64;

use super::application::configuration::{Configuration, StartingPosition};
use super::application::discovery::{Discovered, Sample};
use super::application::runner::{Identity, Means};
use super::application::{Application, ApplicationStatus, validation, whole_seconds};
use crate::api::Gate;
use crate::errand::{Errand, Outcome, Purpose};
use crate::error::{Code, Error};
use crate::fact::Event;
use crate::ids::{AccountId, Region};
use crate::time::{Duration, Instant};

/// What a user may set about the service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// How long applications stay STARTING, STOPPING, UPDATING and DELETING.
    pub transition: Duration,
    /// Applications that an account may have. Source: developer guide, "Limits", 2023-02.
    pub application_limit: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self { transition: Duration::ZERO, application_limit: 50 }
    }
}

/// Data Analytics for SQL.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Analytics {
    account: AccountId,
    region: Region,
    settings: Settings,
    /// What applications draw their chance from.
    seed: u64,
    applications: LiteMap<Arc<str>, Application>,
    /// What happened since [`Self::poll_output`] was last asked.
    facts: VecDeque<Event>,
    /// What is to be done elsewhere.
    errands: VecDeque<Errand>,
    /// What was gathered for the next call that wants to find a schema.
    #[serde(skip)]
    sample: Option<Result<Sample, Error>>,
}

impl Gate for Analytics {}

/// Which state of an application a change was made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Expected<'a> {
    /// By its version.
    Version(i64),
    /// By the token that was told of it.
    Token(&'a str),
}

impl<'a> Expected<'a> {
    /// What a request says, which must be one of both.
    pub(super) fn of(version: Option<i64>, token: Option<&'a str>) -> Result<Self, Error> {
        match (version, token) {
            (Some(version), None) => Ok(Self::Version(version)),
            (None, Some(token)) => Ok(Self::Token(token)),
            (None, None) => Err(Error::no_version()),
            (Some(_), Some(_)) => Err(Error::version_twice()),
        }
    }
}

/// All that a new application is made of.
#[derive(Debug)]
pub(super) struct NewApplication<'a> {
    pub(super) name: &'a str,
    pub(super) description: Option<&'a str>,
    pub(super) configuration: Configuration,
    pub(super) service_execution_role: Option<&'a str>,
    pub(super) tags: LiteMap<String, String>,
}

impl Analytics {
    /// The service before anything was made.
    pub fn new(account: AccountId, region: Region, settings: Settings, seed: u64) -> Self {
        let (applications, facts, errands, sample) = Default::default();
        Self { account, region, settings, seed, applications, facts, errands, sample }
    }

    /// Whether nothing was ever made here that is still there.
    pub(crate) fn is_untouched(&self) -> bool {
        self.applications.is_empty()
    }

    /// Changes the settings; changes under way keep their times.
    pub fn set_settings(&mut self, settings: Settings) {
        self.settings = settings;
    }

    /// The application of this name.
    pub fn application(&self, name: &str) -> Option<&Application> {
        self.applications.get(name)
    }

    /// All applications, by name.
    pub fn applications(&self) -> impl Iterator<Item = &Application> {
        self.applications.values()
    }

    /// The ARN of an application.
    pub fn arn(&self, name: &str) -> String {
        let Self { account, region, .. } = self;
        arn(*account, region, name)
    }

    /// When [`Self::handle_timeout`] may next have work.
    pub fn poll_timeout(&self) -> Option<Instant> {
        self.applications.values().filter_map(Application::due).min()
    }

    /// Does what is due. Calling it early does nothing. O(applications), and what those do that run.
    pub fn handle_timeout(&mut self, now: Instant) {
        let Self { account, region, seed, applications, facts, errands, .. } = self;
        let mut means = Means { errands, facts };
        let mut is_one_gone = false;
        for (_, application) in applications.iter_mut() {
            let identity = |name: &Arc<str>| Identity {
                name: name.clone(),
                arn: arn(*account, region, name),
                account: *account,
                region: region.clone(),
            };
            let seed = XxHash3_64::oneshot_with_seed(*seed, application.name.as_bytes());
            is_one_gone |= application.handle_timeout(identity, seed, &mut means, now);
        }
        // A map is not changed while one walks through it.
        if is_one_gone {
            applications.retain(|_, application| !application.is_gone());
        }
    }

    /// The next thing that is to be done elsewhere; [`Self::take_outcome`] takes what came of it.
    pub fn poll_errand(&mut self) -> Option<Errand> {
        self.errands.pop_front()
    }

    /// Takes what came of an errand. Where its application is gone, nobody wants to know.
    pub fn take_outcome(&mut self, application: &str, purpose: Purpose, outcome: Outcome, now: Instant) {
        let Self { applications, facts, errands, .. } = self;
        if let Some(application) = applications.get_mut(application) {
            application.take_outcome(purpose, outcome, &mut Means { errands, facts }, now);
        }
    }

    /// Lets an application break off, and go on from its last checkpoint: a fault that is asked for. Says whether there is one that
    /// runs.
    pub fn restart(&mut self, application: &str, now: Instant) -> bool {
        let Self { applications, facts, errands, .. } = self;
        let found = applications.get_mut(application);
        found.is_some_and(|application| application.restart(&mut Means { errands, facts }, now))
    }

    /// The next fact that was not told yet, oldest first.
    pub fn poll_output(&mut self) -> Option<Event> {
        self.facts.pop_front()
    }

    /// Takes what was gathered for the next call of DiscoverInputSchema, or why it could not be.
    pub(crate) fn hand_sample(&mut self, sample: Result<Sample, Error>) {
        self.sample = Some(sample);
    }

    /// Finds a schema in the sample that was gathered for this call.
    pub(super) fn discover(&mut self) -> Result<Discovered, Error> {
        self.sample.take().unwrap_or_else(|| Err(Error::no_sample_handed()))?.discover()
    }

    pub(super) fn find(&self, name: &str) -> Result<&Application, Error> {
        self.applications.get(name).ok_or_else(|| Error::application_not_found(name, self.account))
    }

    /// The name in an ARN of an application of this account and region.
    pub(super) fn named_by<'a>(&self, arn: &'a str) -> Result<&'a str, Error> {
        let mut parts = arn.splitn(6, ':').skip(2);
        let place = [parts.next(), parts.next(), parts.next()];
        let name = parts.next().and_then(|resource| resource.strip_prefix("application/"));
        let Some(name) = name.filter(|_| place[0] == Some("kinesisanalytics")) else {
            return Err(Error::wrong_arn(arn, "an application"));
        };
        let is_here = place[1] == Some(self.region.as_str()) && place[2] == Some(self.account.as_str());
        match self.applications.contains_key(name) && is_here {
            true => Ok(name),
            false => Err(Error::application_not_found(name, self.account)),
        }
    }

    /// The application of this name, which is there.
    pub(super) fn tags_mut(&mut self, name: &str) -> &mut LiteMap<String, String> {
        &mut self.applications.get_mut(name).expect("the caller found it").tags
    }

    /// Makes an application that is ready at once.
    pub(super) fn create(&mut self, new: NewApplication<'_>, now: Instant) -> Result<&Application, Error> {
        let NewApplication { name, description, configuration, service_execution_role, tags } = new;
        if self.applications.contains_key(name) {
            return Err(Error::application_exists(name, self.account));
        }
        let limit = self.settings.application_limit;
        if limit as usize <= self.applications.len() {
            return Err(Error::too_many_applications(self.account, limit));
        }
        validation::check(&configuration)?;

        let created = whole_seconds(now);
        let mut application = Application {
            name: name.into(),
            description: description.map(Into::into),
            status: ApplicationStatus::Ready,
            version: 1,
            created,
            updated: created,
            configuration,
            service_execution_role: service_execution_role.map(Into::into),
            tags,
            pending: None,
            runner: None,
            stopped: None,
        };
        application.begin(&mut self.facts);
        let key = application.name.clone();
        Ok(self.applications.entry(key).or_insert(application))
    }

    /// Changes the configuration of an application, if it is of the expected version and can be changed. `edit` is told the version
    /// that the configuration will have.
    pub(super) fn change(
        &mut self,
        name: &str,
        expected: Expected<'_>,
        now: Instant,
        edit: impl FnOnce(&mut Configuration, u64) -> Result<(), Error>,
    ) -> Result<&mut Application, Error> {
        // The order of these lines is the order in which errors are told.
        let application = self.find(name)?;
        if !application.is_steady() {
            let status = application.status.as_str();
            return Err(Error::application_in_state(name, status, "READY or RUNNING"));
        }
        check_expected(application, expected)?;
        let mut configuration = application.configuration.clone();
        edit(&mut configuration, application.version + 1)?;
        validation::check(&configuration)?;

        let Self { settings, applications, facts, .. } = self;
        let application = applications.get_mut(name).expect("it was found");
        application.configure(configuration, settings.transition, now, facts);
        Ok(application)
    }

    /// As [`Self::change`], for calls that list no error type for code which does not fit any more.
    pub(super) fn change_around_code(
        &mut self,
        name: &str,
        expected: Expected<'_>,
        now: Instant,
        edit: impl FnOnce(&mut Configuration, u64) -> Result<(), Error>,
    ) -> Result<&mut Application, Error> {
        let named = |error: Error| match error.code {
            Code::CodeValidation => Error::breaks_code(&error),
            _ => error,
        };
        self.change(name, expected, now, edit).map_err(named)
    }

    /// Starts an application that is ready. Each input begins where it is said, or with what comes from now on.
    pub(super) fn start(
        &mut self,
        name: &str,
        positions: &[(&str, StartingPosition)],
        now: Instant,
    ) -> Result<(), Error> {
        let application = self.find_in(name, ApplicationStatus::Ready)?;
        let mut configuration = application.configuration.clone();
        for (place, (id, position)) in positions.iter().enumerate() {
            if positions[..place].iter().any(|(other, _)| other == id) {
                return Err(Error::part_twice("input", id));
            }
            let input = configuration.inputs.iter_mut().find(|input| input.id == *id);
            input.ok_or_else(|| Error::no_such_part("input", id))?.starting_position = Some(*position);
        }
        if configuration.inputs.is_empty() {
            return Err(Error::no_inputs_to_start());
        }
        if configuration.code.trim().is_empty() {
            return Err(Error::no_code_to_start());
        }
        validation::check(&configuration).map_err(|error| Error::cannot_start(&error))?;

        for input in &mut configuration.inputs {
            if !positions.iter().any(|(id, _)| *id == input.id) {
                input.starting_position = Some(StartingPosition::Now);
            }
        }
        let Self { settings, applications, facts, .. } = self;
        let application = applications.get_mut(name).expect("it was found");
        application.configuration = configuration;
        application.enter(ApplicationStatus::Starting, settings.transition, now, facts);
        Ok(())
    }

    /// Stops an application that runs.
    pub(super) fn stop(&mut self, name: &str, now: Instant) -> Result<(), Error> {
        self.find_in(name, ApplicationStatus::Running)?;
        self.begin(name, ApplicationStatus::Stopping, now);
        Ok(())
    }

    /// Removes an application that was made at this time, whatever it does.
    pub(super) fn delete(&mut self, name: &str, created: Instant, now: Instant) -> Result<(), Error> {
        let application = self.find(name)?;
        if !application.is_steady() {
            let status = application.status.as_str();
            return Err(Error::application_in_state(name, status, "READY or RUNNING"));
        }
        if whole_seconds(created) != application.created {
            return Err(Error::created_at_another_time(name));
        }
        self.begin(name, ApplicationStatus::Deleting, now);
        Ok(())
    }

    fn begin(&mut self, name: &str, status: ApplicationStatus, now: Instant) {
        let Self { settings, applications, facts, errands, .. } = self;
        let application = applications.get_mut(name).expect("the caller found it");
        application.stop_runner(&mut Means { errands, facts }, now);
        application.enter(status, settings.transition, now, facts);
    }

    fn find_in(&self, name: &str, wanted: ApplicationStatus) -> Result<&Application, Error> {
        let application = self.find(name)?;
        if application.status == wanted {
            return Ok(application);
        }
        Err(Error::application_in_state(name, application.status.as_str(), wanted.as_str()))
    }
}

/// The ARN of an application.
fn arn(account: AccountId, region: &Region, name: &str) -> String {
    format!("arn:aws:kinesisanalytics:{}:{account}:application/{name}", region.as_str())
}

fn check_expected(application: &Application, expected: Expected<'_>) -> Result<(), Error> {
    match expected {
        Expected::Version(given) if u64::try_from(given) != Ok(application.version) => {
            Err(Error::application_version_mismatch(&application.name, application.version, given))
        }
        Expected::Token(given) if given != application.conditional_token() => {
            Err(Error::application_token_mismatch(&application.name))
        }
        _ => Ok(()),
    }
}
