//! What is kept of each tenant's facts for the services that answer from it: CloudWatch.
//!
//! Their operations are looks: no fact tells of them, and whoever only looks leaves nothing behind.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use serde::{Deserialize, Serialize};

use super::find;
use super::tenant::Tenant;
use crate::api::Failure;
use crate::api::dispatch::Target;
use crate::cloudwatch::{self, CloudWatch};
use crate::error::Error;
use crate::fact::Event;
use crate::time::Instant;
use crate::wire::http::Form;
use crate::wire::{Reader, Writer};

/// The books of all tenants.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Books(BTreeMap<Tenant, Book>);

/// The books of one tenant.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Book {
    cloudwatch: CloudWatch,
}

/// Whether there is such an operation.
pub(super) fn has(target: Target<'_>) -> bool {
    target.service == cloudwatch::TARGET && find(cloudwatch::op::OPERATIONS, target).is_some()
}

/// The forms in which a service may be spoken to, where it is one of these.
pub(super) fn forms(service: &str) -> Option<&'static [Form]> {
    (service == cloudwatch::TARGET).then_some(cloudwatch::FORMS)
}

/// The names of all operations, a service a list.
pub(super) fn operations() -> impl Iterator<Item = (&'static str, Vec<&'static str>)> {
    [(cloudwatch::TARGET, super::names(cloudwatch::op::OPERATIONS))].into_iter()
}

impl Books {
    /// Enters a fact. A call alone opens no book.
    pub(super) fn read(&mut self, tenant: &Tenant, event: &Event, now: Instant) {
        if !matches!(event, Event::Call { .. }) && !self.0.contains_key(tenant) {
            self.0.insert(tenant.clone(), Book::default());
        }
        if let Some(book) = self.0.get_mut(tenant) {
            book.cloudwatch.read(event, now);
        }
    }

    /// The metrics of one tenant, once it has any.
    pub(super) fn cloudwatch(&self, tenant: &Tenant) -> Option<&CloudWatch> {
        self.0.get(tenant).map(|book| &book.cloudwatch)
    }

    /// Runs an operation that there is, once all facts are told.
    pub(super) fn run(
        &mut self,
        tenant: &Tenant,
        target: Target<'_>,
        authorization: Result<(), Error>,
        body: Reader<'_>,
        writer: &mut Writer,
        now: Instant,
    ) -> Result<(), Failure> {
        let mut none = Book::default();
        let book = self.0.get_mut(tenant).unwrap_or(&mut none);
        let declaration = find(cloudwatch::op::OPERATIONS, target).expect("the frame has asked");
        declaration.run(&mut book.cloudwatch, body, authorization, now, writer)
    }
}
