//! What a request asks for: a method, a bucket, a key, and what the query says.

use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;

use percent_encoding::percent_decode_str;

use crate::wire::http::Request;

/// Hosts below which buckets have names of their own.
const HOSTS: [&str; 2] = [".localhost", ".amazonaws.com"];

/// A request, taken apart.
#[derive(Debug)]
pub(super) struct Asked<'r> {
    pub(super) method: &'r str,
    /// The bucket, where one is named.
    pub(super) bucket: Option<String>,
    /// The key; empty where the bucket itself is meant.
    pub(super) key: String,
    query: Vec<(String, String)>,
    headers: &'r [(&'r str, &'r str)],
}

impl<'r> Asked<'r> {
    pub(super) fn of(request: &Request<'r>) -> Self {
        let (path, query) = request.uri.split_once('?').unwrap_or((request.uri, ""));
        let path = path.strip_prefix('/').unwrap_or(path);
        let (bucket, key) = match request.header("host").and_then(bucket_of_host) {
            Some(bucket) => (bucket.into(), decode(path)),
            None => {
                let (bucket, key) = path.split_once('/').unwrap_or((path, ""));
                (decode(bucket), decode(key))
            }
        };
        let pairs = query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name), decode(&value.replace('+', " ")))
        });
        Self {
            method: request.method,
            bucket: Some(bucket).filter(|bucket| !bucket.is_empty()),
            key,
            query: pairs.collect(),
            headers: request.headers,
        }
    }

    /// The first header of this name, in whatever case.
    pub(super) fn header(&self, name: &str) -> Option<&'r str> {
        self.headers.iter().find(|(header, _)| header.eq_ignore_ascii_case(name)).map(|&(_, value)| value)
    }

    /// All headers.
    pub(super) fn headers(&self) -> &'r [(&'r str, &'r str)] {
        self.headers
    }

    /// The first parameter of this name; empty where it has no value.
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(known, _)| known == name).map(|(_, value)| &**value)
    }

    /// The names of all parameters.
    pub(super) fn parameters(&self) -> impl Iterator<Item = &str> {
        self.query.iter().map(|(name, _)| &**name)
    }
}

/// The bucket in `lake.localhost:4567` or `lake.s3.us-east-1.amazonaws.com`.
fn bucket_of_host(host: &str) -> Option<&str> {
    let name = host.split(':').next()?;
    let end = HOSTS.iter().find_map(|end| name.strip_suffix(end))?;
    match end.split_once(".s3").or_else(|| end.strip_prefix("s3").map(|_| ("", ""))) {
        Some((bucket, _)) => Some(bucket),
        None => Some(end),
    }
    .filter(|bucket| !bucket.is_empty())
}

pub(super) fn decode(text: &str) -> String {
    let decoded: Cow<'_, str> = percent_decode_str(text).decode_utf8_lossy();
    decoded.into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(host: &str, uri: &str, expected: (Option<&str>, &str)) {
        let headers = [("Host", host)];
        let request = Request { method: "GET", uri, headers: &headers, body: &mut [], may_wait: false };
        let asked = Asked::of(&request);
        assert_eq!((asked.bucket.as_deref(), &*asked.key), expected, "{host}{uri}");
    }

    #[test]
    fn buckets_are_named_by_path_or_by_host() {
        check("127.0.0.1:4567", "/", (None, ""));
        check("127.0.0.1:4567", "/lake", (Some("lake"), ""));
        check("127.0.0.1:4567", "/lake/2026/a%20b%2Bc?x=1", (Some("lake"), "2026/a b+c"));
        check("localhost:4567", "/lake//a", (Some("lake"), "/a"));
        check("lake.localhost:4567", "/a/b", (Some("lake"), "a/b"));
        check("lake.s3.us-west-2.amazonaws.com", "/", (Some("lake"), ""));
        check("s3.us-west-2.amazonaws.com", "/lake/a", (Some("lake"), "a"));
    }
}
