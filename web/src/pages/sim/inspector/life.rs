//! A frame of film: the records that came in its time, and the life of one of them.

use kinetoscope::world::life::{
    Arrival, Arrivals, Delivery, DeliveryState, FunctionResult, Life, Read, ReadState,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::json;

use crate::store::{Selection, Store, use_store};
use crate::ui::glyph::Glyph;
use crate::ui::live::{If, holds, words};
use crate::ui::text;

/// Records of a frame that one can choose from.
const RECORDS_MAX: usize = 20;

/// What a frame is called: `Shard 0, 00:00:42.0 to 42.5`.
pub(super) fn title(store: Store, shard: u32, from_us: i64, until_us: i64) -> String {
    let start = store.picture.with_untracked(|picture| picture.as_ref().map(|picture| picture.view.start));
    let start_us = start.map_or(0, |start| start.total_micros());
    let [from, until] = [from_us, until_us].map(|at| text::clock((at - start_us).max(0) as u64));
    format!("Shard {shard}, {from} to {}", shortened(&from, &until))
}

/// A clock without what it has in common with one before it, down to the minute.
fn shortened<'a>(from: &str, until: &'a str) -> &'a str {
    match (from.rsplit_once(':'), until.rsplit_once(':')) {
        (Some((minute, _)), Some((same, seconds))) if minute == same => seconds,
        _ => until,
    }
}

/// The panel of a frame.
#[component]
pub(super) fn FramePanel(shard: u32, from_us: i64, until_us: i64) -> impl IntoView {
    let store = use_store();
    let found = RwSignal::new(None::<Result<Arrivals, String>>);
    let chosen = RwSignal::new(None::<String>);
    spawn_local(async move {
        let arrivals = arrivals(store, shard, from_us, until_us).await;
        let first = arrivals.as_ref().ok().and_then(|arrivals| arrivals.records.first());
        let first = first.map(|record| record.sequence_number.to_string());
        // Another frame may be chosen by the time the answer comes.
        _ = chosen.try_set(first);
        _ = found.try_set(Some(arrivals));
    });
    let go = move |back: i64| {
        let (from_us, until_us) =
            (from_us - back * (until_us - from_us), until_us - back * (until_us - from_us));
        store.selection.set(Selection::Frame { shard, from_us, until_us });
    };
    let list = move || {
        found.get().map(|found| match found {
            Ok(arrivals) => view! { <Records shard=shard arrivals=arrivals chosen=chosen/> }.into_any(),
            Err(why) => view! { <p class="field-error" role="alert">{why}</p> }.into_any(),
        })
    };
    view! {
        <p class="button-row">
            <button type="button" class="button small" data-testid="frame-earlier" on:click=move |_| go(1)>"Earlier frame"</button>
            <button type="button" class="button small" data-testid="frame-later" on:click=move |_| go(-1)>"Later frame"</button>
        </p>
        <If when=holds(move || found.with(Option::is_none))>
            <p class="muted" role="status">"Looking into the shard\u{2026}"</p>
        </If>
        {list}
        {move || chosen.get().map(|number| view! { <RecordLife shard=shard number=number/> })}
    }
}

async fn arrivals(store: Store, shard: u32, from: i64, until: i64) -> Result<Arrivals, String> {
    store.whole_engine().await?;
    let stream = store.with_stream(|stream| stream.name.clone()).unwrap_or_default();
    let args = json!({ "stream": stream, "shard": shard, "from": from, "until": until, "max": RECORDS_MAX });
    let found: Option<Arrivals> = store.ask("arrivals", args).await?;
    found.ok_or_else(|| format!("There is no shard {shard} any more."))
}

