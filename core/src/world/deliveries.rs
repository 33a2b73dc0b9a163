//! What a host sees and does of deliveries: buckets, servers and tables, tasks, faults of destinations.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::errands::catalog::Catalog;
use super::errands::functions::{Blueprint, FunctionCode};
use super::errands::{Desk, Outside, Task, TaskId};
use super::{Tenant, World};
use crate::errand::{Outcome, Refused};
use crate::fault::destination::DestinationFault;
use crate::firehose::example::function_event;
use crate::firehose::formats::Formats;
use crate::s3::{Refusal, S3};

impl World {
    /// S3, which is one for all accounts and regions.
    pub fn s3(&mut self) -> &S3 {
        &self.deliveries().s3
    }

    /// Makes a bucket of the default account, in the default region.
    ///
    /// # Errors
    /// Where the name cannot be, or is taken.
    pub fn create_bucket(&mut self, name: &str) -> Result<(), Refusal> {
        self.settle();
        let Tenant { account, region } = self.settings.tenant.clone();
        let now = self.now;
        self.tenants.desk().s3.create_bucket(name, account, &region, now)
    }

    /// What delivery streams deliver to, as it is now.
    pub fn deliveries(&mut self) -> &Desk {
        self.settle();
        self.tenants.desk()
    }

    /// The data catalog, to put tables into.
    pub fn catalog(&mut self) -> &mut Catalog {
        &mut self.tenants.desk().catalog
    }

    /// Makes a function, or gives one another code.
    pub fn put_function(&mut self, name: &str, code: FunctionCode) {
        self.tenants.desk().functions.put(name, code);
    }

    /// The event that a function would be called with for records that were just put; nothing is called.
    pub fn function_event(&self, records: &[&[u8]]) -> Vec<u8> {
        let Tenant { account, region } = &self.settings.tenant;
        let arn = format!("arn:aws:firehose:{}:{account}:deliverystream/test", region.as_str());
        function_event(&arn, region.as_str(), records, self.now)
    }

    /// What a blueprint answers to an event; nothing else comes of it.
    ///
    /// # Errors
    /// As a function that throws.
    pub fn try_blueprint(&mut self, blueprint: Blueprint, event: &[u8]) -> Result<Vec<u8>, Refused> {
        self.deliveries().try_blueprint(blueprint, event)
    }

    /// What a delivery stream cannot do, in words, because [`Self::set_formats`] was not called; nothing where none needs it. Until
    /// then its deliveries fail and are tried again, and records that would be decompressed or asked for keys fail.
    pub fn needs_formats(&self) -> Option<String> {
        self.tenants.needs_formats()
    }

    /// Gives the world what its host has libraries for. One that goes on from a snapshot is given it anew.
    pub fn set_formats(&mut self, formats: &'static dyn Formats) {
        self.tenants.set_formats(formats);
    }

    /// Says what the host does from now on, and is told of by [`Self::poll_task`]; all else is simulated.
    pub fn set_outside(&mut self, outside: Outside) {
        self.tenants.desk().set_outside(outside);
    }

    /// The next task for the host. Each is told once; [`Self::end_task`] takes what came of it.
    pub fn poll_task(&mut self) -> Option<Task> {
        self.settle();
        self.tenants.desk().poll_task()
    }

    /// The oldest task that has not ended, whether the host was told of it or not: for one that lets time stand still meanwhile.
    pub fn open_task(&mut self) -> Option<&Task> {
        self.settle();
        self.tenants.open_task()
    }

    /// Takes what came of a task, now. Says whether anybody has waited for it.
    pub fn end_task(&mut self, id: TaskId, outcome: Outcome) -> bool {
        self.settle();
        let now = self.now;
        let is_awaited = self.tenants.desk().end_task(id, outcome, now);
        self.settle();
        is_awaited
    }

    /// Begins a fault of destinations.
    pub fn begin_destination_fault(&mut self, plan: DestinationFault) {
        self.settle();
        let rng = self.rng.fork();
        let now = self.now;
        self.tenants.desk().begin_fault(plan, now, rng);
    }

    /// Has all delivered that a delivery stream of the default account and region has accepted, without waiting for buffers to
    /// fill, also what a function gives back later. Says whether there is one.
    pub fn flush_delivery_stream(&mut self, name: &str) -> bool {
        self.settle();
        let is_there = self.tenants.flush(&self.settings.tenant, name, self.now);
        self.settle();
        is_there
    }
}
