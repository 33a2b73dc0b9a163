//! What the picture's signs stand for.

use leptos::prelude::*;

use super::canvas::scale;
use crate::store::use_store;
use crate::ui::live::words;
use crate::ui::text;

/// The legend.
#[component]
pub(super) fn Legend() -> impl IntoView {
    let store = use_store();
    let speed = Memo::new(move |_| store.transport.with(|transport| transport.speed));
    let offered = Memo::new(move |_| {
        store.with_stream(|stream| {
            let flows =
                stream.shards.iter().map(|shard| shard.last_second.accepted + shard.last_second.refused);
            flows.sum::<u64>()
        })
    });
    let dots = move || {
        if store.mode.calm {
            return "Particles are off, because less motion was asked for.".to_owned();
        }
        if scale::is_band(speed.get()) {
            return "bands = rate, at this speed".to_owned();
        }
        match scale::records_per_particle(offered.get().unwrap_or(0), speed.get()) {
            1 => "dot = 1 record".to_owned(),
            count => format!("dot = {} records", text::count(count)),
        }
    };
    let frames = move || {
        let part = scale::part_us(speed.get());
        format!(
            "frame = {}, full at {}/s",
            text::length(part),
            text::count(kinetoscope::streams::WRITE_RECORDS_PER_SECOND)
        )
    };
    let holes = move || format!("hole = {}", text::length(scale::sprocket_us(speed.get())));
    view! {
        <p class="legend muted" data-testid="stage-legend">
            <span>{words(dots)}</span>
            <span>{words(frames)}</span>
            <span>{words(holes)}</span>
            <span>"flag = reader, line = its lag"</span>
            <span>"bars = where keys fell, thick = very many"</span>
            <span>"hatch = refusing, red line = limit reached"</span>
        </p>
    }
}
