//! Who may use the control routes: programs, and pages that this port itself has served.
//!
//! A page from elsewhere can make a browser send requests here. It cannot forge `Origin` and `Sec-Fetch-Site`, and
//! a name that it has bound to this address (DNS rebinding) is neither an address nor `localhost`.

use std::net::IpAddr;

use hyper::header::{HOST, ORIGIN};
use hyper::http::request::Parts;
use hyper::http::uri::Authority;

/// Whether the request comes from no page, or from a page of this very port.
pub(super) fn is_trusted(head: &Parts) -> bool {
    let header = |name: &str| head.headers.get(name).map(|value| value.to_str().unwrap_or("unreadable"));
    let fetched_here = matches!(header("sec-fetch-site"), None | Some("same-origin" | "none"));
    let origin = header(ORIGIN.as_str());
    let host = head.uri.authority().map(Authority::as_str).or(header(HOST.as_str()));
    fetched_here && origin.is_none_or(|origin| is_same(origin, host))
}

fn is_same(origin: &str, host: Option<&str>) -> bool {
    let origin = origin.strip_prefix("http://").or(origin.strip_prefix("https://"));
    let (Some(origin), Some(host)) = (origin, host) else { return false };
    origin.eq_ignore_ascii_case(host) && host.parse().is_ok_and(|host: Authority| is_local_name(host.host()))
}

/// An address as it is, or a name that no one else can own.
fn is_local_name(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    address.parse::<IpAddr>().is_ok()
        || host.eq_ignore_ascii_case("localhost")
        || host.ends_with(".localhost")
}

#[cfg(test)]
mod tests {
    use super::*;
    use hyper::Request;

    #[track_caller]
    fn check(headers: &[(&str, &str)], expected: bool) {
        let mut request = Request::builder().uri("/_kinetoscope/health");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        assert_eq!(is_trusted(&request.body(()).unwrap().into_parts().0), expected, "{headers:?}");
    }

    #[test]
    fn programs_send_no_origin() {
        check(&[("host", "kinetoscope:4567")], true);
        check(&[], true);
    }

    #[test]
    fn pages_of_this_port_are_trusted() {
        check(&[("host", "127.0.0.1:4567"), ("origin", "http://127.0.0.1:4567")], true);
        check(&[("host", "localhost:4567"), ("origin", "https://localhost:4567")], true);
        check(
            &[("host", "[::1]:4567"), ("origin", "http://[::1]:4567"), ("sec-fetch-site", "same-origin")],
            true,
        );
    }

    #[test]
    fn pages_from_elsewhere_are_not() {
        check(&[("host", "127.0.0.1:4567"), ("origin", "https://example.com")], false);
        check(&[("host", "127.0.0.1:4567"), ("origin", "http://127.0.0.1:8080")], false);
        check(&[("host", "127.0.0.1:4567"), ("origin", "null")], false);
        check(&[("host", "127.0.0.1:4567"), ("sec-fetch-site", "cross-site")], false);
        check(&[("host", "localhost"), ("origin", "file://localhost")], false);
    }

    #[test]
    fn a_foreign_name_bound_to_this_address_is_not_trusted() {
        check(&[("host", "example.com:4567"), ("origin", "http://example.com:4567")], false);
    }
}
