//! The services of all tenants, who of them is due next, and what reads their facts.
//!
//! A typed answer borrows from its service, so the facts of a call stay there until the next use of the world. Nothing
//! here can be looked at before they are taken over: [`Tenants::settled`] is the only way to services and readers.

use alloc::borrow::Cow;
use alloc::boxed::Box;
#[cfg(feature = "firehose")]
use alloc::string::String;
use alloc::vec::Vec;

use litemap::LiteMap;
use serde::{Deserialize, Serialize};

use super::Settings;
use super::books::Books;
use super::chronicle::Chronicle;
#[cfg(feature = "applications")]
use super::errands::sample::Sources;
#[cfg(feature = "firehose")]
use super::errands::{Awaited, Desk, Holder, Ran, Task};
use super::tenant::{Equipment, Rates, Services, Tenant};
#[cfg(feature = "applications")]
use crate::analytics::application::discovery::{Sample, SampleRequest};
#[cfg(feature = "firehose")]
use crate::errand::Outcome;
use crate::error::{Code, Error};
use crate::fact::{Event, LoggedCall};
use crate::fault::{Answer, FaultPlan};
#[cfg(feature = "firehose")]
use crate::firehose::formats::Formats;
use crate::ids::{ShardId, SubscriptionId};
use crate::rng::Rng;
use crate::streams::{KeyState, Next};
use crate::time::Instant;

/// Tenants without anything whose call rates are kept; those of more are forgotten.
const RATES_KEPT: usize = 256;

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Tenants {
    services: LiteMap<Tenant, Services>,
    /// Where errands of services are run.
    #[cfg(feature = "firehose")]
    desk: Desk,
    /// What services are given by the host.
    #[serde(skip)]
    equipment: Equipment,
    /// What those who have nothing have used of their call rates.
    rates: LiteMap<Tenant, Rates>,
    /// Who has something to do and when; equal times in the order of tenants.
    due: LiteMap<(Instant, Tenant), ()>,
    chronicle: Chronicle,
    /// Subscriptions whose holders have something to take and were not told yet.
    #[serde(skip)]
    ready: LiteMap<SubscriptionId, ()>,
    /// The call whose facts are still in its service, because its answer borrowed from there.
    #[serde(skip)]
    unsettled: Option<Unsettled>,
}

#[derive(Clone, Debug)]
struct Unsettled {
    tenant: Tenant,
    /// Whether this call was the tenant's first.
    is_new: bool,
    /// What is told of it; nothing where an event was taken.
    call: Option<Called>,
    /// What else is told of it.
    logged: Option<Box<LoggedCall>>,
}

#[derive(Clone, Copy, Debug)]
struct Called {
    operation: &'static str,
    /// The type of its refusal.
    error: Option<&'static str>,
    /// Whether a fault keeps the answer from the caller.
    is_lost: bool,
}

/// What there is to see once all facts are told.
#[derive(Clone, Copy, Debug)]
pub(super) struct Settled<'w> {
    pub(super) services: &'w LiteMap<Tenant, Services>,
    pub(super) chronicle: &'w Chronicle,
    #[cfg(feature = "firehose")]
    pub(super) desk: &'w Desk,
}

impl Tenants {
    /// Without any tenant yet; what is delivered may take so many bytes.
    #[cfg(feature = "firehose")]
    pub(super) fn with_memory(bytes_max: Option<u64>) -> Self {
        Self { desk: Desk::with_memory(bytes_max), ..Self::default() }
    }

