//! The log: a line for each request, on standard error, written by a thread of its own.

use std::io::{IsTerminal, stderr};
use std::time::Instant;

use hyper::body::Body;
use hyper::http::request::Parts;
use kinetoscope::ids::Region;
use kinetoscope::wire::sigv4;
use kinetoscope::world::Tenant;
use tracing::level_filters::LevelFilter;
use tracing::{Level, enabled, info};
use tracing_appender::non_blocking::WorkerGuard;

use super::arguments::LogFormat;
use super::{Answer, aws};

/// Starts the log. What is still to be written is written when the guard goes; if nobody reads the lines, the newest
/// are dropped rather than that requests wait.
pub(super) fn start(format: LogFormat, quiet: bool) -> WorkerGuard {
    let (writer, guard) = tracing_appender::non_blocking(stderr());
    let level = if quiet { LevelFilter::ERROR } else { LevelFilter::INFO };
    let colours = stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let log = tracing_subscriber::fmt()
        .with_writer(writer)
        .with_max_level(level)
        .with_target(false)
        .with_ansi(colours);
    match format {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().flatten_event(true).init(),
    }
    guard
}

/// What will be said of a request once it is answered. Where nothing will be said, nothing is looked up.
pub(super) struct Entry {
    started: Instant,
    tenant: Tenant,
}

impl Entry {
    /// Begins when the head of a request has come; `tenant` is who calls that do not say who they are.
    pub(super) fn begin(head: &Parts, tenant: &Tenant) -> Option<Self> {
        if !enabled!(Level::INFO) {
            return None;
        }
        let headers = aws::headers(head);
        let signer = sigv4::check(&aws::request(head, &headers, &mut [])).unwrap_or_default();
        let tenant = Tenant {
            account: signer.account.unwrap_or(tenant.account),
            region: signer.region.unwrap_or_else(|| tenant.region.clone()),
        };
        Some(Self { started: Instant::now(), tenant })
    }

    /// Writes the line.
    pub(super) fn end(self, head: &Parts, answer: &Answer) {
        info!(
            method = head.method.as_str(),
            operation = operation(head),
            account = self.tenant.account.as_str(),
            region = Region::as_str(&self.tenant.region),
            status = answer.status().as_u16(),
            bytes = answer.body().size_hint().lower(),
            duration_us = self.started.elapsed().as_micros() as u64,
            "request"
        );
    }
}

/// The operation that `X-Amz-Target` names, or else the path.
fn operation(head: &Parts) -> &str {
    let target = head.headers.get("x-amz-target").and_then(|value| value.to_str().ok());
    target.and_then(|target| target.split('.').nth(1)).unwrap_or(head.uri.path())
}
