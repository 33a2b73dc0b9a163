//! The world: services, one virtual clock, one seeded random source, and the list of all that happened.
//!
//! A world is told to [`World::advance_to`] a time and does, in order, all that falls due until then. Between two calls
//! nothing moves. The same settings, scenario and calls give the same facts, and so the same [`World::hash`],
//! natively, in Node and in a browser.

mod actor;
pub mod explain;
mod gauge;
pub mod goal;
mod producer;
mod reader;
pub mod scenario;
pub mod session;
mod snapshot;
mod tenant;
mod transcript;
pub mod view;

use alloc::borrow::Cow;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

pub use tenant::{Service, Services, Tenant};
pub use transcript::FACTS_KEPT;

use crate::api::dispatch::{self, Host, Target};
use crate::api::{Failure, Operation, run_typed};
use crate::error::Error;
use crate::fact::{Event, Fact};
use crate::rng::Rng;
use crate::streams;
use crate::time::{Duration, Instant};
use crate::wire::http::{AnswerIds, Request, Response};
use crate::wire::sigv4::Signer;
use crate::wire::{Protocol, Reader, Writer};
use actor::Cast;
use explain::Explainer;
use gauge::Gauge;
use scenario::{Action, Scenario};
use transcript::Transcript;

/// What a world is made of; with the calls made to it, this decides all that happens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Seed of all chance.
    pub seed: u64,
    /// When the clock starts; never taken from the machine.
    pub start: Instant,
    /// Who calls that do not say who they are.
    pub tenant: Tenant,
    /// Settings of Kinesis Data Streams.
    pub streams: streams::Settings,
}

impl Default for Settings {
    fn default() -> Self {
        let (tenant, streams) = Default::default();
        Self { seed: 0, start: Instant::DEFAULT_START, tenant, streams }
    }
}

/// Services, clock, chance and facts. Cloning is cheap: stored records are shared.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct World {
    settings: Settings,
    now: Instant,
    /// Draws of actors; apart from `answer_rng`, so that a look at the world does not change its future.
    rng: Rng,
    answer_rng: Rng,
    tenants: BTreeMap<Tenant, Services>,
    cast: Cast,
    transcript: Transcript,
    gauge: Gauge,
    explainer: Explainer,
    /// The call whose facts are still in its service, because its answer borrowed from there.
    #[serde(skip)]
    unsettled: Option<Unsettled>,
}

#[derive(Clone, Debug)]
struct Unsettled {
    tenant: Tenant,
    operation: &'static str,
    error: Option<&'static str>,
}

impl World {
    /// A world at its start, with nothing in it.
    pub fn new(settings: Settings) -> Self {
        let mut rng = Rng::from_seed(settings.seed);
        Self {
            now: settings.start,
            answer_rng: rng.fork(),
            rng,
            tenants: BTreeMap::new(),
            cast: Cast::default(),
            transcript: Transcript::default(),
            gauge: Gauge::default(),
            explainer: Explainer::default(),
            unsettled: None,
            settings,
        }
    }

    /// The clock.
    pub fn now(&self) -> Instant {
        self.now
    }

    /// What it was made of.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The services of one account and region, if it was ever called.
    pub fn services(&mut self, tenant: &Tenant) -> Option<&Services> {
        self.settle();
        self.tenants.get(tenant)
    }

    /// Answers an HTTP request as the services' endpoint would.
    pub fn handle(&mut self, request: Request<'_>) -> Response {
        self.settle();
        let ids = AnswerIds::draw(&mut self.answer_rng);
        let response = dispatch::answer(self, request, ids);
        self.settle();
        response
    }

