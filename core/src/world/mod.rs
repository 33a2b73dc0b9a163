//! The world: services, one virtual clock, one seeded random source, and the list of all that happened.
//!
//! A world is told to [`World::advance_to`] a time and does, in order, all that falls due until then. Between two calls
//! nothing moves. The same settings, scenario and calls give the same facts, and so the same [`World::hash`],
//! natively, in Node and in a browser.

pub mod action;
mod actor;
#[cfg(feature = "applications")]
mod applications;
pub mod asked;
#[cfg_attr(not(feature = "books"), path = "no_books.rs")]
mod books;
#[cfg(feature = "books")]
pub mod bounds;
#[cfg(feature = "firehose")]
pub mod bucket_view;
#[cfg(feature = "firehose")]
mod by_hand;
#[cfg(feature = "books")]
pub mod calls;
mod chronicle;
#[cfg_attr(not(feature = "lessons"), path = "no_deeds.rs")]
mod deeds;
#[cfg(feature = "firehose")]
pub mod delivered;
#[cfg(feature = "firehose")]
mod deliveries;
#[cfg(feature = "firehose")]
pub mod delivery_log;
#[cfg_attr(not(feature = "firehose"), path = "no_delivery_look.rs")]
mod delivery_look;
mod direction;
#[cfg(feature = "firehose")]
pub mod errands;
pub mod explain;
mod gauge;
pub mod goal;
#[cfg(feature = "lessons")]
pub mod lesson;
pub mod life;
#[cfg(feature = "books")]
pub mod limits;
mod logging;
mod look;
mod operations;
mod producer;
mod reader;
#[cfg(feature = "firehose")]
pub mod s3_request;
pub mod scenario;
pub mod session;
pub mod sizing;
mod snapshot;
mod subscription;
mod tenant;
mod tenants;
mod transcript;
pub mod view;
pub mod words;

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

pub use operations::{OperationStatus, operations};
pub use subscription::Polled;
pub use tenant::{Service, Services, Tenant};
pub use transcript::FACTS_KEPT;

use crate::api::dispatch::{self, Caller, Host, Target};
use crate::api::{Failure, Operation, Terms, run_typed};
use crate::error::{Code, Error};
use crate::fact::{Event, Fact, Origin};
use crate::fault::{Answer, Fate};
use crate::ids::SubscriptionId;
use crate::rng::Rng;
#[cfg(feature = "firehose")]
use crate::s3::rest;
use crate::streams;
use crate::time::{Duration, Instant};
use crate::wire::http::{AnswerIds, Form, Request, Response};
#[cfg(feature = "firehose")]
use crate::wire::sigv4;
use crate::wire::{Protocol, Reader, Writer};
use actor::Cast;
use scenario::{Action, Scenario};
use tenants::Tenants;

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
    /// Settings of Data Firehose.
    #[cfg(feature = "firehose")]
    pub firehose: crate::firehose::Settings,
    /// Settings of Data Analytics.
    #[cfg(feature = "applications")]
    pub analytics: crate::analytics::Settings,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            seed: 0,
            start: Instant::DEFAULT_START,
            tenant: Tenant::default(),
            streams: streams::Settings::default(),
            #[cfg(feature = "firehose")]
            firehose: crate::firehose::Settings::default(),
            #[cfg(feature = "applications")]
            analytics: crate::analytics::Settings::default(),
        }
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
    tenants: Tenants,
    cast: Cast,
}

const _: () = assert!(
    streams::RETENTION_DEFAULT.total_micros()
        < (Instant::MAX.total_micros() - Instant::CLOCK_END.total_micros()) as u64,
    "what falls due after the end of the clock must fall after it"
);

