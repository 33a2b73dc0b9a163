//! What the picture's signs stand for: each sign as it is drawn, and at most one short line about it.

use kinetoscope::world::view::View;
use leptos::prelude::*;

use super::canvas::scale;
use crate::store::use_store;
use crate::ui::live::{If, holds, words};
use crate::ui::text;

/// Drawings of the signs, each 28 by 14, in the colours of the stage.
const DOT: &str =
    r#"<circle cx="6" cy="7" r="2"/><circle cx="14" cy="5" r="2"/><circle cx="22" cy="9" r="2"/>"#;
const BAND: &str = r#"<path d="M0 4C14 4 14 8 28 8V12C14 12 14 8 0 8Z" opacity=".6"/>"#;
const FRAME: &str = r#"<path class="sign-ground" d="M2 1h7v12H2zm9 0h7v12h-7zm9 0h7v12h-7z"/><path d="M2 9h7v4H2zm9-4h7v8h-7zm9-3h7v11h-7z"/>"#;
const GATE: &str = r#"<path class="sign-info" d="M1 1h11v10H1zM12 1h1.5v12H12zM13 5h15v3H13z"/>"#;
const PIPE: &str = r#"<rect class="sign-line" x="1" y="3.5" width="26" height="7" rx="3.5"/><path class="sign-info" d="M16 4h8a3 3 0 0 1 0 6h-8z"/>"#;
const CHECKPOINT: &str =
    r#"<path class="sign-info" d="M4 1h1v12H4zM5 1l7 3-7 3zM8 9h3v1H8zm6 0h3v1h-3zm6-8h2v12h-2z"/>"#;
const REFUSES: &str =
    r#"<path class="sign-refuses" d="M1 1l12 12M7 1l12 12M13 1l12 12M13 1L1 13M19 1L7 13M25 1L13 13"/>"#;
const KEYS: &str =
    r#"<path d="M12 1h10v2H12zm-8 4h18v4H4zm12 6h6v2h-6z"/><path class="sign-ground" d="M23 1h4v12h-4z"/>"#;

/// The legend: only signs that the stage shows now.
#[component]
pub(super) fn Legend() -> impl IntoView {
    let store = use_store();
    let speed = Memo::new(move |_| store.transport.with(|transport| transport.speed));
    let of_view = move |read: fn(&View) -> bool| {
        holds(move || {
            store.picture.with(|picture| picture.as_ref().is_some_and(|picture| read(&picture.view)))
        })
    };
    let bands = holds(move || store.mode.calm || scale::is_band(speed.get()));
    let band = move || match store.mode.calm {
        true => "as wide as the rate. Particles are off, because less motion was asked for",
        false => "as wide as the rate",
    };
    let each = move || {
        let offered = |stream: &kinetoscope::world::view::StreamView| {
            let flows =
                stream.shards.iter().map(|shard| shard.last_second.accepted + shard.last_second.refused);
            flows.sum::<u64>()
        };
        match scale::records_per_particle(store.with_stream(offered).unwrap_or(0), speed.get()) {
            1 => "1 record".to_owned(),
            count => format!("{} records", text::count(count)),
        }
    };
    let part = move || {
        store.picture.with(|picture| {
            let view = &picture.as_ref()?.view;
            let part_us = view.film_part.total_micros();
            Some(frame_in_words(part_us, scale::full_of(view.streams.first()?, part_us)))
        })
    };
    view! {
        <ul class="legend" data-testid="stage-legend" aria-label="What the signs stand for">
            <If when=holds(move || !bands.get())>{sign(DOT, words(each))}</If>
            <If when=bands>{sign(BAND, words(band))}</If>
            {sign(FRAME, words(part))}
            {sign(KEYS, words(|| "where keys fell"))}
            <If when=of_view(|view| view.readers.iter().any(|reader| !reader.fan_out))>
                {sign(GATE, words(|| "reader; bar: not read yet"))}
            </If>
            <If when=of_view(|view| view.readers.iter().any(|reader| reader.fan_out))>
                {sign(PIPE, words(|| "fan-out reader, its own pipe"))}
            </If>
            <If when=of_view(|view| view.readers.iter().any(|reader| 0 < reader.checkpoint_ms))>
                {sign(CHECKPOINT, words(|| "checkpoint; dashes: read again after a crash"))}
            </If>
            <If when=of_view(|view| view.streams.iter().flat_map(|stream| &stream.shards).any(|shard| 0 < shard.last_second.refused))>
                {sign(REFUSES, words(|| "refuses records"))}
            </If>
        </ul>
    }
}

/// What a frame of film shows, and at which rate it is full, once there are records to compare with.
fn frame_in_words(part_us: u64, full: Option<u64>) -> String {
    let full = full.map(|full| {
        // Firefox would break the line after the slash.
        format!(", full at {}/\u{2060}s", text::plural(full as usize, "record"))
    });
    text::length(part_us) + &full.unwrap_or_default()
}

fn sign(drawing: &'static str, meaning: Signal<String>) -> impl IntoView {
    view! {
        <li>
            <svg class="sign" viewBox="0 0 28 14" width="28" height="14" aria-hidden="true" inner_html=drawing></svg>
            <span>{meaning}</span>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_is_told_with_its_rate_once_there_is_one() {
        assert_eq!(frame_in_words(500_000, None), "0.5 s");
        assert_eq!(frame_in_words(2_000_000, Some(1)), "2.0 s, full at 1 record/\u{2060}s");
        assert_eq!(frame_in_words(500_000, Some(1_000)), "0.5 s, full at 1,000 records/\u{2060}s");
    }
}