    /// Calls an operation with a typed input, as the default account in the default region.
    ///
    /// # Errors
    /// As the operation, after the constraints of its input.
    pub fn call<O>(&mut self, input: O::Input<'_>) -> Result<O::Output<'_>, Error>
    where
        O: Operation<State: Service>,
    {
        self.settle();
        let tenant = self.settings.tenant.clone();
        let services = services_of(&mut self.tenants, &self.settings, &tenant);
        let answer = run_typed::<O>(O::State::of(services), input, self.now);
        let error = answer.as_ref().err().map(|error| error.code.name());
        self.unsettled = Some(Unsettled { tenant, operation: O::NAME, error });
        answer
    }

    /// Moves the clock by a length of time, doing all that falls due.
    pub fn advance(&mut self, length: Duration) {
        self.advance_to(self.now + length);
    }

    /// Moves the clock to `target`, doing all that falls due until then, in order. Never back.
    pub fn advance_to(&mut self, target: Instant) {
        self.settle();
        while let Some(due) = self.poll_timeout().filter(|&due| due <= target) {
            self.now = self.now.max(due);
            self.handle_timeouts();
        }
        self.now = self.now.max(target);
    }

    /// Does the next thing that is due, if it is due by `limit`, and moves the clock there. Says whether there was one.
    pub fn step(&mut self, limit: Instant) -> bool {
        self.settle();
        let Some(due) = self.poll_timeout().filter(|&due| due <= limit) else { return false };
        self.now = self.now.max(due);
        self.handle_timeouts();
        true
    }

    /// When something next falls due.
    pub fn poll_timeout(&self) -> Option<Instant> {
        let services = self.tenants.values().filter_map(Services::poll_timeout);
        services.chain(self.cast.poll_timeout()).min()
    }

    /// The running hash over all facts so far.
    pub fn hash(&mut self) -> u64 {
        self.settle();
        self.transcript.hash()
    }

    /// How many facts there were.
    pub fn fact_count(&mut self) -> u64 {
        self.settle();
        self.transcript.count()
    }

    /// The facts from this id on, as far back as they are kept: the last [`FACTS_KEPT`].
    pub fn facts_since(&mut self, id: u64) -> impl Iterator<Item = &Fact> {
        self.settle();
        self.transcript.since(id)
    }

    /// Loads a scenario: makes its streams and sets its actors and timed inputs going from now on.
    ///
    /// # Errors
    /// What the first call that a stream needs was refused with; the world is then as it was.
    pub fn load(&mut self, scenario: &Scenario) -> Result<(), Error> {
        let before = self.clone();
        let loaded = self.try_load(scenario);
        if loaded.is_err() {
            *self = before;
        }
        loaded
    }

    fn try_load(&mut self, scenario: &Scenario) -> Result<(), Error> {
        for stream in &scenario.streams {
            stream.create(self)?;
        }
        self.cast.load(scenario, self.now, &mut self.rng);
        self.settle();
        Ok(())
    }

    /// Does what a person or a scenario asks for, now.
    ///
    /// # Errors
    /// What the call was refused with, or that there is no such actor. A refusal is part of the story, so it is a fact too.
    pub fn act(&mut self, action: &Action) -> Result<(), Error> {
        self.settle();
        actor::act(self, action)
    }

    /// Calls an operation by name with a JSON body, as the default account in the default region, and gives the JSON answer.
    ///
    /// # Errors
    /// As the operation, with UnknownOperation where there is none of this name.
    pub fn call_json(&mut self, target: Target<'_>, body: &str) -> Result<String, Error> {
        self.settle();
        let mut body = body.as_bytes().to_vec();
        let mut writer = Writer::new(Protocol::Json);
        let reader = Reader::new(Protocol::Json, &mut body);
        let answer = if self.has(target) {
            self.run(target, Ok(Signer::default()), reader, &mut writer)
        } else {
            Err(Failure::Refused(Error::bare(crate::error::Code::UnknownOperation)))
        };
        self.settle();
        match answer {
            Ok(()) => Ok(String::from_utf8(writer.into_bytes()).expect("JSON is UTF-8")),
            Err(Failure::Refused(error)) => Err(error),
            Err(Failure::Syntax) => Err(Error::bare(crate::error::Code::Serialization)),
        }
    }

    /// Does something with streams that change at once: a scenario begins with its streams in place.
    fn without_transition<T>(&mut self, work: impl FnOnce(&mut Self) -> T) -> T {
        let transition = core::mem::replace(&mut self.settings.streams.transition, Duration::ZERO);
        self.share_settings();
        let done = work(self);
        self.settle();
        self.settings.streams.transition = transition;
        self.share_settings();
        done
    }

    fn share_settings(&mut self) {
        for services in self.tenants.values_mut() {
            services.streams.set_settings(self.settings.streams.clone());
        }
    }

    fn handle_timeouts(&mut self) {
        for (tenant, services) in &mut self.tenants {
            services.streams.handle_timeout(self.now);
            drain(services, tenant, self.now, &mut self.transcript, &mut self.gauge, &mut self.explainer);
        }
        actor::handle_timeouts(self);
        self.settle();
    }

    /// Takes over what the last call left in its service, and does what is due at once.
    fn settle(&mut self) {
        if let Some(Unsettled { tenant, operation, error }) = self.unsettled.take() {
            if let Some(services) = self.tenants.get_mut(&tenant) {
                drain(
                    services,
                    &tenant,
                    self.now,
                    &mut self.transcript,
                    &mut self.gauge,
                    &mut self.explainer,
                );
            }
            let error = error.map(Cow::Borrowed);
            self.say(&tenant, Event::Call { operation: Cow::Borrowed(operation), error });
        }
        for (tenant, services) in &mut self.tenants {
            while services.poll_timeout().is_some_and(|due| due <= self.now) {
                services.streams.handle_timeout(self.now);
                drain(services, tenant, self.now, &mut self.transcript, &mut self.gauge, &mut self.explainer);
            }
        }
    }

    fn say(&mut self, tenant: &Tenant, event: Event) {
        self.gauge.read(&event, self.now);
        self.explainer.read(&event, self.now);
        self.transcript.push(tenant, event, self.now);
    }
}

/// The one way facts go: from a service to the readers and the list.
fn drain(
    services: &mut Services,
    tenant: &Tenant,
    now: Instant,
    transcript: &mut Transcript,
    gauge: &mut Gauge,
    explainer: &mut Explainer,
) {
    while let Some(event) = services.streams.poll_output() {
        gauge.read(&event, now);
        explainer.read(&event, now);
        transcript.push(tenant, event, now);
    }
}

fn services_of<'t>(
    tenants: &'t mut BTreeMap<Tenant, Services>,
    settings: &Settings,
    tenant: &Tenant,
) -> &'t mut Services {
    if !tenants.contains_key(tenant) {
        tenants.insert(tenant.clone(), Services::new(tenant, settings));
    }
    tenants.get_mut(tenant).expect("it was made above")
}

