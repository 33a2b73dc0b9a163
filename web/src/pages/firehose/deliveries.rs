//! What is on its way out, and what has gone: when, why then, how much, and where it is now.

use kinetoscope::world::delivery_log::{LoggedDelivery, PlacedDelivery};
use kinetoscope::world::view::delivery_stream::DeliveryView;
use leptos::prelude::*;
use serde_json::json;

use super::here::{Here, use_here};
use super::query::follow;
use crate::ui::live::{If, List, holds, words};
use crate::ui::text;

/// Deliveries of the history that are shown.
const SHOWN: usize = 50;

/// Rows of a table are told apart by this.
fn id(delivery: &LoggedDelivery) -> String {
    format!("{} {} {} {}", delivery.at.total_micros(), delivery.lane, delivery.place, delivery.attempts)
}

/// The last deliveries and tries of the delivery stream.
pub(super) fn log() -> RwSignal<Option<Vec<PlacedDelivery>>> {
    let here = use_here();
    follow::<Vec<PlacedDelivery>>(move || {
        let stream = here.stream.get();
        (!stream.is_empty()).then(|| json!({ "query": "log", "stream": stream, "max": SHOWN }))
    })
}

/// What has closed and is not delivered.
#[component]
pub(super) fn UnderWay(log: RwSignal<Option<Vec<PlacedDelivery>>>) -> impl IntoView {
    let here = use_here();
    let count = Memo::new(move |_| here.with_stream(|stream| stream.under_way.len()).unwrap_or(0));
    let keys = Memo::new(move |_| (0..count.get()).map(|at| at.to_string()).collect::<Vec<_>>());
    let row = Callback::new(move |at: String| {
        let at: usize = at.parse().unwrap_or_default();
        let delivery =
            Memo::new(move |_| here.with_stream(|stream| stream.under_way.get(at).cloned()).flatten());
        let told = move |of: fn(&DeliveryView) -> String| {
            words(move || delivery.with(|delivery| delivery.as_ref().map(of)))
        };
        let state = words(move || delivery.with(|delivery| delivery.as_ref().map(|it| state_of(here, it))));
        let error = words(move || {
            delivery.with(|delivery| log.with(|log| error_of(delivery.as_ref()?, log.as_deref()?)))
        });
        view! {
            <tr data-testid="firehose-under-way-row">
                <th scope="row">{told(|delivery| lane_name(&delivery.lane).into())}</th>
                <td data-name="Closed by">{told(|delivery| cause_name(&delivery.cause).into())}</td>
                <td class="number" data-name="Records">{told(|delivery| text::count(delivery.records))}</td>
                <td class="number" data-name="Tries">{told(|delivery| delivery.attempts.to_string())}</td>
                <td class="whole">{state}<span class="field-error">{error}</span></td>
            </tr>
        }
        .into_any()
    });
    let none = holds(move || count.get() == 0);
    view! {
        <section class="card firehose-card" aria-labelledby="firehose-under-way-title" data-testid="firehose-under-way">
            <h2 id="firehose-under-way-title">"Under way"</h2>
            <p class="muted small-text" hidden=holds(move || !none.get())>"Nothing has closed that is not delivered."</p>
            <If when=holds(move || !none.get())>
                <table class="firehose-table">
                    <thead><tr><th scope="col">"What"</th><th scope="col">"Closed by"</th><th scope="col" class="number">"Records"</th><th scope="col" class="number">"Tries"</th><th scope="col">"State"</th></tr></thead>
                    <tbody><List keys=keys.into() row=row/></tbody>
                </table>
            </If>
        </section>
    }
}

/// What a delivery waits for.
fn state_of(here: Here, delivery: &DeliveryView) -> String {
    match (delivery.next_try, delivery.first_failed) {
        (Some(next), Some(first)) => {
            let wait = text::length(next.since(here.now()).total_micros());
            format!("next try in {wait}; failing since {}. ", text::clock(here.elapsed_us(first)))
        }
        (Some(next), None) => format!("goes in {}", text::length(next.since(here.now()).total_micros())),
        (None, _) => "waits for an answer".into(),
    }
}

/// What its last try was refused with.
fn error_of(delivery: &DeliveryView, log: &[PlacedDelivery]) -> Option<String> {
    delivery.first_failed?;
    let is_its = |logged: &&LoggedDelivery| {
        *logged.lane == *delivery.lane && logged.next.is_some() && logged.records == delivery.records
    };
    log.iter().map(|placed| &placed.delivery).find(is_its)?.refused.as_deref().map(Into::into)
}

