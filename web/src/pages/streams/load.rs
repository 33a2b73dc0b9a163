//! How full each open shard is.

use kinetoscope::streams::{WRITE_KIB_PER_SECOND, WRITE_RECORDS_PER_SECOND};
use kinetoscope::world::view::{ShardView, StreamView};
use leptos::prelude::*;

use super::here::use_here;
use crate::stage::is_open;
use crate::ui::glyph::Glyph;
use crate::ui::icon::Icon;
use crate::ui::live::{If, List, holds, words};
use crate::ui::text;

/// Of more open shards than this only the fullest are shown.
const SHOWN_MAX: usize = 16;

/// The fullest open shards, in the order of their hash keys, and how many there are besides.
fn fullest(stream: &StreamView) -> (Vec<u32>, usize) {
    let mut open: Vec<_> = stream.shards.iter().filter(|shard| is_open(shard)).collect();
    let more = open.len().saturating_sub(SHOWN_MAX);
    if 0 < more {
        open.sort_by(|one, other| other.utilisation.total_cmp(&one.utilisation));
        open.truncate(SHOWN_MAX);
    }
    open.sort_by(|one, other| one.from.total_cmp(&other.from));
    (open.iter().map(|shard| shard.number).collect(), more)
}

/// A line for each.
#[component]
pub(super) fn Load() -> impl IntoView {
    let here = use_here();
    let shown = Memo::new(move |_| here.with_stream(fullest).unwrap_or_default());
    let keys =
        Memo::new(move |_| shown.with(|shown| shown.0.iter().map(ToString::to_string).collect::<Vec<_>>()));
    // All bars have one scale, on which the limit is at the same place.
    let scale = Memo::new(move |_| {
        let most =
            |stream: &StreamView| stream.shards.iter().map(|shard| shard.utilisation).fold(1.0, f64::max);
        here.with_stream(most).unwrap_or(1.0)
    });
    let row = Callback::new(move |number: String| {
        number.parse().ok().map(|number| view! { <Row number=number scale=scale/> }).into_any()
    });
    let more = move || shown.with(|shown| shown.1);
    let hint = format!(
        "Offered in the last second. The mark is what one shard takes: {} records or {} MiB.",
        text::count(WRITE_RECORDS_PER_SECOND),
        WRITE_KIB_PER_SECOND >> 10
    );
    let skew = words(move || here.with_stream(|stream| stream.skew.word.clone()));
    let uneven = holds(move || here.with_stream(|stream| stream.skew.word == "hot").unwrap_or(false));
    view! {
        <section class="card streams-card" aria-labelledby="overview-load">
            <div class="card-head">
                <h2 id="overview-load">"Load by shard"</h2>
                <span class="badge" class:warn=uneven data-testid="streams-skew">{skew}</span>
            </div>
            <p class="field-hint">{hint}</p>
            <ul class="loads" data-testid="overview-shards"><List keys=keys.into() row=row/></ul>
            <If when=holds(move || 0 < more())>
                <p class="muted small-text">{words(move || format!("These are the fullest; {} more are on the tab Shards.", text::count(more() as u64)))}</p>
            </If>
        </section>
    }
}

#[component]
fn Row(number: u32, scale: Memo<f64>) -> impl IntoView {
    let here = use_here();
    let with = move |of: fn(&ShardView) -> String| words(move || here.with_shard(number, of));
    let load = Memo::new(move |_| here.with_shard(number, |shard| shard.utilisation).unwrap_or(0.0));
    let wide = move |share: f64| text::css_percent(share.max(0.0) * 100.0 / scale.get());
    let refuses =
        holds(move || here.with_shard(number, |shard| 0 < shard.last_second.refused).unwrap_or(false));
    let open = move |_| {
        here.shard.set(Some(number));
        here.open("shards");
    };
    view! {
        <li>
            <button type="button" class="load" class:wrong=refuses data-testid=format!("overview-shard-{number}") on:click=open>
                <span class="load-name"><Glyph shard=number/>{format!("Shard {number}")}</span>
                <span class="load-bar" aria-hidden="true">
                    <span class="load-fill" style:width=words(move || wide(load.get().min(1.0)))></span>
                    <span class="load-over" style:left=words(move || wide(1.0)) style:width=words(move || wide(load.get() - 1.0))></span>
                    <span class="load-mark" style:left=words(move || wide(1.0))></span>
                </span>
                <span class="load-share">{with(share)}</span>
                <span class="load-word">
                    <If when=refuses><Icon name="refuse"/></If>
                    {with(word)}
                </span>
            </button>
        </li>
    }
}

fn share(shard: &ShardView) -> String {
    text::percent((shard.utilisation * 100.0).round() / 100.0)
}

fn word(shard: &ShardView) -> String {
    match shard.last_second.refused {
        0 if shard.utilisation == 0.0 => "idle".into(),
        0 => "takes all".into(),
        refused => format!("refuses {}/s", text::count(refused)),
    }
}
