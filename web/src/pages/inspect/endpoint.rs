//! A local endpoint, watched while it runs: what happens in it is read, and nothing is changed.

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Deserialize;
use serde_json::Value;

use crate::store::host;
use crate::ui::live::{holds, words};
use crate::ui::{dom, text};

/// From one look to the next.
const REST_MS: u32 = 1_000;
/// Rows that are kept, the newest first.
const ROWS_MAX: usize = 200;

/// How the connection is.
#[derive(Clone, Debug, Default, PartialEq)]
enum State {
    #[default]
    Apart,
    /// An address that cannot be looked at, and why.
    Refused(String),
    Connecting,
    Connected(Seen),
    /// It does not answer, or not as it should; it is asked again.
    Lost(String),
}

/// What the endpoint says of itself.
#[derive(Clone, Debug, PartialEq, Deserialize)]
struct Seen {
    version: String,
    now: String,
}

/// Something that happened there.
#[derive(Clone, Debug, PartialEq)]
struct Row {
    at: String,
    kind: String,
    what: String,
}

/// The address, the state of the connection, and what happens.
#[component]
pub(super) fn Endpoint() -> impl IntoView {
    let address = RwSignal::new(String::new());
    let watch = Watch::default();
    let Watch { state, rows, .. } = watch;
    on_cleanup(move || watch.stop());
    let is_apart = holds(move || state.with(|state| matches!(state, State::Apart | State::Refused(_))));
    let change = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if is_apart.get_untracked() {
            watch.begin(address.get_untracked());
        } else {
            watch.stop();
        }
    };
    let label = words(move || if is_apart.get() { "Connect" } else { "Disconnect" });
    view! {
        <p class="muted">"What happens in kinetoscope serve, while it happens. Start it with --control, and open this page from it: an endpoint lets no other page look. Nothing there is changed."</p>
        <form class="action-row" on:submit=change>
            <div class="field">
                <label for="inspect-address">"Address"</label>
                <input id="inspect-address" class="input mono" spellcheck="false" autocapitalize="off" placeholder="http://127.0.0.1:4567" data-testid="inspect-address" on:input=move |event| address.set(dom::value(&event))/>
            </div>
            <button type="submit" class="button" data-testid="inspect-connect">{label}</button>
        </form>
        <p role="status" data-testid="inspect-connection">{words(move || state.with(in_words))}</p>
        <div class="table-scroll" tabindex="0" role="region" aria-label="What happens at the endpoint" hidden=holds(move || rows.with(Vec::is_empty))>
            <table class="events" data-testid="inspect-happens">
                <caption class="visually-hidden">"What happens at the endpoint, the newest first"</caption>
                <thead><tr><th scope="col">"Time"</th><th scope="col">"Event"</th><th scope="col">"What"</th></tr></thead>
                <tbody>
                    {move || rows.get().into_iter().map(|row| view! {
                        <tr><td class="num" title=row.at.clone()>{time_of(&row.at).to_owned()}</td><td>{row.kind}</td><td class="mono particulars">{row.what}</td></tr>
                    }).collect_view()}
                </tbody>
            </table>
        </div>
    }
}

fn in_words(state: &State) -> String {
    match state {
        State::Apart => "Not connected.".into(),
        State::Refused(why) => format!("Not connected: {why}."),
        State::Connecting => "Connecting\u{2026}".into(),
        State::Connected(seen) => {
            format!("Connected to kinetoscope {}; it is {} there.", seen.version, seen.now)
        }
        State::Lost(why) => format!("Not connected: {why}. It is asked again every second."),
    }
}

/// Looks again and again at one address, until it is told to stop.
#[derive(Clone, Copy, Default)]
struct Watch {
    /// Counts what was begun and stopped: whoever began earlier ends.
    attempt: RwSignal<u32>,
    state: RwSignal<State>,
    rows: RwSignal<Vec<Row>>,
    /// The first event that was not seen.
    next: RwSignal<u64>,
}

impl Watch {
    fn stop(self) {
        self.attempt.update(|attempt| *attempt += 1);
        self.state.set(State::Apart);
    }

    fn begin(self, address: String) {
        self.stop();
        self.next.set(0);
        match at_this_page(&address) {
            Err(why) => self.state.set(State::Refused(why)),
            Ok(address) => {
                self.state.set(State::Connecting);
                spawn_local(self.follow(address, self.attempt.get_untracked()));
            }
        }
    }

