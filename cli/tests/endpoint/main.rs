//! `kinetoscope serve` from outside: the real command on a real port.

#[path = "../support/mod.rs"]
mod support;

mod cloudtrail;
mod cloudwatch;
mod connections;
mod control;
mod deliveries;
mod faults;
mod garbage;
mod http1;
mod http2;
mod kill;
mod log;
mod mutation;
mod queues;
mod shutdown;
mod site;
mod snapshot;
mod subscribe;
mod tls;
