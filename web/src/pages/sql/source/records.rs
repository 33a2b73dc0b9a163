//! Where records come from: prices of shares, or what the reader has.

use kinetoscope::analytics::rehearsal::{Setup, Sources};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

use super::fields::{area, choice, line};
use crate::pages::sql::bench::{Bench, use_bench};
use crate::ui::live::{If, holds, words};

/// Bytes of a file that are taken.
const FILE_MAX: f64 = 4e6;

const TICKER: Sources =
    Sources::Ticker { per_second: 2, event_time: false, late_percent: 0, late_seconds: 0 };

/// The panel.
#[component]
pub(super) fn Records() -> impl IntoView {
    let bench = use_bench();
    let is_ticker = holds(move || bench.with_setup(|setup| matches!(setup.source, Sources::Ticker { .. })));
    let kind = words(move || if is_ticker.get() { "ticker" } else { "written" });
    let kinds = [("ticker", "Stock ticker, made as it goes"), ("written", "My records: JSON or CSV")];
    let kinds = Signal::stored(kinds.map(|(id, name)| (id.to_owned(), name.to_owned())).to_vec());
    let change = move |kind: String| {
        bench.edit(|setup| {
            setup.source = match kind.as_str() {
                "ticker" => TICKER,
                _ => Sources::Written { records: written_of(bench), every_ms: 1_000 },
            };
        });
        bench.sample(true);
    };
    view! {
        <div class="sql-stack" data-testid="sql-drop" on:dragover=move |event| event.prevent_default() on:drop=move |event| {
            event.prevent_default();
            take_file(bench, event.data_transfer().and_then(|data| data.files()).and_then(|files| files.get(0)));
        }>
            {choice("Records come from", "sql-source", kinds, kind, Callback::new(change))}
            <If when=is_ticker><Ticker/></If>
            <If when=holds(move || !is_ticker.get())><Written/></If>
        </div>
    }
}

/// The records that were sampled last, to begin with.
fn written_of(bench: Bench) -> String {
    bench.sampled.with_untracked(|sampled| {
        let rows = sampled.iter().flat_map(|sampled| &sampled.rows);
        rows.map(|row| row.record.clone()).collect::<Vec<_>>().join("\n")
    })
}

/// Reads a number of the ticker.
fn number(bench: Bench, read: fn(&Sources) -> u32) -> Signal<String> {
    words(move || bench.with_setup(|setup| read(&setup.source)).to_string())
}

/// Changes the ticker.
fn change(bench: Bench, write: fn(&mut Sources, u32)) -> Callback<String> {
    Callback::new(move |typed: String| {
        bench.edit(|setup| write(&mut setup.source, typed.parse().unwrap_or_default()));
    })
}

#[component]
fn Ticker() -> impl IntoView {
    let bench = use_bench();
    let rate = number(bench, |it| if let Sources::Ticker { per_second, .. } = it { *per_second } else { 0 });
    let set_rate = change(bench, |it, to| {
        if let Sources::Ticker { per_second, .. } = it {
            *per_second = to
        }
    });
    let percent =
        number(bench, |it| if let Sources::Ticker { late_percent, .. } = it { *late_percent } else { 0 });
    let set_percent = change(bench, |it, to| {
        if let Sources::Ticker { late_percent, .. } = it {
            *late_percent = to
        }
    });
    let late =
        number(bench, |it| if let Sources::Ticker { late_seconds, .. } = it { *late_seconds } else { 0 });
    let set_late = change(bench, |it, to| {
        if let Sources::Ticker { late_seconds, .. } = it {
            *late_seconds = to
        }
    });
    let told = holds(move || {
        bench.with_setup(|setup| matches!(setup.source, Sources::Ticker { event_time: true, .. }))
    });
    let tell = move |event: web_sys::Event| {
        let on = event_target_checked(&event);
        bench.edit(|setup| {
            if let Sources::Ticker { event_time, .. } = &mut setup.source {
                *event_time = on;
            }
        });
        bench.sample(true);
    };
    view! {
        <p class="muted small-text">"Prices of twelve shares, as the service's console sent them for a test: symbol, sector, change and price."</p>
        <div class="sql-fields">{line("Records a second", "sql-rate", "number", rate, set_rate)}</div>
        <label class="check"><input type="checkbox" data-testid="sql-event-time" prop:checked=told on:change=tell/>"Each tells when it happened (EVENT_TIME)"</label>
        <If when=told>
            <div class="sql-fields">
                {line("Of 100 records come late", "sql-late-percent", "number", percent, set_percent)}
                {line("Late by at most, seconds", "sql-late-seconds", "number", late, set_late)}
            </div>
        </If>
        <Streams/>
    }
}

#[component]
fn Written() -> impl IntoView {
    let bench = use_bench();
    let records = words(move || bench.with_setup(|setup| records_of(setup).to_owned()));
    let typed = move |text: String| {
        bench.edit(|setup| {
            if let Sources::Written { records, .. } = &mut setup.source {
                *records = text;
            }
        });
    };
    let every = number(bench, |it| if let Sources::Written { every_ms, .. } = it { *every_ms } else { 0 });
    let set_every = change(bench, |it, to| {
        if let Sources::Written { every_ms, .. } = it {
            *every_ms = to
        }
    });
    view! {
        {area("Records, a line each", "@20.5 before a record says the second at which it comes.", "sql-records", records, Callback::new(typed))}
        <div class="sql-fields">
            {line("Else a record comes every, milliseconds", "sql-every", "number", every, set_every)}
            <div class="field">
                <label for="sql-file">"Or from a file, which can be dropped here too"</label>
                <input id="sql-file" type="file" accept=".json,.jsonl,.ndjson,.csv,.txt,.log" data-testid="sql-file" on:change=move |event| take_file(bench, chosen_file(&event))/>
            </div>
        </div>
        <Streams/>
    }
}

fn records_of(setup: &Setup) -> &str {
    match &setup.source {
        Sources::Written { records, .. } => records,
        Sources::Ticker { .. } => "",
    }
}

/// The file of a field.
fn chosen_file(event: &web_sys::Event) -> Option<web_sys::File> {
    event.target()?.dyn_into::<web_sys::HtmlInputElement>().ok()?.files()?.get(0)
}

/// Takes the text of a file, and finds a schema in it.
fn take_file(bench: Bench, file: Option<web_sys::File>) {
    let Some(file) = file else { return };
    if FILE_MAX < file.size() {
        return bench.store.complain(format!("{} is larger than 4 MB.", file.name()));
    }
    spawn_local(async move {
        match JsFuture::from(file.text()).await {
            Ok(text) => take_records(bench, text.as_string().unwrap_or_default()),
            Err(_) => bench.store.complain("The file could not be read."),
        }
    });
}

/// Takes records that are written.
pub(super) fn take_records(bench: Bench, text: String) {
    bench.edit(|setup| setup.source = Sources::Written { records: text, every_ms: 1_000 });
    bench.sample(true);
}

/// The streams of the session, whose records can be taken.
#[component]
fn Streams() -> impl IntoView {
    super::streams::streams(use_bench())
}
