//! What is kept of each tenant's facts for the services that answer from it, CloudWatch with its Logs and CloudTrail, and for
//! the bill.
//!
//! Most of their operations are looks: no fact tells of them, and whoever only looks leaves nothing behind. Those that make
//! or delete log groups and streams change a book, so a fact tells of each call.

use alloc::borrow::Cow;
use alloc::vec::Vec;

use litemap::LiteMap;
use serde::{Deserialize, Serialize};

use super::operations::{OperationStatus, by_name as find, running};
use super::tenant::Tenant;
use crate::api::dispatch::Target;
use crate::api::{Declaration, Failure, Terms};
use crate::cloudtrail::{self, CloudTrail};
use crate::cloudwatch::{self, CloudWatch};
use crate::error::Code;
use crate::fact::Event;
use crate::fault::Answer;
use crate::logs::{self, Logs};
use crate::pricing::{Bill, Ledger, PriceTable};
use crate::time::{Duration, Instant};
use crate::wire::http::Form;
use crate::wire::{Reader, Writer};

/// The books of all tenants.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Books(LiteMap<Tenant, Book>);

/// The books of one tenant.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Book {
    cloudwatch: CloudWatch,
    cloudtrail: CloudTrail,
    logs: Logs,
    ledger: Ledger,
}

impl Book {
    fn new(tenant: &Tenant) -> Self {
        let cloudtrail = CloudTrail::new(tenant.account, tenant.region.clone());
        let logs = Logs::new(tenant.account, tenant.region.clone());
        Self { cloudwatch: CloudWatch::default(), cloudtrail, logs, ledger: Ledger::default() }
    }
}

/// An operation on a book.
enum Look {
    CloudWatch(&'static Declaration<CloudWatch>),
    CloudTrail(&'static Declaration<CloudTrail>),
    Logs(&'static Declaration<Logs>),
}

impl Look {
    fn find(target: Target<'_>) -> Option<Self> {
        match target.service {
            cloudwatch::TARGET => find(cloudwatch::op::OPERATIONS, target).map(Self::CloudWatch),
            cloudtrail::TARGET => find(cloudtrail::op::OPERATIONS, target).map(Self::CloudTrail),
            logs::TARGET => find(logs::op::OPERATIONS, target).map(Self::Logs),
            _ => None,
        }
    }
}

/// Whether there is such an operation.
pub(super) fn has(target: Target<'_>) -> bool {
    Look::find(target).is_some()
}

/// The forms in which a service may be spoken to, where it is one of these.
pub(super) fn forms(service: &str) -> Option<&'static [Form]> {
    match service {
        cloudwatch::TARGET => Some(cloudwatch::FORMS),
        cloudtrail::TARGET => Some(cloudtrail::FORMS),
        logs::TARGET => Some(logs::FORMS),
        _ => None,
    }
}

/// All operations, a service a list.
pub(super) fn operations() -> impl Iterator<Item = (&'static str, Vec<OperationStatus>)> {
    let of_cloudwatch = (cloudwatch::TARGET, running(cloudwatch::op::OPERATIONS));
    let of_cloudtrail = (cloudtrail::TARGET, running(cloudtrail::op::OPERATIONS));
    [of_cloudwatch, of_cloudtrail, (logs::TARGET, running(logs::op::OPERATIONS))].into_iter()
}

/// What is told of a call that was answered: nothing of a look.
pub(super) fn told(target: Target<'_>, answer: &Answer<(), Failure>) -> Option<Event> {
    let Look::Logs(declaration) = Look::find(target)? else { return None };
    if !logs::op::is_change(declaration.name) {
        return None;
    }
    let code = |failure: &Failure| failure.refusal().map_or(Code::Serialization, |error| error.code);
    let error = answer.outcome.as_ref().err().map(|failure| Cow::Borrowed(code(failure).name()));
    Some(Event::Call { operation: Cow::Borrowed(declaration.name), error })
}

impl Books {
    /// Enters a fact. A call alone opens no book.
    pub(super) fn read(&mut self, tenant: &Tenant, event: &Event, now: Instant) {
        let is_call = matches!(event, Event::Call { .. } | Event::Logged(_));
        if !is_call && !self.0.contains_key(tenant) {
            self.0.insert(tenant.clone(), Book::new(tenant));
        }
        if let Some(book) = self.0.get_mut(tenant) {
            book.cloudwatch.read(event, now);
            book.cloudtrail.read(event, now);
            book.logs.read(event, now);
            book.ledger.read(event, now);
        }
    }

    /// The metrics of one tenant, once it has any.
    pub(super) fn cloudwatch(&self, tenant: &Tenant) -> Option<&CloudWatch> {
        self.0.get(tenant).map(|book| &book.cloudwatch)
    }

    /// What one tenant has used until now costs, once anything has happened there.
    pub(super) fn bill(&self, tenant: &Tenant, table: &PriceTable, now: Instant) -> Option<Bill> {
        self.0.get(tenant).map(|book| book.ledger.bill(table, now))
    }

    /// What a length of time costs one tenant, if all since `start` went on like that.
    pub(super) fn forecast(
        &self,
        tenant: &Tenant,
        table: &PriceTable,
        (start, now): (Instant, Instant),
        length: Duration,
    ) -> Option<Bill> {
        self.0.get(tenant).map(|book| book.ledger.forecast(table, start, now, length))
    }

    /// What a length of time costs one tenant for its streams as they are, without what is put and read.
    pub(super) fn standing(
        &self,
        tenant: &Tenant,
        table: &PriceTable,
        now: Instant,
        length: Duration,
    ) -> Option<Bill> {
        self.0.get(tenant).map(|book| book.ledger.standing(table, now, length))
    }

    /// Runs an operation that there is, once all facts are told.
    pub(super) fn run(
        &mut self,
        tenant: &Tenant,
        target: Target<'_>,
        body: Reader<'_>,
        terms: Terms,
        writer: &mut Writer,
    ) -> Answer<(), Failure> {
        let mut none = None;
        let book = self.0.get_mut(tenant).unwrap_or_else(|| none.insert(Book::new(tenant)));
        let answer = match Look::find(target).expect("the frame has asked") {
            Look::CloudWatch(declaration) => declaration.run(&mut book.cloudwatch, body, terms, writer),
            Look::CloudTrail(declaration) => declaration.run(&mut book.cloudtrail, body, terms, writer),
            Look::Logs(declaration) => declaration.run(&mut book.logs, body, terms, writer),
        };
        if let Some(book) = none.filter(|_| answer.outcome.is_ok() && told(target, &answer).is_some()) {
            self.0.insert(tenant.clone(), book);
        }
        answer
    }
}
