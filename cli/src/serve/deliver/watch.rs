//! Says in the log when deliveries begin to fail and when they work again: whoever put the records was answered long before.

use std::collections::BTreeMap;
use std::sync::Arc;

use kinetoscope::fact::{DeliveryStreamEvent, Event, Fact};
use kinetoscope::world::{Tenant, World};
use tracing::{Level, enabled, info, warn};

use crate::serve::Endpoint;

/// What is said to be failing, of facts that were read.
#[derive(Debug, Default)]
pub(crate) struct Watch {
    /// The world whose facts these are, by its number.
    world: u64,
    /// The id of the next fact.
    next: u64,
    failing: BTreeMap<Way, Told>,
}

/// What can fail and work again by itself: a delivery stream and what it reaches.
type Way = (Tenant, Arc<str>, String);

/// How far it was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Told {
    /// That it is tried again.
    Failed,
    /// That records were given up.
    GaveUp,
}

/// What a fact says of a way.
struct News<'a> {
    to: &'a str,
    failure: Option<Failure<'a>>,
}

struct Failure<'a> {
    code: &'a str,
    message: &'a str,
    is_repeated: bool,
}

impl Endpoint {
    /// Looks at what has happened since the last time. The log tells each failure once, however often it is tried again.
    pub(in crate::serve) fn tell_deliveries(&self) {
        if enabled!(Level::WARN) {
            let mut engine = self.engine.borrow_mut();
            let number = engine.number();
            self.watch.borrow_mut().look(number, engine.world());
        }
    }
}

impl Watch {
    /// Begins with what happens from now on.
    pub(crate) fn new(next: u64) -> Self {
        Self { next, ..Self::default() }
    }

    fn look(&mut self, number: u64, world: &mut World) {
        if self.world != number {
            *self = Self { world: number, ..Self::new(world.fact_count()) };
        }
        for fact in world.facts_since(self.next) {
            self.next = fact.id + 1;
            self.read(fact);
        }
    }

    fn read(&mut self, fact: &Fact) {
        let Event::DeliveryStream { delivery_stream, event } = &fact.event else { return };
        let tenant = || Tenant { account: fact.account, region: fact.region.clone() };
        if **event == DeliveryStreamEvent::StatusChanged(None) {
            let gone = tenant();
            self.failing.retain(|(tenant, name, _), _| (tenant, name) != (&gone, delivery_stream));
        }
        if let Some(News { to, failure }) = news(event) {
            let way = (tenant(), delivery_stream.clone(), to.to_owned());
            match failure {
                Some(failure) => self.fail(way, &failure),
                None => self.work(&way),
            }
        }
    }

    fn fail(&mut self, way: Way, failure: &Failure<'_>) {
        let told = if failure.is_repeated { Told::Failed } else { Told::GaveUp };
        if self.failing.get(&way).is_some_and(|known| told <= *known) {
            return;
        }
        let (_, name, to) = &way;
        let Failure { code, message, .. } = failure;
        match told {
            Told::Failed => {
                warn!(delivery_stream = %name, to, error = code, "a try failed, and more follow: {message}")
            }
            Told::GaveUp => warn!(delivery_stream = %name, to, error = code, "gave up: {message}"),
        }
        self.failing.insert(way, told);
    }

    fn work(&mut self, way: &Way) {
        if self.failing.remove(way).is_some() {
            let (_, name, to) = way;
            info!(delivery_stream = %name, to, "works again");
        }
    }
}

fn news(event: &DeliveryStreamEvent) -> Option<News<'_>> {
    let worked = |to| Some(News { to, failure: None });
    let failed = |to, code, message, is_repeated| {
        Some(News { to, failure: Some(Failure { code, message, is_repeated }) })
    };
    match event {
        DeliveryStreamEvent::Delivered { target, .. } => worked(target),
        DeliveryStreamEvent::DeliveryFailed { target, code, message, next, .. } => {
            failed(target, code, message, next.is_some())
        }
        DeliveryStreamEvent::FunctionAnswered { .. } => worked("its function"),
        DeliveryStreamEvent::FunctionFailed { code, message, is_repeated, .. } => {
            failed("its function", code, message, *is_repeated)
        }
        DeliveryStreamEvent::Read { .. } => worked("its source"),
        DeliveryStreamEvent::ReadFailed { code } => {
            failed("its source", code, "the stream could not be read", true)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kinetoscope::ids::{AccountId, Region};
    use kinetoscope::time::Instant;

    fn failed(name: &str, next: Option<Instant>) -> Fact {
        let event = DeliveryStreamEvent::DeliveryFailed {
            target: "S3".into(),
            lane: "data".into(),
            place: String::new(),
            records: 1,
            code: "S3.NoSuchBucket".into(),
            message: "The specified bucket does not exist".into(),
            attempts: 1,
            next,
        };
        fact(name, event)
    }

    fn fact(name: &str, event: DeliveryStreamEvent) -> Fact {
        let event = Event::DeliveryStream { delivery_stream: name.into(), event: Box::new(event) };
        Fact { id: 0, at: Instant::EPOCH, account: AccountId::DEFAULT, region: Region::default(), event }
    }

    #[test]
    fn a_stream_that_gives_up_has_told_less_before_and_one_that_is_gone_fails_no_more() {
        let mut watch = Watch::default();
        let told = |watch: &Watch| watch.failing.values().copied().collect::<Vec<_>>();
        watch.read(&failed("logs", Some(Instant::EPOCH)));
        watch.read(&failed("clicks", Some(Instant::EPOCH)));
        assert_eq!(told(&watch), [Told::Failed, Told::Failed]);
        watch.read(&failed("logs", None));
        watch.read(&failed("logs", Some(Instant::EPOCH)));
        assert_eq!(told(&watch), [Told::Failed, Told::GaveUp]);
        watch.read(&fact("logs", DeliveryStreamEvent::StatusChanged(None)));
        assert_eq!(told(&watch), [Told::Failed]);
    }
}
