//! The accounting line: what has become of every record.

use kinetoscope::world::view::delivery_stream::RecordCounts;
use leptos::prelude::*;

use super::here::use_here;
use crate::ui::live::{holds, words};
use crate::ui::text;

type Part = (&'static str, &'static str, fn(&RecordCounts) -> u64);

/// What came in; the two are added.
const IN: &[Part] =
    &[("accepted", "accepted", |counts| counts.accepted), ("split", "split off", |counts| counts.split)];
/// What became of it.
const OUT: &[Part] = &[
    ("delivered", "delivered", |counts| counts.delivered),
    ("dropped", "dropped", |counts| counts.dropped),
    ("failed", "failed", |counts| counts.failed),
    ("lost", "lost", |counts| counts.lost),
    ("waiting", "waiting", |counts| counts.waiting),
];

/// The line.
#[component]
pub(super) fn Accounting() -> impl IntoView {
    let here = use_here();
    let part = move |sign: &'static str, &(id, name, of): &Part| {
        let value = words(move || here.with_stream(|stream| text::count(of(&stream.counts))));
        let some = move || here.with_stream(|stream| 0 < of(&stream.counts)).unwrap_or(false);
        let wrong = holds(move || matches!(id, "failed" | "lost") && some());
        view! {
            <div class="count" class:wrong=wrong data-sign=sign>
                <dt>{name}</dt>
                <dd data-testid=format!("firehose-count-{id}")>{value}</dd>
            </div>
        }
        .into_any()
    };
    // What stands before a part is drawn by its style: a list of terms holds nothing else.
    let sum = |first: &'static str, parts: &[Part]| {
        let sign = |at: usize| if at == 0 { first } else { "+" };
        parts.iter().enumerate().map(|(at, one)| part(sign(at), one)).collect_view()
    };
    view! {
        <section class="card firehose-card" aria-labelledby="firehose-counts-title">
            <h2 id="firehose-counts-title">"Every record is somewhere"</h2>
            <dl class="counts" data-testid="firehose-counts">
                {sum("", IN)}
                {sum("=", OUT)}
            </dl>
        </section>
    }
}