/// What was delivered, or given up.
#[component]
pub(super) fn History(log: RwSignal<Option<Vec<PlacedDelivery>>>) -> impl IntoView {
    let here = use_here();
    let ended = Memo::new(move |_| {
        let ended = |log: &Vec<PlacedDelivery>| {
            log.iter().filter(|it| it.delivery.next.is_none()).cloned().collect::<Vec<_>>()
        };
        log.with(|log| log.as_ref().map(ended).unwrap_or_default())
    });
    let keys =
        Memo::new(move |_| ended.with(|ended| ended.iter().map(|it| id(&it.delivery)).collect::<Vec<_>>()));
    let row = Callback::new(move |id: String| {
        let found =
            ended.with_untracked(|ended| ended.iter().find(|it| self::id(&it.delivery) == id).cloned());
        found.map(|delivery| line(here, delivery)).into_any()
    });
    let none = holds(move || ended.with(Vec::is_empty));
    view! {
        <section class="card firehose-card" aria-labelledby="firehose-history-title" data-testid="firehose-history">
            <h2 id="firehose-history-title">"Delivered"</h2>
            <p class="muted small-text" hidden=holds(move || !none.get())>"Nothing yet. A buffer closes once it is large or old enough."</p>
            <If when=holds(move || !none.get())>
                <div class="firehose-scroll" tabindex="0" role="region" aria-label="Deliveries">
                    <table class="firehose-table">
                        <thead><tr><th scope="col">"At"</th><th scope="col">"Closed by"</th><th scope="col" class="number">"Records"</th><th scope="col" class="number">"In"</th><th scope="col" class="number">"Stored"</th><th scope="col">"Where"</th></tr></thead>
                        <tbody><List keys=keys.into() row=row/></tbody>
                    </table>
                </div>
            </If>
        </section>
    }
}

fn line(here: Here, placed: PlacedDelivery) -> AnyView {
    let delivery = &placed.delivery;
    let at_us = here.elapsed_us(delivery.at);
    let seek = move |_| here.store.seek(at_us);
    let again = (1 < delivery.attempts).then(|| format!(", {} tries", delivery.attempts));
    let of_errors = delivery.is_of_errors();
    let lane = (delivery.lane != "data").then(|| {
        view! { <span class="badge" class:err=of_errors>{lane_name(&delivery.lane).to_owned()}</span> }
    });
    let where_it_is = place(here, &placed);
    view! {
        <tr class:wrong=delivery.refused.is_some() data-testid="firehose-delivery" data-cause=delivery.cause.to_string() data-lane=delivery.lane.to_string()>
            <th scope="row"><button type="button" class="link num" aria-label=format!("Go to {}", text::clock(at_us)) on:click=seek>{text::clock(at_us)}</button></th>
            <td data-name="Closed by">{cause_name(&delivery.cause).to_owned()}{again}</td>
            <td class="number" data-name="Records">{text::count(delivery.records)}</td>
            <td class="number" data-name="In">{size(delivery.bytes)}</td>
            <td class="number" data-name="Stored">{size(delivery.body_bytes)}</td>
            <td class="whole">{lane}{where_it_is}</td>
        </tr>
    }
    .into_any()
}

/// Where it is: of an object, the way to it.
fn place(here: Here, placed: &PlacedDelivery) -> AnyView {
    let PlacedDelivery { delivery, bucket } = placed;
    if let Some(refused) = &delivery.refused {
        return view! { <span class="field-error">{format!("given up: {refused}")}</span> }.into_any();
    }
    let key = delivery.place.clone();
    let Some(bucket) = bucket.clone() else {
        let target = delivery.target.to_string();
        return view! { <span class="firehose-place mono">{key}" "<span class="muted">{target}</span></span> }
            .into_any();
    };
    let name = key.clone();
    let show = move |_| here.object.set(Some((bucket.clone(), key.clone())));
    view! { <button type="button" class="link mono firehose-place" data-testid="firehose-delivery-object" on:click=show>{name}</button> }
        .into_any()
}

/// `980 B`, `12.4 KiB`, `5.00 MiB`.
pub(super) fn size(bytes: u64) -> String {
    match bytes {
        0..1_024 => format!("{bytes} B"),
        1_024..1_048_576 => format!("{:.1} KiB", bytes as f64 / 1_024.0),
        _ => format!("{} MiB", text::mib(bytes)),
    }
}

/// A kind of buffer in a word or two.
fn lane_name(lane: &str) -> &str {
    match lane {
        "data" => "Data",
        "backup" => "Backup",
        "manifest" => "Manifest",
        errors => errors,
    }
}

fn cause_name(cause: &str) -> &str {
    match cause {
        "flush" => "request",
        cause => cause,
    }
}
