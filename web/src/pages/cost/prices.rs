//! The price table, which the reader may change.

use kinetoscope::pricing::{Price, PriceTable, Usd};
use leptos::prelude::*;

use crate::ui::live::{holds, words};
use crate::ui::{dom, text};

/// The table and its fields.
#[component]
pub(super) fn Prices(table: RwSignal<PriceTable>) -> impl IntoView {
    // Counts how often the table was set back, so that its fields are made anew then and only then.
    let made = RwSignal::new(0_u32);
    let told = move || {
        table.with(|table| {
            format!(
                "As of {} in {}, in {}. A month has {} hours.",
                table.date, table.region, table.currency, table.hours_in_a_month
            )
        })
    };
    let about = words(move || table.with(|table| table.about.clone()));
    let fields = move || {
        made.track();
        let rows = table.with_untracked(|table| table.prices.clone());
        rows.into_iter().enumerate().map(|(at, price)| field(table, at, &price)).collect_view()
    };
    let text_field = move |label: &'static str,
                           id: &'static str,
                           read: fn(&PriceTable) -> String,
                           write: fn(&mut PriceTable, String)| {
        view! {
            <div class="field">
                <label for=id>{label}</label>
                <input id=id class="input" data-testid=id prop:value=words(move || table.with(read)) on:change=move |event| table.update(|table| write(table, dom::value(&event)))/>
            </div>
        }
    };
    let reset = move |_| {
        table.set(PriceTable::built_in());
        made.update(|made| *made += 1);
    };
    view! {
        <section aria-labelledby="prices-title">
            <h2 id="prices-title">"Prices"</h2>
            <p class="muted" data-testid="cost-prices-told">{words(told)}</p>
            <details class="reason">
                <summary data-testid="cost-prices-open">"Change prices, region and date"</summary>
                <p class="muted small-text">{about}</p>
                <div class="fields">
                    {text_field("Region", "cost-region", |table| table.region.clone(), |table, text| table.region = text)}
                    {text_field("As of", "cost-date", |table| table.date.clone(), |table, text| table.date = text)}
                    {fields}
                </div>
                <button type="button" class="button" data-testid="cost-prices-reset" on:click=reset>"Take the built-in prices"</button>
            </details>
        </section>
    }
}

/// The field of one price.
fn field(table: RwSignal<PriceTable>, at: usize, price: &Price) -> AnyView {
    let wrong = RwSignal::new(None::<String>);
    let change = move |event| match Usd::try_from(dom::value(&event).trim().to_owned()) {
        Ok(usd) => {
            wrong.set(None);
            table.update(|table| table.prices[at].usd = usd);
        }
        Err(why) => wrong.set(Some(format!("This cannot be: {why}."))),
    };
    let charge = format!("{:?}", price.charge);
    let id = format!("cost-price-{charge}");
    let unit = match price.per {
        1 => format!("for a {}", price.unit),
        per => format!("for {} {}s", text::count(per), price.unit),
    };
    view! {
        <div class="field">
            <label for=id.clone()>{text::spaced(&charge)}" "{unit}</label>
            <input
                id=id.clone()
                class="input num"
                inputmode="decimal"
                data-testid=id.clone()
                value=price.usd.as_str().to_owned()
                aria-invalid=words(move || wrong.with(Option::is_some).to_string())
                aria-describedby=format!("{id}-error")
                on:change=change
            />
            <p class="field-error" id=format!("{id}-error") hidden=holds(move || wrong.with(Option::is_none))>{words(move || wrong.get())}</p>
        </div>
    }
    .into_any()
}
