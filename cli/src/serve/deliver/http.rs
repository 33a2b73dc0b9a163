//! Requests as they are: sent once, followed nowhere, with whatever status comes back.

use std::io::{self, ErrorKind, Read};
use std::time::Duration;

use kinetoscope::errand::{HttpResponse, Unreachable};
use ureq::Agent;

/// Bytes of an answer that are read; what is more is as good as too much.
const ANSWER_BYTES_MAX: u64 = 16 << 20;

/// Sends a POST.
pub(super) fn post(
    url: &str,
    headers: &[(impl AsRef<str>, impl AsRef<str>)],
    body: &[u8],
    timeout: Duration,
) -> Result<HttpResponse, Unreachable> {
    let config =
        Agent::config_builder().http_status_as_error(false).max_redirects(0).timeout_global(Some(timeout));
    let agent: Agent = config.user_agent("Amazon Kinesis Data Firehose Agent/1.0").build().into();
    let mut request = agent.post(url);
    for (name, value) in headers {
        request = request.header(name.as_ref(), value.as_ref());
    }
    let response = request.send(body).map_err(|error| unreachable(&error))?;
    let status = response.status().as_u16();
    let text = |value: &ureq::http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let headers =
        response.headers().iter().map(|(name, value)| (name.as_str().into(), text(value))).collect();
    let mut body = Vec::new();
    let mut reader = response.into_body().into_reader().take(ANSWER_BYTES_MAX);
    reader.read_to_end(&mut body).map_err(|error| of_io(&error))?;
    Ok(HttpResponse { status, headers, body })
}

fn unreachable(error: &ureq::Error) -> Unreachable {
    match error {
        ureq::Error::Timeout(_) => Unreachable::RequestTimeout,
        ureq::Error::Tls(_) | ureq::Error::Rustls(_) => Unreachable::SslHandshakeFailure,
        ureq::Error::Io(error) => of_io(error),
        ureq::Error::Protocol(_) => Unreachable::ConnectionReset,
        _ => Unreachable::ConnectionFailed,
    }
}

fn of_io(error: &io::Error) -> Unreachable {
    match error.kind() {
        ErrorKind::TimedOut => Unreachable::RequestTimeout,
        ErrorKind::ConnectionReset
        | ErrorKind::ConnectionAborted
        | ErrorKind::BrokenPipe
        | ErrorKind::UnexpectedEof => Unreachable::ConnectionReset,
        // Of a body that is no such: rustls says so of what is no TLS, and of certificates that nobody trusts.
        ErrorKind::InvalidData => Unreachable::SslHandshakeFailure,
        _ => Unreachable::ConnectionFailed,
    }
}
