//! The table of shards.

use kinetoscope::ids::HashKey;
use kinetoscope::world::view::{ShardState, ShardView};
use leptos::prelude::*;

use super::super::here::use_here;
use crate::ui::dom;
use crate::ui::glyph::Glyph;
use crate::ui::icon::Icon;
use crate::ui::live::{If, List, holds, words};
use crate::ui::text;

/// How hash keys are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// As a share of the line.
    Percent,
    /// As the API has them.
    Decimal,
    /// As the MD5 has them.
    Hexadecimal,
}

const FORMS: [(Form, &str, &str); 3] = [
    (Form::Percent, "percent", "Percent of the line"),
    (Form::Decimal, "decimal", "Decimal, as the API has them"),
    (Form::Hexadecimal, "hex", "Hexadecimal, as the MD5"),
];

/// The first and the last hash key of a shard.
fn range(shard: &ShardView, form: Form) -> String {
    let exact =
        |write: fn(HashKey) -> String| format!("{} to {}", write(shard.range_start), write(shard.range_end));
    match form {
        Form::Percent => format!("{}\u{2013}{} %", hundredths(shard.from), hundredths(shard.to)),
        Form::Decimal => exact(|key| key.to_string()),
        Form::Hexadecimal => exact(|key| format!("{:032x}", key.0)),
    }
}

/// A share in percent without its sign: `75`, `87.5`.
fn hundredths(share: f64) -> String {
    format!("{}", (share * 1e4).round() / 1e2)
}

/// All retained shards, closed ones included.
#[component]
pub(super) fn Table(form: RwSignal<Form>, chosen: RwSignal<Option<u32>>) -> impl IntoView {
    let here = use_here();
    let keys = Memo::new(move |_| {
        here.with_stream(|stream| {
            stream.shards.iter().map(|shard| shard.number.to_string()).collect::<Vec<_>>()
        })
        .unwrap_or_default()
    });
    let row = Callback::new(move |number: String| {
        number.parse().ok().map(|number| view! { <Row number=number form=form chosen=chosen/> }).into_any()
    });
    let options = FORMS.map(|(of, id, name)| {
        let selected = form.get_untracked() == of;
        view! { <option value=id selected=selected>{name}</option> }
    });
    let choose = move |event| {
        let id = dom::value(&event);
        if let Some(found) = FORMS.iter().find(|one| one.1 == id) {
            form.set(found.0);
        }
    };
    view! {
        <section class="card" aria-labelledby="streams-table-title">
            <div class="card-head">
                <h2 id="streams-table-title">"Shards"</h2>
                <label class="streams-form"><span>"Hash keys in"</span>
                    <select class="select" data-testid="streams-hash-form" on:change=choose>{options.into_iter().collect_view()}</select>
                </label>
            </div>
            <div class="streams-scroll" role="region" aria-label="Table of shards" tabindex="0">
                <table class="streams-table streams-cards" role="table" data-testid="streams-shards">
                    <thead role="rowgroup">
                        <tr role="row">
                            <th scope="col" role="columnheader">"Shard"</th>
                            <th scope="col" role="columnheader">"State"</th>
                            <th scope="col" role="columnheader">"Hash keys"</th>
                            <th scope="col" role="columnheader" class="optional">"Parents"</th>
                            <th scope="col" role="columnheader" class="number">"Offered, records/s"</th>
                            <th scope="col" role="columnheader" class="number">"Load"</th>
                            <th scope="col" role="columnheader" class="number optional">"Stored"</th>
                            <th scope="col" role="columnheader" class="number optional">"Oldest came"</th>
                        </tr>
                    </thead>
                    <tbody role="rowgroup"><List keys=keys.into() row=row/></tbody>
                </table>
            </div>
        </section>
    }
}

#[component]
fn Row(number: u32, form: RwSignal<Form>, chosen: RwSignal<Option<u32>>) -> impl IntoView {
    let here = use_here();
    let with = move |of: fn(&ShardView) -> String| words(move || here.with_shard(number, of));
    let is_chosen = holds(move || chosen.get() == Some(number));
    let select = move || chosen.update(|chosen| *chosen = (*chosen != Some(number)).then_some(number));
    let keys = words(move || here.with_shard(number, |shard| range(shard, form.get())));
    let whole = holds(move || form.get() == Form::Percent);
    let refuses =
        holds(move || here.with_shard(number, |shard| shard.state == ShardState::Throttled).unwrap_or(false));
    let oldest = words(move || {
        let now = here.store.picture.with(|picture| picture.as_ref().map(|picture| picture.view.now))?;
        let oldest = here.with_shard(number, |shard| shard.oldest).flatten()?;
        Some(format!("{} ago", text::length(now.since(oldest).total_micros())))
    });
    view! {
        <tr role="row" class:selected=is_chosen data-testid=format!("streams-row-{number}")>
            <th scope="row" role="rowheader">
                <button type="button" class="card-name" aria-pressed=words(move || is_chosen.get().to_string()) data-testid=format!("streams-select-{number}") on:click=move |_| select()>
                    <Glyph shard=number/>{format!("Shard {number}")}
                </button>
            </th>
            <td role="cell" class="streams-state" class:wrong=refuses><If when=refuses><Icon name="refuse"/></If>{with(state)}</td>
            <td role="cell" data-name="Hash keys" class="mono streams-range" class:whole=whole>{keys}</td>
            <td role="cell" class="optional">{with(parents)}</td>
            <td role="cell" data-name="Offered, records/s" class="number">{with(|shard| text::count(shard.last_second.accepted + shard.last_second.refused))}</td>
            <td role="cell" data-name="Load" class="number">{with(|shard| text::percent((shard.utilisation * 100.0).round() / 100.0))}</td>
            <td role="cell" class="number optional">{with(|shard| text::count(shard.stored))}</td>
            <td role="cell" class="number optional">{oldest}</td>
        </tr>
    }
}

fn state(shard: &ShardView) -> String {
    match shard.state {
        ShardState::Open => "open".into(),
        ShardState::Closed => "closed".into(),
        ShardState::Throttled => format!("refuses {}/s", text::count(shard.last_second.refused)),
    }
}

fn parents(shard: &ShardView) -> String {
    let names: Vec<_> = shard.parents.iter().map(|parent| format!("shard {parent}")).collect();
    names.join(" and ")
}
