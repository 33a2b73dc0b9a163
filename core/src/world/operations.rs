//! The operations that change something, of every service: how they are found by name and run.

use alloc::vec::Vec;

use serde::Serialize;

use super::books;
use super::tenant::{Service, Services};
use crate::api::dispatch::Target;
use crate::api::{Declaration, Failure, Shape, Terms};
use crate::fault::Answer;
#[cfg(feature = "firehose")]
use crate::firehose;
#[cfg(feature = "firehose")]
use crate::s3::rest;
use crate::streams::op::Unsupported;
use crate::streams::{self};
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

/// Operations by name, a service a list: all that the model of Data Streams has, and of other services those that run.
pub fn operations() -> Vec<(&'static str, Vec<OperationStatus>)> {
    let mut of_streams = running(streams::op::OPERATIONS);
    let unsupported = |Unsupported { name, reason }| OperationStatus { name, unsupported: Some(reason) };
    of_streams.extend(Unsupported::all().map(unsupported));
    of_streams.sort_unstable_by_key(|operation| operation.name);
    let all = [
        (streams::TARGET, of_streams),
        #[cfg(feature = "firehose")]
        (firehose::TARGET, running(firehose::op::OPERATIONS)),
        #[cfg(feature = "firehose")]
        ("S3", rest::OPERATIONS.map(|name| OperationStatus { name, unsupported: None }).into()),
    ];
    all.into_iter().chain(books::operations()).collect()
}

pub(super) fn running<S>(operations: &[Declaration<S>]) -> Vec<OperationStatus> {
    let running =
        |declaration: &Declaration<S>| OperationStatus { name: declaration.name, unsupported: None };
    operations.iter().map(running).collect()
}