/// The records of a frame, to choose one.
#[component]
fn Records(shard: u32, arrivals: Arrivals, chosen: RwSignal<Option<String>>) -> impl IntoView {
    let said = match (arrivals.count, arrivals.records.len() as u64) {
        (0, _) => "No record that can be read came in this time.".to_owned(),
        (1, _) => "1 record came in this time.".to_owned(),
        (count, shown) if shown < count => {
            format!("{} records came in this time; the first {shown} are listed.", text::count(count))
        }
        (count, _) => format!("{} records came in this time.", text::count(count)),
    };
    let row = |record: Arrival| {
        let Arrival { sequence_number, partition_key, bytes, .. } = record;
        let number = StoredValue::new(sequence_number.to_string());
        let is_chosen = move || chosen.with(|chosen| chosen.as_deref() == Some(number.get_value().as_str()));
        view! {
            <li>
                <button type="button" class="record-line" aria-pressed=words(move || is_chosen().to_string()) data-testid="frame-record" on:click=move |_| chosen.set(Some(number.get_value()))>
                    <span class="mono">{partition_key}</span>
                    <span class="muted">{format!("{} B", text::count(bytes as u64))}</span>
                </button>
            </li>
        }
    };
    view! {
        <p class="selection-id muted" data-testid="frame-count"><Glyph shard=shard/>{said}</p>
        <ol class="record-list" aria-label="Records of this frame">{arrivals.records.into_iter().map(row).collect_view()}</ol>
    }
}

/// What has happened to one record until now; it follows the clock.
#[component]
fn RecordLife(shard: u32, number: String) -> impl IntoView {
    let store = use_store();
    let told = RwSignal::new(None::<Result<Life, String>>);
    let waiting = StoredValue::new(false);
    let number = StoredValue::new(number);
    Effect::new(move |_| {
        store.picture.track();
        if waiting.get_value() {
            return;
        }
        waiting.set_value(true);
        spawn_local(async move {
            let life = life(store, shard, number.try_get_value().unwrap_or_default()).await;
            // The panel may be gone by the time the answer comes.
            _ = waiting.try_set_value(false);
            _ = told.try_set(Some(life));
        });
    });
    let body = move || {
        told.get().map(|told| match told {
            Ok(life) => steps(store, life).into_any(),
            Err(why) => view! { <p class="muted" data-testid="life-gone">{why}</p> }.into_any(),
        })
    };
    view! {
        <section class="action" aria-labelledby="life-title" data-testid="life">
            <h3 id="life-title">"Life of a record"</h3>
            {body}
        </section>
    }
}

async fn life(store: Store, shard: u32, number: String) -> Result<Life, String> {
    let stream = store.with_stream(|stream| stream.name.clone()).unwrap_or_default();
    let args = json!({ "stream": stream, "shard": shard, "number": number });
    let life: Option<Life> = store.ask("life", args).await?;
    life.ok_or_else(|| {
        "At this moment the record is not in its shard: it has yet to come, or it has expired.".into()
    })
}

/// Its life, step by step.
fn steps(store: Store, life: Life) -> impl IntoView {
    let start = store.picture.with_untracked(|picture| picture.as_ref().map(|picture| picture.view.start));
    let since =
        |at: kinetoscope::time::Instant| start.map(|start| text::clock(at.since(start).total_micros()));
    let producer = life
        .producer
        .clone()
        .map_or_else(|| "a call, not by a producer here".into(), |name| format!("producer {name}"));
    let placed = if life.is_placed {
        "by ExplicitHashKey, not by the key\u{2019}s MD5"
    } else {
        "by the MD5 of its key"
    };
    let step = |name: &'static str, what: String, id: &'static str, mono: bool| {
        view! { <li><span class="step-name">{name}</span><span class="step-what" class:mono=mono data-testid=id>{what}</span></li> }
    };
    let reads = life.reads.iter().map(|read| {
        view! {
            <li class="step-read" data-testid=format!("life-read-{}", read.reader)>
                <span class="step-name">{format!("Reader {}", read.reader)}</span>
                <span class="step-what">{read_in_words(read)}</span>
            </li>
        }
    });
    let deliveries = life.deliveries.iter().map(|delivery| {
        let name = &delivery.delivery_stream;
        view! {
            <li class="step-read" data-testid=format!("life-delivery-{name}")>
                <span class="step-name">{format!("Delivery stream {name}")}</span>
                <span class="step-what">
                    {delivery.function_result.map(|result| view! {
                        <span data-testid=format!("life-function-{name}")>{format!("its function said {}; ", result_name(result))}</span>
                    })}
                    {delivery_in_words(delivery)}
                    {delivery.place.clone().map(|place| view! {
                        <span class="mono step-place" data-testid=format!("life-object-{name}")>{place}</span>
                    })}
                </span>
            </li>
        }
    });
    view! {
        <ol class="steps">
            {step("Sent by", format!("{producer}, {} bytes", text::count(life.bytes as u64)), "life-producer", false)}
            {step("Partition key", life.partition_key.clone(), "life-key", true)}
            {step("MD5 of the key", life.md5.clone(), "life-md5", true)}
            {step("On the rail", format!("{}, {placed}", text::percent(life.at)), "life-rail", false)}
            {step("Shard", format!("{}, as its record {}", life.shard, text::count(life.record)), "life-shard", false)}
            {step("Sequence number", life.sequence_number.to_string(), "life-sequence", true)}
            {step("Came at", since(life.arrival).unwrap_or_default(), "life-arrival", false)}
            {reads.collect_view()}
            {deliveries.collect_view()}
            {step("Expires at", since(life.expires).unwrap_or_default(), "life-expires", false)}
        </ol>
    }
}

