//! The control routes under `/_kinetoscope/`: for people, tests and tools that steer the endpoint.
//!
//! No AWS client meets them, no CORS header stands on their answers, and pages from elsewhere are refused.

mod act;
mod advance;
mod answers;
mod bill;
mod deliveries;
mod events;
mod faults;
mod health;
mod snapshot;

use hyper::Method;
use hyper::StatusCode;
use hyper::body::Incoming;
use hyper::header::{ALLOW, HeaderValue};
use hyper::http::request::Parts;

use super::{Answer, Endpoint, origin};
use answers::refusal;

/// What the path of every control route begins with.
pub(super) const PREFIX: &str = "/_kinetoscope/";

/// A thing that can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Route {
    Health,
    Certificate,
    Act,
    Advance,
    Bill,
    Deliveries,
    TakeSnapshot,
    RestoreSnapshot,
    Events,
    Faults,
    Hash,
}

/// Every route once: method, name, and whether `--control` must be given.
const ROUTES: [(Method, &str, bool, Route); 11] = [
    (Method::GET, "health", false, Route::Health),
    (Method::GET, "certificate", false, Route::Certificate),
    (Method::POST, "act", true, Route::Act),
    (Method::POST, "advance", true, Route::Advance),
    (Method::GET, "bill", true, Route::Bill),
    (Method::GET, "deliveries", true, Route::Deliveries),
    (Method::GET, "faults", true, Route::Faults),
    (Method::POST, "snapshot", true, Route::TakeSnapshot),
    (Method::PUT, "snapshot", true, Route::RestoreSnapshot),
    (Method::GET, "events", true, Route::Events),
    (Method::GET, "hash", true, Route::Hash),
];

/// Answers a request whose path begins with [`PREFIX`].
///
/// # Errors
/// When the client goes away before it has sent its body.
pub(super) async fn answer(endpoint: &Endpoint, head: &Parts, body: Incoming) -> hyper::Result<Answer> {
    if !origin::is_trusted(head) {
        return Ok(refusal(StatusCode::FORBIDDEN, "pages from elsewhere may not use the control routes"));
    }
    match find(head, endpoint.control) {
        Ok(route) => run(route, endpoint, head, body).await,
        Err(reason) => Ok(reason.answer()),
    }
}

/// Why a path and a method lead to no route.
enum Lost<'a> {
    Off(&'a str),
    Unknown,
    /// The methods that it has.
    Method(Vec<&'static str>),
}

fn find(head: &Parts, control: bool) -> Result<Route, Lost<'_>> {
    let name = head.uri.path().strip_prefix(PREFIX).unwrap_or_default();
    let named = || ROUTES.iter().filter(|(_, known, ..)| *known == name);
    let asked = if head.method == Method::HEAD { &Method::GET } else { &head.method };
    match named().find(|(method, ..)| method == asked) {
        Some((_, _, true, _)) if !control => Err(Lost::Off(name)),
        Some((.., route)) => Ok(*route),
        None if named().next().is_none() => Err(Lost::Unknown),
        None => Err(Lost::Method(named().map(|(method, ..)| method.as_str()).collect())),
    }
}

impl Lost<'_> {
    fn answer(self) -> Answer {
        match self {
            Self::Off(name) => {
                let options = match name {
                    "advance" => {
                        "--virtual-time, which switches on what --control does and makes time stand still,"
                    }
                    _ => "--control",
                };
                let reason = format!(
                    "{name} is switched off; start `kinetoscope serve` with {options} to switch it on"
                );
                refusal(StatusCode::FORBIDDEN, &reason)
            }
            Self::Unknown => {
                let mut names: Vec<&str> = ROUTES.iter().map(|(_, name, ..)| *name).collect();
                names.dedup();
                let names = names.join(", ");
                refusal(
                    StatusCode::NOT_FOUND,
                    &format!("there is no control route of this name; there are {names}"),
                )
            }
            Self::Method(methods) => {
                let methods = methods.join(", ");
                let reason = format!("this control route answers {methods}");
                let mut answer = refusal(StatusCode::METHOD_NOT_ALLOWED, &reason);
                answer.headers_mut().insert(ALLOW, HeaderValue::try_from(methods).expect("methods are text"));
                answer
            }
        }
    }
}

async fn run(route: Route, endpoint: &Endpoint, head: &Parts, body: Incoming) -> hyper::Result<Answer> {
    Ok(match route {
        Route::Health => health::answer(endpoint),
        Route::Certificate => health::certificate(endpoint),
        Route::Act => return act::answer(endpoint, head, body).await,
        Route::Advance => return advance::answer(endpoint, head, body).await,
        Route::Bill => bill::answer(endpoint),
        Route::Deliveries => deliveries::answer(endpoint),
        Route::TakeSnapshot => snapshot::take(endpoint),
        Route::RestoreSnapshot => return snapshot::restore(endpoint, head, body).await,
        Route::Events => events::answer(endpoint, head),
        Route::Faults => faults::answer(endpoint),
        Route::Hash => events::hash(endpoint),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arguments::Arguments;
    use clap::CommandFactory;

    /// The page and the help name every route, and the page no other.
    #[test]
    fn every_route_is_documented() {
        let page = include_str!("../../../../docs/control.md");
        let rows: Vec<&str> =
            page.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
        let routes: Vec<String> =
            ROUTES.iter().map(|(method, name, ..)| format!("{method} {name}")).collect();
        assert_eq!(rows, routes);

        let mut command = Arguments::command();
        let serve = command.find_subcommand_mut("serve").expect("it is there");
        let control = serve.get_arguments().find(|argument| argument.get_id() == "control");
        let help = control.and_then(|argument| argument.get_help()).expect("it has a help").to_string();
        for (_, name, needs_control, _) in ROUTES {
            assert_eq!(help.contains(name), needs_control, "{name}: {help}");
        }
    }
}