    /// Runs a call of an operation on a tenant's services; `refusal` is what refused it, if its body could be read. What is
    /// to be logged of it is completed and told once it is answered.
    pub(super) fn call<'s, T, E>(
        &'s mut self,
        tenant: Tenant,
        settings: &Settings,
        operation: &'static str,
        logged: Option<Box<LoggedCall>>,
        call: impl FnOnce(&'s mut Services) -> Answer<T, E>,
        refusal: impl for<'e> FnOnce(&'e E) -> Option<&'e Error>,
    ) -> Answer<T, E> {
        let is_new = !self.services.contains_key(&tenant);
        let answer =
            call(services_of(&mut self.services, &mut self.rates, &tenant, settings, &self.equipment));
        let refused = answer.outcome.as_ref().err().map(|error| {
            let refusal = refusal(error);
            (refusal.map_or(Code::Serialization, |error| error.code), refusal)
        });
        let error = refused.map(|(code, _)| code.name());
        let logged = logged.filter(|_| refused.is_none_or(|(code, _)| code != Code::Serialization));
        let logged = logged.map(|mut logged| {
            logged.error = refused.map(|(code, _)| code.name().into());
            logged.message = refused.and_then(|(_, error)| error?.message.as_deref()).map(Into::into);
            logged
        });
        let call = Some(Called { operation, error, is_lost: answer.fate.is_lost });
        self.unsettled = Some(Unsettled { tenant, is_new, call, logged });
        answer
    }

    /// Where errands are run, as it is once all is settled.
    #[cfg(feature = "firehose")]
    pub(super) fn desk(&mut self) -> &mut Desk {
        &mut self.desk
    }

    /// The oldest task of the host that has not ended.
    #[cfg(feature = "firehose")]
    pub(super) fn open_task(&self) -> Option<&Task> {
        self.desk.open_task()
    }

    /// Gives all services what the host has libraries for.
    #[cfg(feature = "firehose")]
    pub(super) fn set_formats(&mut self, formats: &'static dyn Formats) {
        self.desk.set_formats(formats);
        self.equipment.formats = Some(formats);
        let Self { services, equipment, .. } = self;
        services.iter_mut().for_each(|(_, services)| equipment.equip(services));
    }

    /// What a delivery stream of any account cannot do without formats, in words.
    #[cfg(feature = "firehose")]
    pub(super) fn needs_formats(&self) -> Option<String> {
        self.services.values().find_map(|services| services.firehose.needs_formats())
    }

    /// Gives others what these were given.
    #[cfg_attr(not(feature = "firehose"), expect(clippy::unused_self, reason = "there is nothing to give"))]
    pub(super) fn equip_alike(&self, others: &mut Self) {
        #[cfg(feature = "firehose")]
        if let Some(formats) = self.equipment.formats {
            others.set_formats(formats);
        }
        #[cfg(feature = "firehose")]
        others.desk.set_outside(self.desk.outside().clone());
        #[cfg(not(feature = "firehose"))]
        let _ = others;
    }

    /// Whether any account has a delivery stream of this name in any region.
    #[cfg(feature = "firehose")]
    pub(super) fn has_delivery_stream(&self, name: &str) -> bool {
        self.services.values().any(|services| services.firehose.delivery_stream(name).is_some())
    }

    /// Lets nothing wait in a buffer that a delivery stream has accepted; says whether there is one.
    #[cfg(feature = "firehose")]
    pub(super) fn flush(&mut self, tenant: &Tenant, delivery_stream: &str, now: Instant) -> bool {
        let Some(services) = self.services.get_mut(tenant) else { return false };
        let is_there = services.firehose.flush(delivery_stream, now);
        self.drain(tenant, now);
        is_there
    }

    /// Lets an application break off and go on; says whether there is one that runs.
    #[cfg(feature = "applications")]
    pub(super) fn restart_application(&mut self, tenant: &Tenant, name: &str, now: Instant) -> bool {
        let Some(services) = self.services.get_mut(tenant) else { return false };
        let is_done = services.analytics.restart(name, now);
        self.drain(tenant, now);
        is_done
    }

    /// Tells a service what came of its errand; nothing follows where nobody waits any more.
    #[cfg(feature = "firehose")]
    pub(super) fn tell_outcome(&mut self, awaited: Awaited, outcome: Outcome, now: Instant) {
        let Awaited { tenant, asker, purpose } = awaited;
        if let Some(services) = self.services.get_mut(&tenant) {
            services.take_outcome(&asker, purpose, outcome, now);
            self.drain(&tenant, now);
        }
    }

    /// Gathers what a schema is to be found in, from a tenant's streams and from buckets.
    #[cfg(feature = "applications")]
    pub(super) fn gather_sample(
        &mut self,
        tenant: &Tenant,
        settings: &Settings,
        request: &SampleRequest,
        now: Instant,
    ) -> Result<Sample, Error> {
        let mut none = None;
        let services = match self.services.get_mut(tenant) {
            Some(services) => services,
            None => none.insert(Services::new(tenant, settings)),
        };
        let sources = Sources { streams: &mut services.streams, firehose: &mut services.firehose };
        let (sample, calls) = self.desk.sample(sources, request, now);
        self.drain(tenant, now);
        for (operation, error) in calls {
            let (operation, error) = (Cow::Borrowed(operation), error.map(Cow::Borrowed));
            self.chronicle.take(tenant, Event::Call { operation, error }, now);
        }
        sample
    }

    /// Tells services what was known before, and is told now.
    #[cfg(feature = "firehose")]
    fn tell_late(&mut self, now: Instant) {
        while let Some((awaited, outcome)) = self.desk.take_late(now) {
            self.tell_outcome(awaited, outcome, now);
        }
    }

    /// The last call was none: it did nothing, and will be made again.
    pub(super) fn forget_call(&mut self) {
        self.unsettled = None;
    }

    /// Takes over what the last call left in its service and does what is due, then lets one look.
    pub(super) fn settled(&mut self, now: Instant) -> Settled<'_> {
        self.settle(now);
        Settled {
            services: &self.services,
            chronicle: &self.chronicle,
            #[cfg(feature = "firehose")]
            desk: &self.desk,
        }
    }

    /// What is kept of facts for operations that look at it; right once all is settled.
    pub(super) fn books(&mut self) -> &mut Books {
        &mut self.chronicle.books
    }

    /// Takes over what the last call left in its service, and does what is due.
    pub(super) fn settle(&mut self, now: Instant) {
        if let Some(Unsettled { tenant, is_new, call, logged }) = self.unsettled.take() {
            self.drain(&tenant, now);
            if let Some(Called { operation, error, is_lost }) = call {
                let (operation, error) = (Cow::Borrowed(operation), error.map(Cow::Borrowed));
                let lost = is_lost.then(|| Event::AnswerLost { operation: operation.clone() });
                self.say(&tenant, Event::Call { operation, error }, now);
                lost.into_iter().for_each(|lost| self.say(&tenant, lost, now));
            }
            if let Some(logged) = logged {
                self.say(&tenant, Event::Logged(logged), now);
            }
            // Whoever only looks leaves nothing behind, however many accounts and regions it names.
            if is_new && self.services.get(&tenant).is_some_and(Services::is_empty) {
                let services = self.services.remove(&tenant);
                self.keep_rates(tenant, services.map(|mut services| services.take_rates()), now);
            }
        }
        #[cfg(feature = "firehose")]
        self.tell_late(now);
        while let Some(((_, tenant), ())) = self.due.first().filter(|((due, _), ())| *due <= now) {
            let tenant = tenant.clone();
            if let Some(services) = self.services.get_mut(&tenant) {
                services.handle_timeout(now);
                let next = services.poll_timeout();
                assert!(next.is_none_or(|next| now < next), "a service that did what is due is due later");
            }
            self.drain(&tenant, now);
        }
    }

    /// Keeps what a tenant without anything has used of its call rates.
    fn keep_rates(&mut self, tenant: Tenant, rates: Option<Rates>, now: Instant) {
        let Some(rates) = rates.filter(|rates| !rates.are_full(now)) else { return };
        if RATES_KEPT <= self.rates.len() {
            self.rates.retain(|_, rates| !rates.are_full(now));
        }
        if self.rates.len() < RATES_KEPT {
            self.rates.insert(tenant, rates);
        }
    }

    /// Takes the next event of a subscription; all is settled. What that leads to is left to the next settling.
    pub(super) fn next_event(&mut self, id: &SubscriptionId, now: Instant) -> Next<'_> {
        self.ready.remove(id);
        let tenant = Tenant::of_subscription(id);
        let Some(services) = self.services.get_mut(&tenant) else { return Next::Ended(None) };
        self.unsettled = Some(Unsettled { tenant, is_new: false, call: None, logged: None });
        services.streams.next_event(id.serial, now)
    }

    /// A subscription that came to have something to take since it was last asked; each is named once. Those of readers
    /// are left to them.
    pub(super) fn poll_ready(
        &mut self,
        is_of_reader: impl Fn(&SubscriptionId) -> bool,
    ) -> Option<SubscriptionId> {
        let id = self.ready.keys().find(|id| !is_of_reader(id)).cloned()?;
        self.ready.remove(&id);
        Some(id)
    }

    /// Whether any of these subscriptions came to have something to take.
    pub(super) fn has_ready(&self, is_meant: impl Fn(&SubscriptionId) -> bool) -> bool {
        self.ready.keys().any(is_meant)
    }

    /// Whether a subscription came to have something to take.
    #[cfg(feature = "subscriptions")]
    pub(super) fn is_ready(&self, id: &SubscriptionId) -> bool {
        self.ready.contains_key(id)
    }

    /// Lets the holder of a subscription look whether there is something to take.
    pub(super) fn tell(&mut self, id: SubscriptionId) {
        self.ready.insert(id, ());
    }

    /// Ends a subscription whose holder has gone.
    pub(super) fn close_subscription(&mut self, id: &SubscriptionId, now: Instant) {
        self.ready.remove(id);
        let tenant = Tenant::of_subscription(id);
        if let Some(services) = self.services.get_mut(&tenant) {
            services.streams.close_subscription(id.serial, now);
            self.drain(&tenant, now);
        }
    }

    /// Ends the subscriptions that go to connections, which are gone.
    pub(super) fn close_connections(&mut self, now: Instant) {
        let tenants: Vec<_> = self.services.keys().cloned().collect();
        for tenant in tenants {
            let services = self.services.get_mut(&tenant).expect("its key was there");
            services.streams.close_connections(now);
            self.drain(&tenant, now);
        }
    }

    /// Memory that stored records and kept facts take.
    pub(super) fn held_bytes(&self) -> u64 {
        let records: u64 = self.services.values().map(|services| services.streams.held_bytes()).sum();
        #[cfg(feature = "firehose")]
        let records = records + self.desk.held_bytes();
        records + self.chronicle.transcript.held_bytes()
    }

    /// Memory that a copy has for itself once both go on.
    pub(super) fn unshared_bytes(&self) -> u64 {
        self.services.values().map(|services| services.streams.unshared_bytes()).sum()
    }

    /// When something next falls due; right once all is settled.
    pub(super) fn poll_timeout(&self) -> Option<Instant> {
        let next = self.due.first().map(|((due, _), ())| *due);
        #[cfg(feature = "firehose")]
        let next = next.into_iter().chain(self.desk.poll_timeout()).min();
        next
    }

    /// Tells a fact that comes from no service.
    pub(super) fn say(&mut self, tenant: &Tenant, event: Event, now: Instant) {
        self.chronicle.take(tenant, event, now);
    }

    /// Makes a shard refuse all writes until a time.
    pub(super) fn refuse_writes(
        &mut self,
        tenant: &Tenant,
        stream: &str,
        shard: ShardId,
        until: Instant,
    ) -> Result<(), Error> {
        let services =
            self.services.get_mut(tenant).ok_or_else(|| super::actor::no_such("stream", stream))?;
        services.streams.refuse_writes(stream, shard, until)
    }

    /// Begins a fault on demand, in the default account and region.
    pub(super) fn begin_fault(&mut self, settings: &Settings, plan: FaultPlan, now: Instant, rng: Rng) {
        self.default_services(settings).streams.begin_fault(plan, now, rng);
    }

    /// Ends all faults that were begun so.
    pub(super) fn clear_faults(&mut self) {
        self.services.iter_mut().for_each(|(_, services)| services.streams.clear_faults());
        #[cfg(feature = "firehose")]
        self.desk.clear_faults();
    }

    fn default_services(&mut self, settings: &Settings) -> &mut Services {
        services_of(&mut self.services, &mut self.rates, &settings.tenant, settings, &self.equipment)
    }

    /// Says what becomes of attempts to use a KMS key, in the default account and region.
    pub(super) fn set_key_state(&mut self, settings: &Settings, key: &str, state: KeyState) {
        self.default_services(settings).streams.set_key_state(key, state);
    }

    /// Gives all services other settings.
    pub(super) fn set_settings(&mut self, settings: &Settings) {
        self.services.iter_mut().for_each(|(_, services)| services.set_settings(settings));
    }

    /// The one way facts go: from a service to those who read them. What the service has to do next is queued.
    fn drain(&mut self, tenant: &Tenant, now: Instant) {
        let Some(services) = self.services.get_mut(tenant) else { return };
        #[cfg(feature = "firehose")]
        while let Some(errand) = services.poll_errand() {
            let Services { streams, firehose, .. } = services;
            let (asker, purpose) = (errand.asker.clone(), errand.purpose);
            let Ran { outcome, calls } = self.desk.run(tenant, errand, streams, firehose, now);
            if let Some(outcome) = outcome {
                services.take_outcome(&asker, purpose, outcome, now);
            }
            while let Some(event) = services.poll_output() {
                self.chronicle.take(tenant, event, now);
            }
            while let Some((holder, count)) = self.desk.take_evicted() {
                let event = match holder {
                    Holder::Bucket(bucket) => Event::ObjectsEvicted { bucket, count },
                    Holder::Server(server) => Event::ReceivedEvicted { server, count },
                };
                self.chronicle.take(tenant, event, now);
            }
            for (operation, error) in calls {
                let (operation, error) = (Cow::Borrowed(operation), error.map(Cow::Borrowed));
                self.chronicle.take(tenant, Event::Call { operation, error }, now);
            }
        }
        while let Some(event) = services.poll_output() {
            self.chronicle.take(tenant, event, now);
        }
        while let Some(id) = services.streams.poll_ready() {
            self.ready.insert(id, ());
        }
        let next = services.poll_timeout();
        let before = core::mem::replace(&mut services.queued, next);
        if next != before {
            before.map(|due| self.due.remove(&(due, tenant.clone())));
            next.map(|due| self.due.insert((due, tenant.clone()), ()));
        }
    }
}

/// The services of a tenant, which are made if they are not there.
fn services_of<'s>(
    services: &'s mut LiteMap<Tenant, Services>,
    rates: &mut LiteMap<Tenant, Rates>,
    tenant: &Tenant,
    settings: &Settings,
    equipment: &Equipment,
) -> &'s mut Services {
    services.entry(tenant.clone()).or_insert_with(|| {
        let mut services = Services::new(tenant, settings);
        services.set_rates(rates.remove(tenant).unwrap_or_default());
        equipment.equip(&mut services);
        services
    })
}