/// What became of a record at a reader.
fn read_in_words(read: &Read) -> String {
    let checkpoint =
        if read.is_checkpointed { "; a checkpoint covers it" } else { "; no checkpoint covers it yet" };
    match (read.state, read.lag_ms) {
        (ReadState::Read, Some(ms)) => {
            format!("read it {} after it came{checkpoint}", text::length(ms * 1_000))
        }
        (ReadState::Read, None) => format!("has read it{checkpoint}"),
        (ReadState::Ahead, _) => "has yet to come to it".into(),
        (ReadState::Passed, _) => "began after it, so it never reads it".into(),
    }
}

/// As functions answer it.
fn result_name(result: FunctionResult) -> &'static str {
    match result {
        FunctionResult::Ok => "Ok",
        FunctionResult::Dropped => "Dropped",
        FunctionResult::ProcessingFailed => "ProcessingFailed",
    }
}

/// What became of a record at a delivery stream; the object that has it, or tells of it, stands behind.
fn delivery_in_words(delivery: &Delivery) -> String {
    let after = delivery.lag_ms.map(|ms| format!(" {} after it came", text::length(ms * 1_000)));
    let after = after.unwrap_or_default();
    let target = &delivery.target;
    match (delivery.state, &delivery.place) {
        (DeliveryState::Ahead, _) => "has yet to come to it".into(),
        (DeliveryState::Passed, _) => "began after it, so it never reads it".into(),
        (DeliveryState::AtFunction, _) => "has it at its function".into(),
        (DeliveryState::InBuffer, _) => format!("has it in a buffer for {target}"),
        (DeliveryState::UnderWay, _) => format!("is delivering it to {target}"),
        (DeliveryState::Delivered, None) => format!("delivered it to {target}{after}"),
        (DeliveryState::Delivered, Some(_)) if target == "S3" => {
            format!("delivered it to S3{after}, in the object")
        }
        (DeliveryState::Delivered, Some(_)) => {
            format!("delivered it to {target}{after}, by way of the object")
        }
        (DeliveryState::Dropped, _) if delivery.function_result.is_some() => format!("it is dropped{after}"),
        (DeliveryState::Dropped, _) => format!("dropped it{after}, as its function said"),
        (DeliveryState::Failed, None) => "could not process it; an object for errors will tell of it".into(),
        (DeliveryState::Failed, Some(_))
            if delivery.function_result == Some(FunctionResult::ProcessingFailed) =>
        {
            format!("it is told of{after} in the object")
        }
        (DeliveryState::Failed, Some(_)) => {
            format!("could not process it; it is told of{after} in the object")
        }
        (DeliveryState::Skipped, _) => format!("skipped it{after}: it is in no table, but in the object"),
        (DeliveryState::Lost, _) => format!("gave it up{after}: it is gone"),
        (DeliveryState::Forgotten, _) => {
            "has read it so long ago that its object is no longer known here".into()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_frame_says_its_minute_only_where_it_is_another() {
        assert_eq!(shortened("00:00:42.0", "00:00:42.5"), "42.5");
        assert_eq!(shortened("00:00:59.5", "00:01:00.0"), "00:01:00.0");
    }
}