impl World {
    /// A world at its start, with nothing in it.
    pub fn new(settings: Settings) -> Self {
        let mut rng = Rng::from_seed(settings.seed);
        #[cfg(feature = "firehose")]
        let tenants = Tenants::with_memory(settings.streams.held_bytes_max);
        #[cfg(not(feature = "firehose"))]
        let tenants = Tenants::default();
        Self {
            now: settings.start.min(Instant::CLOCK_END),
            answer_rng: rng.fork(),
            rng,
            tenants,
            cast: Cast::default(),
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

    /// The services of one account and region, if anything was ever made there.
    pub fn services(&mut self, tenant: &Tenant) -> Option<&Services> {
        self.tenants.settled(self.now).services.get(tenant)
    }

    /// The metrics of one account and region, once anything has happened there.
    #[cfg(feature = "books")]
    pub fn cloudwatch(&mut self, tenant: &Tenant) -> Option<&crate::cloudwatch::CloudWatch> {
        self.tenants.settled(self.now).chronicle.books.cloudwatch(tenant)
    }

    /// What one account has used in one region until now, and its costs; nothing where nothing has happened.
    #[cfg(feature = "books")]
    pub fn bill(
        &mut self,
        tenant: &Tenant,
        table: &crate::pricing::PriceTable,
    ) -> Option<crate::pricing::Bill> {
        self.tenants.settled(self.now).chronicle.books.bill(tenant, table, self.now)
    }

    /// What a length of time would cost one account in one region, if all since the start went on like that.
    #[cfg(feature = "books")]
    pub fn forecast(
        &mut self,
        tenant: &Tenant,
        table: &crate::pricing::PriceTable,
        length: Duration,
    ) -> Option<crate::pricing::Bill> {
        let times = (self.settings.start, self.now);
        self.tenants.settled(self.now).chronicle.books.forecast(tenant, table, times, length)
    }

    /// What a length of time would cost for the streams of one account in one region as they are, without what is put and read.
    #[cfg(feature = "books")]
    pub fn standing(
        &mut self,
        tenant: &Tenant,
        table: &crate::pricing::PriceTable,
        length: Duration,
    ) -> Option<crate::pricing::Bill> {
        self.tenants.settled(self.now).chronicle.books.standing(tenant, table, self.now, length)
    }

    /// Answers an HTTP request as the services' endpoint would: at once, unless the request may wait. An answer whose body
    /// goes on says so; the rest of it comes by [`Self::poll_subscription`].
    pub fn handle(&mut self, request: Request<'_>) -> Response {
        self.handle_admitted(request, None)
    }

    /// Answers a request that waits and comes again: it was judged when it came first, so call rates and faults on demand
    /// strike it no more.
    pub fn handle_again(&mut self, request: Request<'_>, admitted: Fate) -> Response {
        self.handle_admitted(request, Some(admitted))
    }

    fn handle_admitted(&mut self, request: Request<'_>, admitted: Option<Fate>) -> Response {
        self.settle();
        let ids = AnswerIds::draw(&mut self.answer_rng);
        #[cfg(feature = "firehose")]
        if request.method != "OPTIONS" && rest::is_meant(&request, sigv4::service(&request).as_deref()) {
            return self.handle_s3(request, ids);
        }
        let mut response = dispatch::answer(self, request, admitted, ids);
        if response.fate.is_lost
            && let Some(events) = response.event_stream.take()
        {
            self.close_subscription(&events.subscription);
        }
        self.settle();
        response
    }

    /// Answers a request for S3.
    #[cfg(feature = "firehose")]
    fn handle_s3(&mut self, request: Request<'_>, ids: AnswerIds) -> Response {
        let cors = dispatch::cors_of(&request);
        let signer = sigv4::check(&request).unwrap_or_default();
        let Tenant { account, region } = self.settings.tenant.of_signer(&signer);
        let tenant = Tenant { account, region: region.clone() };
        let context = rest::Context { account, region, now: self.now, request_id: ids.request_id() };
        let rest::Answer { status, headers: rest_headers, body, read, changed, .. } =
            rest::answer(&mut self.tenants.desk().s3, request, &context);
        if let Some((bucket, key)) = read {
            self.tenants.say(&tenant, Event::ObjectRead { bucket, key }, self.now);
        }
        if let Some(rest::Changed { operation, bucket, key }) = changed {
            let operation = operation.into();
            self.tenants.say(&tenant, Event::BucketChanged { operation, bucket, key }, self.now);
        }
        let (content_type, event_stream, error, wait, fate) = Default::default();
        Response { status, content_type, body, event_stream, error, cors, ids, wait, fate, rest_headers }
    }

    /// Calls an operation with a typed input, as the default account in the default region. Who calls so hears the answer at
    /// once, whatever a fault does to answers on their way: [`Self::send`] says what it does.
    ///
    /// # Errors
    /// As the operation, after the constraints of its input.
    pub fn call<O>(&mut self, input: O::Input<'_>) -> Result<O::Output<'_>, Error>
    where
        O: Operation<State: Service>,
    {
        self.send::<O>(input).outcome
    }

    /// As [`Self::call`], for callers to whom faults happen: [`Answer::heard`] is what one across a network hears.
    pub fn send<O>(&mut self, input: O::Input<'_>) -> Answer<O::Output<'_>>
    where
        O: Operation<State: Service>,
    {
        self.settle();
        let (tenant, now) = (self.settings.tenant.clone(), self.now);
        let call = |services| run_typed::<O>(O::State::of(services), input, now);
        let logged = (!O::IS_DATA).then(|| logging::of_call(O::NAME));
        self.tenants.call(tenant, &self.settings, O::NAME, logged, call, |error| Some(error))
    }

    /// Moves the clock by a length of time, doing all that falls due.
    pub fn advance(&mut self, length: Duration) {
        self.advance_to(self.now + length);
    }

    /// Moves the clock to `target`, doing all that falls due until then, in order. Never back, and never past
    /// [`Instant::CLOCK_END`].
    pub fn advance_to(&mut self, target: Instant) {
        let target = target.min(Instant::CLOCK_END);
        while self.step(target) {}
        self.now = self.now.max(target);
    }

    /// Does the next thing that is due, if it is due by `limit`, and moves the clock there. Says whether there was one.
    pub fn step(&mut self, limit: Instant) -> bool {
        let limit = limit.min(Instant::CLOCK_END);
        let Some(due) = self.poll_timeout().filter(|&due| due <= limit) else { return false };
        self.now = self.now.max(due);
        self.settle();
        actor::handle_timeouts(self);
        self.settle();
        true
    }

    /// When something next falls due.
    pub fn poll_timeout(&mut self) -> Option<Instant> {
        self.settle();
        let is_taken = |id: &SubscriptionId| {
            Tenant::of_subscription(id) == self.settings.tenant && self.cast.takes(id.serial)
        };
        if self.tenants.has_ready(is_taken) {
            return Some(self.now);
        }
        self.tenants.poll_timeout().into_iter().chain(self.cast.poll_timeout()).min()
    }

    /// The running hash over all facts so far.
    pub fn hash(&mut self) -> u64 {
        self.look().chronicle.transcript.hash()
    }

    /// How many facts there were.
    pub fn fact_count(&mut self) -> u64 {
        self.look().chronicle.transcript.count()
    }

    /// Facts and records so far: what it would cost to come here again.
    fn work(&mut self) -> u64 {
        self.look().chronicle.transcript.work()
    }

    /// Memory that stored records and kept facts take.
    fn held_bytes(&self) -> u64 {
        self.tenants.held_bytes()
    }

    /// Memory that a copy has for itself once both go on.
    fn unshared_bytes(&self) -> u64 {
        self.tenants.unshared_bytes()
    }

    /// The facts from this id on, as far back as they are kept: the last [`FACTS_KEPT`].
    pub fn facts_since(&mut self, id: u64) -> impl Iterator<Item = &Fact> {
        self.look().chronicle.transcript.since(id)
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
        #[cfg(feature = "firehose")]
        scenario.deliveries.create(self)?;
        self.cast.load(scenario, self.now, &mut self.rng);
        self.settle();
        Ok(())
    }

    /// Does what a person asks for, now.
    ///
    /// # Errors
    /// What the call was refused with, or that there is no such actor. A refusal is part of the story, so it is a fact too.
    pub fn act(&mut self, action: &Action) -> Result<(), Error> {
        self.settle();
        actor::act(self, action, Origin::Person)
    }

    /// Calls an operation by name with a JSON body, as the default account in the default region, and gives the JSON answer,
    /// whatever a fault does to answers on their way.
    ///
    /// # Errors
    /// As the operation, with UnknownOperation where there is none of this name, and InvalidArgument for one whose answer
    /// goes on: there is nobody here to take the rest.
    pub fn call_json(&mut self, target: Target<'_>, body: &str) -> Result<String, Error> {
        self.settle();
        let mut body = body.as_bytes().to_vec();
        let mut writer = Writer::new(Protocol::Json);
        let reader = Reader::new(Protocol::Json, &mut body);
        let answer = if operations::find(target).is_some_and(|operation| operation.goes_on()) {
            let text = "The answer is a stream of events, which only a connection can take.";
            Err(Failure::Refused(Error::new(Code::InvalidArgument, text)))
        } else if self.has(target) {
            self.run(target, Caller::here(), reader, &mut writer).outcome
        } else {
            let unknown = self.unknown(Some(target));
            let text =
                || format!("There is no operation {:?} of {}.", target.operation, target.service).into();
            Err(Failure::Refused(Error { message: unknown.message.or_else(|| Some(text())), ..unknown }))
        };
        self.settle();
        match answer {
            Ok(()) => Ok(String::from_utf8(writer.into_bytes()).expect("JSON is UTF-8")),
            Err(Failure::Refused(error)) => Err(error),
            Err(Failure::Syntax) => Err(Error::bare(Code::Serialization)),
            Err(Failure::NotYet(_)) => unreachable!("this call does not wait"),
        }
    }

    /// Gives another world what the host has given this one.
    fn equip_alike(&self, other: &mut Self) {
        self.tenants.equip_alike(&mut other.tenants);
    }

    /// Does something with streams that change at once: a scenario begins with its streams in place.
    fn without_transition<T>(&mut self, work: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.settings.clone();
        self.settings.streams.transition = Duration::ZERO;
        #[cfg(feature = "firehose")]
        {
            self.settings.firehose.transition = Duration::ZERO;
        }
        #[cfg(feature = "applications")]
        {
            self.settings.analytics.transition = Duration::ZERO;
        }
        self.tenants.set_settings(&self.settings);
        let done = work(self);
        self.settle();
        self.settings = before;
        self.tenants.set_settings(&self.settings);
        done
    }

    /// Takes over what the last call left in its service, and does what is due at once.
    fn settle(&mut self) {
        self.tenants.settle(self.now);
    }

    /// Runs an operation of what is kept of facts, and tells of its call where that changes something.
    fn run_on_book(
        &mut self,
        tenant: &Tenant,
        target: Target<'_>,
        body: Reader<'_>,
        terms: Terms,
        writer: &mut Writer,
    ) -> Answer<(), Failure> {
        let answer = self.tenants.books().run(tenant, target, body, terms, writer);
        #[cfg(feature = "books")]
        if let Some(event) = books::told(target, &answer) {
            self.tenants.say(tenant, event, self.now);
        }
        answer
    }

    /// Tells a fact of the default account and region.
    fn say(&mut self, event: Event) {
        self.settle();
        self.tenants.say(&self.settings.tenant, event, self.now);
    }
}

impl Host for World {
    fn has(&self, target: Target<'_>) -> bool {
        operations::find(target).is_some() || books::has(target)
    }

    fn unknown(&self, target: Option<Target<'_>>) -> Error {
        let Some(target) = target else { return Error::bare(Code::UnknownOperation) };
        if let Some(unsupported) = operations::unsupported(target) {
            return unsupported.refusal();
        }
        let Target { service, operation } = target;
        if service == streams::TARGET {
            return Error::bare(Code::UnknownOperation);
        }
        let Some((_, runs)) = operations().into_iter().find(|(name, _)| *name == service) else {
            return Error::bare(Code::UnknownOperation);
        };
        let runs = runs.iter().filter(|operation| operation.unsupported.is_none());
        let runs: Vec<_> = runs.map(|operation| operation.name).collect();
        let text =
            format!("Kinetoscope does not run {operation}; of this service it runs {}.", runs.join(", "));
        Error::new(Code::UnknownOperation, text)
    }

    fn signing_names(&self) -> &'static [&'static str] {
        &[
            "kinesis",
            "monitoring",
            "cloudtrail",
            #[cfg(feature = "books")]
            "logs",
            #[cfg(feature = "firehose")]
            "firehose",
            #[cfg(feature = "firehose")]
            "s3",
            #[cfg(feature = "applications")]
            "kinesisanalytics",
        ]
    }

    fn forms(&self, service: &str) -> &'static [Form] {
        match service {
            #[cfg(feature = "firehose")]
            crate::firehose::TARGET => crate::firehose::FORMS,
            #[cfg(feature = "applications")]
            crate::analytics::op::v1::TARGET => crate::analytics::op::v1::FORMS,
            #[cfg(feature = "applications")]
            crate::analytics::op::v2::TARGET => crate::analytics::op::v2::FORMS,
            _ => books::forms(service).unwrap_or(streams::FORMS),
        }
    }

    fn run(
        &mut self,
        target: Target<'_>,
        caller: Caller<'_>,
        body: Reader<'_>,
        writer: &mut Writer,
    ) -> Answer<(), Failure> {
        let (tenant, authorization) = match &caller.signer {
            Ok(signer) => (self.settings.tenant.of_signer(signer), Ok(())),
            Err(error) => (self.settings.tenant.clone(), Err(error.clone())),
        };
        let Caller { may_wait, admitted, .. } = caller;
        let terms = Terms { authorization, now: self.now, may_wait, admitted };
        let Some(operation) = operations::find(target) else {
            return self.run_on_book(&tenant, target, body, terms, writer);
        };
        let is_logged = !operation.is_data() && caller.signer.is_ok();
        let logged = is_logged.then(|| logging::of_request(operation, &caller, &body));
        #[cfg(feature = "applications")]
        let sample = crate::analytics::op::sample_request(target, &body)
            .map(|request| self.tenants.gather_sample(&tenant, &self.settings, &request, self.now));
        let call = |services: &mut Services| {
            #[cfg(feature = "applications")]
            if let Some(sample) = sample {
                services.analytics.hand_sample(sample);
            }
            let answer = operation.run(services, body, terms, writer);
            if let Some(subscription) = writer.subscription() {
                services.streams.hand_to_connection(subscription.serial);
            }
            answer
        };
        let answer =
            self.tenants.call(tenant, &self.settings, operation.name(), logged, call, Failure::refusal);
        if matches!(answer.outcome, Err(Failure::NotYet(_))) {
            self.tenants.forget_call();
        }
        answer
    }
}

/// Whether a fault may name an operation so.
fn is_operation(name: &str) -> bool {
    streams::op::OPERATIONS.iter().any(|declaration| declaration.name == name)
}

/// Whether a request may wait for its answer, if it is allowed to. Who lets it must keep its body: it is read in place.
pub fn may_wait(request: &Request<'_>) -> bool {
    Target::of(request).and_then(operations::find).is_some_and(|operation| operation.may_wait())
}
