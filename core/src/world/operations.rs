//! The operations that change something, of every service: how they are found by name and run.

use alloc::vec::Vec;

use serde::Serialize;

use super::books;
use super::tenant::{Service, Services};
#[cfg(feature = "applications")]
use crate::analytics;
use crate::api::dispatch::Target;
use crate::api::{Declaration, Failure, Shape, Terms, Unsupported};
use crate::fault::Answer;
#[cfg(feature = "firehose")]
use crate::firehose;
#[cfg(feature = "firehose")]
use crate::s3::rest;
use crate::streams;
use crate::wire::{Reader, Writer};

/// An operation of one of a tenant's services.
pub(super) trait AnyOperation: Sync {
    /// AWS's name.
    fn name(&self) -> &'static str;

    /// What it takes.
    fn input(&self) -> &'static Shape;

    /// Whether it moves records or leads to them.
    fn is_data(&self) -> bool;

    /// Whether its answer goes on with events.
    fn goes_on(&self) -> bool;

    /// Whether its calls may wait for something to come.
    fn may_wait(&self) -> bool;

    /// As [`Declaration::run`].
    fn run(
        &self,
        services: &mut Services,
        body: Reader<'_>,
        terms: Terms,
        writer: &mut Writer,
    ) -> Answer<(), Failure>;
}

impl<S: Service> AnyOperation for Declaration<S> {
    fn name(&self) -> &'static str {
        self.name
    }

    fn input(&self) -> &'static Shape {
        self.input
    }

    fn is_data(&self) -> bool {
        self.is_data
    }

    fn goes_on(&self) -> bool {
        self.goes_on
    }

    fn may_wait(&self) -> bool {
        self.may_wait
    }

    fn run(
        &self,
        services: &mut Services,
        body: Reader<'_>,
        terms: Terms,
        writer: &mut Writer,
    ) -> Answer<(), Failure> {
        Declaration::run(self, S::of(services), body, terms, writer)
    }
}

/// The operation of a target, if there is one.
pub(super) fn find(target: Target<'_>) -> Option<&'static dyn AnyOperation> {
    fn known<S: Service>(operation: &'static Declaration<S>) -> &'static dyn AnyOperation {
        operation
    }
    match target.service {
        streams::TARGET => by_name(streams::op::OPERATIONS, target).map(known),
        #[cfg(feature = "firehose")]
        firehose::TARGET => by_name(firehose::op::OPERATIONS, target).map(known),
        #[cfg(feature = "applications")]
        analytics::op::v1::TARGET => by_name(analytics::op::v1::OPERATIONS, target).map(known),
        #[cfg(feature = "applications")]
        analytics::op::v2::TARGET => by_name(analytics::op::v2::OPERATIONS, target).map(known),
        _ => None,
    }
}

/// The operation of a service whose operations stand by name.
pub(super) fn by_name<S>(
    operations: &'static [Declaration<S>],
    target: Target<'_>,
) -> Option<&'static Declaration<S>> {
    let at = operations.binary_search_by_key(&target.operation, |declaration| declaration.name).ok()?;
    Some(&operations[at])
}

/// An operation of a service, and whether the engine runs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct OperationStatus {
    /// AWS's name.
    pub name: &'static str,
    /// Why it does not run, a sentence without its stop; nothing where it runs.
    pub unsupported: Option<&'static str>,
}

/// Why an operation of a service does not run, where that is known.
pub(super) fn unsupported(target: Target<'_>) -> Option<Unsupported> {
    match target.service {
        streams::TARGET => streams::op::unsupported().find(|it| it.name == target.operation),
        #[cfg(feature = "applications")]
        analytics::op::v2::TARGET => {
            analytics::op::v2::UNSUPPORTED.iter().find(|it| it.name == target.operation).copied()
        }
        _ => None,
    }
}

/// Operations by name, a service a list: all that the models of Data Streams and Data Analytics have, and of other services those
/// that run.
pub fn operations() -> Vec<(&'static str, Vec<OperationStatus>)> {
    let all = [
        (streams::TARGET, with(streams::op::OPERATIONS, streams::op::unsupported())),
        #[cfg(feature = "firehose")]
        (firehose::TARGET, running(firehose::op::OPERATIONS)),
        #[cfg(feature = "applications")]
        (analytics::op::v1::TARGET, running(analytics::op::v1::OPERATIONS)),
        #[cfg(feature = "applications")]
        (
            analytics::op::v2::TARGET,
            with(analytics::op::v2::OPERATIONS, analytics::op::v2::UNSUPPORTED.iter().copied()),
        ),
        #[cfg(feature = "firehose")]
        ("S3", rest::OPERATIONS.map(|name| OperationStatus { name, unsupported: None }).into()),
    ];
    all.into_iter().chain(books::operations()).collect()
}

/// Those that run and those that do not, by name.
fn with<S>(
    operations: &[Declaration<S>],
    unsupported: impl Iterator<Item = Unsupported>,
) -> Vec<OperationStatus> {
    let mut all = running(operations);
    all.extend(
        unsupported.map(|Unsupported { name, reason }| OperationStatus { name, unsupported: Some(reason) }),
    );
    all.sort_unstable_by_key(|operation| operation.name);
    all
}

pub(super) fn running<S>(operations: &[Declaration<S>]) -> Vec<OperationStatus> {
    let running =
        |declaration: &Declaration<S>| OperationStatus { name: declaration.name, unsupported: None };
    operations.iter().map(running).collect()
}
