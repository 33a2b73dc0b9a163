//! What the run so far would cost, if it went on like that.

use kinetoscope::pricing::{Bill, Line, PriceTable};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::json;

use super::money::{amount, decimal, quantity};
use crate::store::use_store;
use crate::ui::live::{holds, words};
use crate::ui::{dom, text};

/// How often a running scenario is measured.
const EVERY_MS: f64 = 1_000.0;

/// For how long to pay.
#[derive(Clone, Copy, PartialEq)]
enum Length {
    Hour,
    Day,
    Month,
}

impl Length {
    const ALL: [Self; 3] = [Self::Hour, Self::Day, Self::Month];

    fn name(self) -> &'static str {
        match self {
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Month => "month",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Hour => "An hour",
            Self::Day => "A day",
            Self::Month => "A month",
        }
    }

    fn hours(self, table: &PriceTable) -> u32 {
        match self {
            Self::Hour => 1,
            Self::Day => 24,
            Self::Month => table.hours_in_a_month,
        }
    }
}

/// The estimate.
#[component]
pub(super) fn Measured(table: RwSignal<PriceTable>) -> impl IntoView {
    let store = use_store();
    let length = RwSignal::new(Length::Month);
    let bill = RwSignal::new(None::<Bill>);
    // Of the streams alone: before the first action, and now.
    let standing = RwSignal::new(None::<[Bill; 2]>);
    let ask = move || {
        let (prices, hours) =
            table.with_untracked(|table| (serde_json::to_string(table), length.get_untracked().hours(table)));
        let Ok(prices) = prices else { return };
        let args = json!({ "prices": prices, "hours": hours });
        spawn_local(async move {
            // The page may be gone by now.
            match (store.read("forecast", args.clone()).await, store.read("standing", args).await) {
                (Ok(found), Ok(alone)) => _ = (bill.try_set(found), standing.try_set(alone)),
                (Err(why), _) | (_, Err(why)) => store.complain(why),
            }
        });
    };
    store.keep_asking(EVERY_MS, ask);
    store.run_when_ready();
    Effect::new(move |_| {
        table.track();
        length.track();
        if store.can_read() {
            ask();
        }
    });
    let span = move || {
        let elapsed = text::length(store.elapsed_us.get());
        let hours = table.with(|table| length.get().hours(table));
        format!(
            "for {} of {}, if all went on as in the {elapsed} of this run",
            length.get().title().to_lowercase(),
            text::plural(hours as usize, "hour")
        )
    };
    let lengths = Length::ALL.into_iter().map(|one| view! {
        <label class="check">
            <input type="radio" name="cost-length" data-testid=format!("cost-length-{}", one.name()) prop:checked=move || length.get() == one on:change=move |_| length.set(one)/>
            {one.title()}
        </label>
    });
    view! {
        <section aria-labelledby="measured-title">
            <h2 id="measured-title">"This run"</h2>
            <p class="bill-total" hidden=holds(move || billed(bill).is_none())>
                <strong data-testid="cost-total">{words(move || billed(bill))}</strong>" "<span class="muted">{words(span)}</span>
            </p>
            <div class="choices" role="radiogroup" aria-label="For how long">{lengths.collect_view()}</div>
            {move || match bill.get().filter(|bill| !bill.lines.is_empty()) {
                Some(bill) => lines(&bill),
                None => view! { <p data-testid="cost-nothing">"Nothing has been used yet. Start the clock, or put a record."</p> }.into_any(),
            }}
            <p hidden=holds(move || changed(standing).is_none()) data-testid="cost-changed">{words(move || changed(standing))}</p>
        </section>
    }
}

/// The sum of what is measured; none where nothing was used.
fn billed(bill: RwSignal<Option<Bill>>) -> Option<String> {
    bill.with(|bill| bill.as_ref().filter(|bill| !bill.lines.is_empty()).map(together))
}

/// What was done to the streams in money, where that makes a difference.
fn changed(standing: RwSignal<Option<[Bill; 2]>>) -> Option<String> {
    standing.with(|standing| {
        let [opened, now] = standing.as_ref().filter(|[opened, now]| opened.total != now.total)?;
        Some(format!(
            "The streams alone, without what is put and read: {} as opened; {} now.",
            together(opened),
            together(now)
        ))
    })
}

/// The sum of a bill, to the cent.
fn together(bill: &Bill) -> String {
    format!("{} {}", decimal(&bill.total, 2), bill.currency)
}

fn lines(bill: &Bill) -> AnyView {
    let row = |line: &Line| {
        let charge = format!("{:?}", line.charge);
        let Line { quantity: units, unit, price, per, cost, formula, source, .. } = line.clone();
        let each = if per == 1 { unit.clone() } else { format!("{} {unit}s", text::count(per)) };
        let currency = bill.currency.clone();
        view! {
            <tr data-testid=format!("cost-line-{charge}")>
                <th scope="row">{text::spaced(&charge)}</th>
                <td class="num" data-label="Quantity" title=units.clone()>{quantity(&units)}" "{unit}{if units == "1.00" { "" } else { "s" }}</td>
                <td class="num" data-label="Price">{format!("{price} {currency} per {each}")}</td>
                <td class="num" data-label="Cost"><strong>{amount(&cost)}</strong>" "{currency}</td>
                <td data-label="How it is counted">{formula}{(source == "recalled").then_some(" (price recalled, not checked)")}</td>
            </tr>
        }
    };
    let total = together(bill);
    view! {
        <table class="sheet" aria-label="What the run comes to">
            <thead><tr><th scope="col">"Component"</th><th scope="col" class="num">"Quantity"</th><th scope="col" class="num">"Price"</th><th scope="col" class="num">"Cost"</th><th scope="col">"How it is counted"</th></tr></thead>
            <tbody>{bill.lines.iter().map(row).collect_view()}</tbody>
            <tfoot><tr><th scope="row">"Total"</th><td></td><td></td><td class="num" data-label="Cost"><strong>{total}</strong></td><td class="muted">"Cost is quantity times price."</td></tr></tfoot>
        </table>
    }
    .into_any()
}

/// The value of a field as a number, where it is one.
pub(super) fn number(event: &web_sys::Event) -> Option<u32> {
    dom::value(event).trim().parse().ok()
}
