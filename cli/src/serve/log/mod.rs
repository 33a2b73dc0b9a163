//! The log: a line for each request, on standard error, written by a thread of its own.

mod lines;

use std::io::{IsTerminal, stderr};
use std::time::Instant;

use hyper::StatusCode;
use hyper::body::Body;
use hyper::http::request::Parts;
use kinetoscope::api::dispatch::{BODY_BYTES_MAX, Target};
use kinetoscope::error::Code;
use kinetoscope::fault::Fate;
use kinetoscope::wire::sigv4;
use kinetoscope::world::Tenant;
use tracing::level_filters::LevelFilter;
use tracing::{Level, enabled, info, warn};
use tracing_appender::non_blocking::{NonBlocking, NonBlockingBuilder, WorkerGuard};

use super::arguments::LogFormat;
use super::{Answer, aws};
use lines::Lines;

/// Chunks of lines on their way to a reader who is slow; the next are dropped.
const CHUNKS_MAX: usize = 64;

/// The log while it runs. What still waits is written when it goes.
pub(super) struct Log {
    lines: Lines,
    out: NonBlocking,
    _writer: WorkerGuard,
}

impl Log {
    /// Starts the log. If nobody reads the lines, the newest are dropped rather than that requests wait.
    pub(super) fn start(format: LogFormat, quiet: bool) -> Self {
        let writer = NonBlockingBuilder::default().buffered_lines_limit(CHUNKS_MAX);
        let (out, writer) = writer.finish(stderr());
        let lines = Lines::default();
        let level = if quiet { LevelFilter::ERROR } else { LevelFilter::INFO };
        let colours = stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        let log = tracing_subscriber::fmt().with_writer(lines.clone()).with_max_level(level);
        let log = log.with_target(false).with_ansi(colours);
        match format {
            LogFormat::Text => log.init(),
            LogFormat::Json => log.json().flatten_event(true).init(),
        }
        Self { lines, out, _writer: writer }
    }

    /// Writes lines as they come, for ever.
    pub(super) fn run(&self) -> impl Future<Output = ()> + use<> {
        self.lines.clone().send(self.out.clone())
    }
}

impl Drop for Log {
    fn drop(&mut self) {
        self.lines.flush(&mut self.out);
    }
}

/// What will be said of a request once it is answered. Where nothing will be said, nothing is looked up.
pub(super) struct Entry {
    started: Instant,
    tenant: Tenant,
    /// The operation that the request names.
    operation: Option<String>,
}

impl Entry {
    /// Begins when the head of a request has come; `tenant` is who calls that do not say who they are.
    pub(super) fn begin(head: &Parts, tenant: &Tenant) -> Option<Self> {
        if !enabled!(Level::INFO) {
            return None;
        }
        let headers = aws::headers(head);
        let body = &mut [];
        let request = aws::request(head, &headers, body);
        let signer = sigv4::check(&request).unwrap_or_default();
        let operation = Target::of(&request).map(|target| target.operation.to_owned());
        Some(Self { started: Instant::now(), tenant: tenant.of_signer(&signer), operation })
    }

    /// Writes the line; a second one where the answer itself says too little.
    pub(super) fn end(self, head: &Parts, answer: &Answer) {
        let (status, bytes) = (answer.status().as_u16(), answer.body().size_hint().lower());
        let duration_us = self.started.elapsed().as_micros() as u64;
        let Some(operation) = self.operation else {
            info!(method = %head.method, path = %head.uri.path(), status, bytes, duration_us, "request");
            return;
        };
        let error = answer.extensions().get::<Code>().copied();
        let lost = answer.extensions().get::<Fate>().filter(|fate| fate.is_lost).map(|_| true);
        info!(
            method = %head.method,
            operation = %operation,
            account = %self.tenant.account,
            region = %self.tenant.region,
            status,
            error = error.map(Code::name),
            lost,
            bytes,
            duration_us,
            "request"
        );
        if answer.status() == StatusCode::PAYLOAD_TOO_LARGE {
            warn!(
                "{operation}: a request has at most {} MiB; to more, the service says nothing but 413",
                BODY_BYTES_MAX >> 20
            );
        }
        if error == Some(Code::UnknownOperation) {
            warn!("{operation} does not run here; `kinetoscope operations` lists what does");
        }
    }
}
