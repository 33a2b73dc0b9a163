//! Scenarios to begin with, a card for each.

use leptos::prelude::*;

use crate::share::ScenarioLink;

/// Id, title and what is to be seen. The scenario's file has its id and its title too.
pub(crate) const CARDS: &[(&str, &str, &str)] = &[
    ("first-record", "A first record", "Records go in, fall on two shards, and come out a moment later."),
    (
        "hot-key",
        "One key takes it all",
        "Seven of ten records carry one key, and one of four shards refuses.",
    ),
    (
        "reshard",
        "One shard is not enough",
        "600 records a second are refused until somebody splits the shard.",
    ),
    ("five-cursors", "Five places to begin", "Five readers wait at the five starting positions."),
    ("retention-edge", "The edge of retention", "A reader rests for 30 hours; records are kept for 24."),
    (
        "fan-out",
        "Six readers, one shard",
        "More reads than a shard gives: they are refused, and readers fall behind.",
    ),
    (
        "stream-vs-queue",
        "Read twice",
        "Two readers get every record, and the stream still has it. A delivery stream is silent until it delivers.",
    ),
    (
        "firehose-lake",
        "Into the lake",
        "One buffer closes by size every few seconds, another by interval, after five minutes.",
    ),
];

/// The cards.
#[component]
pub(super) fn Presets() -> impl IntoView {
    let cards = CARDS.iter().map(|(id, title, sees)| {
        view! {
            <li>
                <ScenarioLink fragment=format!("p={id}") class="door preset" testid=format!("preset-{id}")>
                    <strong>{*title}</strong>
                    <span class="muted">{*sees}</span>
                </ScenarioLink>
            </li>
        }
        .into_any()
    });
    view! {
        <section class="presets" aria-labelledby="presets-title">
            <h2 id="presets-title">"Scenarios"</h2>
            <ul>{cards.collect_view()}</ul>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::share::link::PRESETS;

    #[test]
    fn each_card_is_a_scenario_of_the_site_under_its_own_title() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../www/static/scenarios");
        for (id, title, _) in CARDS {
            assert!(PRESETS.contains(id), "{id}");
            let file = std::fs::read_to_string(folder.join(format!("{id}.json"))).unwrap();
            let file: Value = serde_json::from_str(&file).unwrap();
            assert_eq!((file["id"].as_str(), file["title"].as_str()), (Some(*id), Some(*title)));
        }
    }
}