impl Host for World {
    fn has(&self, target: Target<'_>) -> bool {
        target.service == streams::TARGET && find_operation(target.operation).is_some()
    }

    fn run(
        &mut self,
        target: Target<'_>,
        signer: Result<Signer, Error>,
        body: Reader<'_>,
        writer: &mut Writer,
    ) -> Result<(), Failure> {
        let declaration = find_operation(target.operation).expect("the frame has asked");
        let (tenant, authorization) = match signer {
            Ok(signer) => (self.settings.tenant.of_signer(signer), Ok(())),
            Err(error) => (self.settings.tenant.clone(), Err(error)),
        };
        let services = services_of(&mut self.tenants, &self.settings, &tenant);
        let answer = declaration.run(&mut services.streams, body, authorization, self.now, writer);
        let error = match &answer {
            Err(Failure::Refused(error)) => Some(error.code.name()),
            Err(Failure::Syntax) => Some(crate::error::Code::Serialization.name()),
            Ok(()) => None,
        };
        self.unsettled = Some(Unsettled { tenant, operation: declaration.name, error });
        answer
    }
}

fn find_operation(name: &str) -> Option<&'static crate::api::Declaration<streams::Streams>> {
    let at = streams::op::OPERATIONS.binary_search_by_key(&name, |declaration| declaration.name).ok()?;
    Some(&streams::op::OPERATIONS[at])
}

/// The names of all operations that the engine runs, a service a list.
pub fn operations() -> Vec<(&'static str, Vec<&'static str>)> {
    let names = streams::op::OPERATIONS.iter().map(|declaration| declaration.name).collect();
    alloc::vec![(streams::TARGET, names)]
}