    /// Ends with the attempt, and with the page, of which nothing is then left.
    async fn follow(self, address: String, attempt: u32) {
        loop {
            let since = self.next.try_get_untracked().unwrap_or_default();
            let looked = look(&address, since).await;
            if self.attempt.try_get_untracked() != Some(attempt) {
                return;
            }
            match looked {
                Ok((seen, facts)) => {
                    if since == 0 {
                        self.rows.set(Vec::new());
                    }
                    self.take(&facts);
                    self.state.set(State::Connected(seen));
                }
                Err(why) => {
                    // One that is started again counts its events from 0.
                    self.next.set(0);
                    self.state.set(State::Lost(why));
                }
            }
            TimeoutFuture::new(REST_MS).await;
        }
    }

    fn take(self, facts: &[Value]) {
        let Some(last) = facts.last().and_then(|fact| fact["id"].as_u64()) else { return };
        self.next.set(last + 1);
        self.rows.update(|rows| {
            let new = facts.iter().rev().take(ROWS_MAX).map(row);
            rows.splice(0..0, new);
            rows.truncate(ROWS_MAX);
        });
    }
}

/// The address of the endpoint, if it is the one that this page came from.
fn at_this_page(address: &str) -> Result<String, String> {
    let here = window().location().origin().unwrap_or_default();
    let address = match address.trim().trim_end_matches('/') {
        "" => return Err("type the address of the endpoint first".into()),
        address if address.contains("://") => address.to_owned(),
        address => format!("http://{address}"),
    };
    if address.eq_ignore_ascii_case(&here) {
        return Ok(address);
    }
    Err(format!(
        "this page came from {here}, and an endpoint lets only its own pages look; open {address}/inspect/"
    ))
}

/// What the endpoint says of itself, and what happened there from an event on.
async fn look(address: &str, since: u64) -> Result<(Seen, Vec<Value>), String> {
    let seen = ask(&format!("{address}/_kinetoscope/health")).await?;
    let seen = serde_json::from_str(&seen).map_err(|_| format!("{address} is no endpoint of kinetoscope"))?;
    let lines = ask(&format!("{address}/_kinetoscope/events?since={since}")).await?;
    let facts = lines.lines().map(serde_json::from_str).collect::<Result<_, _>>();
    Ok((seen, facts.map_err(|error| format!("its events cannot be read: {error}"))?))
}

/// What an address answers, or why it does not.
async fn ask(address: &str) -> Result<String, String> {
    let (status, text) = dom::fetch_text(address).await.map_err(|error| host::message(&error))?;
    if status == 200 {
        return Ok(text);
    }
    let told: Option<Value> = serde_json::from_str(&text).ok();
    let why = told.and_then(|told| Some(told["error"].as_str()?.to_owned()));
    Err(why.unwrap_or_else(|| format!("it answers with status {status}")))
}

/// A fact as a row: its moment, its name, and all that it says as JSON.
fn row(fact: &Value) -> Row {
    let (kind, what) = match &fact["event"] {
        Value::Object(event) => {
            event.iter().next().map_or_else(Default::default, |(kind, of)| (kind.as_str(), of.to_string()))
        }
        event => (event.as_str().unwrap_or_default(), String::new()),
    };
    Row { at: fact["at"].as_str().unwrap_or_default().to_owned(), kind: text::spaced(kind), what }
}

/// The time of day of a moment, to the millisecond.
fn time_of(at: &str) -> &str {
    let time = at.split_once('T').map_or(at, |(_, time)| time.trim_end_matches('Z'));
    time.get(..12).unwrap_or(time)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_time_of_day_is_told_to_the_millisecond() {
        let shown = ["2026-11-23T00:53:32.247847Z", "2026-01-01T00:00:01Z", ""].map(time_of);
        assert_eq!(shown, ["00:53:32.247", "00:00:01", ""]);
    }

    #[test]
    fn a_fact_is_its_moment_its_name_and_what_it_says() {
        let fact =
            json!({"id": 3, "at": "2026-01-01T00:00:01Z", "event": {"StreamDeleted": {"stream": "orders"}}});
        let found = row(&fact);
        assert_eq!((&*found.at, &*found.kind), ("2026-01-01T00:00:01Z", "Stream deleted"));
        assert_eq!(found.what, r#"{"stream":"orders"}"#);
    }
}
