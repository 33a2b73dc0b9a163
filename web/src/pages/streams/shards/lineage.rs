//! The tree of shards: each a strip of film over its hash keys, spliced where a split or a merge cut it.

use std::collections::BTreeMap;

use kinetoscope::world::view::ShardView;
use leptos::prelude::*;

use super::super::here::use_here;
use crate::stage::{LOAD_VIEW_ABOVE, is_open};
use crate::ui::glyph::{Glyph, colour};
use crate::ui::live::{List, holds, words};
use crate::ui::text;

/// Where a shard lies in the tree.
#[derive(Clone, Debug, PartialEq)]
struct Strip {
    number: u32,
    /// Fractions of the hash-key line, from above.
    from: f64,
    to: f64,
    /// The change that made it, and the one that closed it; the first column holds those that the stream began with.
    begins: usize,
    /// Exclusive; the number of columns for a shard that is open.
    ends: usize,
    parents: Vec<u32>,
    open: bool,
}

/// Places shards: one column for each split or merge, in the order in which they were made. Gives the number of columns
/// too.
fn lay_out(shards: &[ShardView]) -> (Vec<Strip>, usize) {
    let mut changes: Vec<&[u32]> = Vec::new();
    let mut begins = BTreeMap::new();
    for shard in shards {
        // A parent that has expired leaves its children at the beginning.
        let known = shard.parents.iter().any(|parent| shards.iter().any(|other| other.number == *parent));
        let column = if !known {
            0
        } else if changes.last() == Some(&&shard.parents[..]) {
            changes.len()
        } else {
            changes.push(&shard.parents);
            changes.len()
        };
        begins.insert(shard.number, column);
    }
    let columns = changes.len() + 1;
    let closed_by =
        |number: u32| changes.iter().position(|parents| parents.contains(&number)).map(|at| at + 1);
    let strips = shards.iter().map(|shard| Strip {
        number: shard.number,
        from: shard.from,
        to: shard.to,
        begins: begins[&shard.number],
        ends: closed_by(shard.number).unwrap_or(columns),
        parents: shard.parents.clone(),
        open: is_open(shard),
    });
    (strips.collect(), columns)
}

impl Strip {
    /// What it is, for who does not see it.
    fn name(&self) -> String {
        let from = match &self.parents[..] {
            [] => String::new(),
            [one] => format!(", split from shard {one}"),
            parents => {
                let names: Vec<_> = parents.iter().map(ToString::to_string).collect();
                format!(", merged from shards {}", names.join(" and "))
            }
        };
        let state = if self.open { "open" } else { "closed" };
        format!(
            "Shard {}, {state}, {} to {} of the hash keys{from}",
            self.number,
            text::percent(self.from),
            text::percent(self.to)
        )
    }
}

/// Height of the tree in pixels: enough for each of many shards to be seen.
const TALL: f64 = 288.0;
const TALL_PER_SHARD: f64 = 8.0;
/// A strip lower than this has no room for its name.
const NAMED: f64 = 24.0;
/// A column narrower than this cannot be read.
const COLUMN: usize = 56;

/// The tree.
#[component]
pub(super) fn Lineage(chosen: RwSignal<Option<u32>>) -> impl IntoView {
    let here = use_here();
    let laid = Memo::new(move |_| here.with_stream(|stream| lay_out(&stream.shards)).unwrap_or_default());
    let open = move || laid.with(|laid| laid.0.iter().filter(|strip| strip.open).count());
    let tall = move || TALL.max(open() as f64 * TALL_PER_SHARD);
    let keys = Memo::new(move |_| {
        // A strip whose place has changed is made anew.
        laid.with(|(strips, columns)| {
            let key = |strip: &Strip| format!("{}:{}:{columns}:{}", strip.number, strip.ends, strip.open);
            strips.iter().map(key).collect::<Vec<_>>()
        })
    });
    let strip = Callback::new(move |key: String| {
        let number: Option<u32> = key.split(':').next().and_then(|number| number.parse().ok());
        let found = laid.with_untracked(|(strips, columns)| {
            let strip = strips.iter().find(|strip| Some(strip.number) == number)?;
            Some((strip.clone(), *columns))
        });
        found.map(|(strip, columns)| draw(&strip, columns, untrack(tall), untrack(open), chosen)).into_any()
    });
    let changes = move || laid.with(|laid| laid.1.saturating_sub(1));
    let told = words(move || {
        match changes() {
        0 => "No shard was split or merged yet. Each strip is a shard; it covers its part of the hash keys from top to bottom.".into(),
        _ => format!("From left to right: {} of shards. A splice is where a strip was cut and goes on in another.", text::plural(changes(), "change")),
    }
    });
    view! {
        <section class="card" aria-labelledby="streams-lineage-title">
            <h2 id="streams-lineage-title">"Lineage"</h2>
            <p class="field-hint" data-testid="streams-lineage-told">{told}</p>
            <div class="streams-scroll lineage-frame" role="region" aria-label="Tree of shards" tabindex="0">
                <div class="lineage-axis" aria-hidden="true"><span>"0"</span><span>"2\u{b9}\u{b2}\u{2078} \u{2212} 1"</span></div>
                <ol class="lineage" data-testid="streams-lineage"
                    style:height=words(move || format!("{}px", tall()))
                    style:min-width=words(move || laid.with(|laid| format!("{}px", laid.1 * COLUMN)))>
                    <List keys=keys.into() row=strip/>
                </ol>
            </div>
        </section>
    }
}

fn draw(strip: &Strip, columns: usize, tall: f64, open: usize, chosen: RwSignal<Option<u32>>) -> AnyView {
    let number = strip.number;
    let wide = 100.0 / columns as f64;
    let style = format!(
        "left:{};width:{};top:{};height:{};--identity:var(--shard-{})",
        text::css_percent(strip.begins as f64 * wide),
        text::css_percent((strip.ends - strip.begins) as f64 * wide),
        text::css_percent(strip.from * 100.0),
        text::css_percent((strip.to - strip.from) * 100.0),
        colour(number),
    );
    let (closed, spliced, crowded) = (!strip.open, 0 < strip.begins, LOAD_VIEW_ABOVE < open);
    let named = NAMED <= (strip.to - strip.from) * tall;
    let is_chosen = holds(move || chosen.get() == Some(number));
    view! {
        <li class="lineage-strip" style=style class:closed=closed class:spliced=spliced class:crowded=crowded>
            <button
                type="button"
                class:selected=is_chosen
                aria-label=strip.name()
                title=strip.name()
                aria-pressed=words(move || is_chosen.get().to_string())
                data-testid=format!("streams-strip-{number}")
                on:click=move |_| chosen.update(|chosen| *chosen = (*chosen != Some(number)).then_some(number))
            >
                {named.then(|| view! { <span class="lineage-name"><Glyph shard=number/>{number}</span> })}
            </button>
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use kinetoscope::time::Duration;
    use kinetoscope::world::scenario::{Action, Scenario};
    use kinetoscope::world::view::Frame;
    use serde_json::json;

    use super::*;

    /// The shards of a stream of two after these calls, one a minute.
    fn after(calls: &[(&str, serde_json::Value)]) -> Vec<ShardView> {
        let scenario = r#"{"version":1,"id":"t","streams":[{"name":"s","shards":2}]}"#;
        let scenario = Scenario::from_json(scenario).unwrap();
        let mut world = scenario.world(None).unwrap();
        for (at, (operation, input)) in calls.iter().enumerate() {
            let mut input = input.clone();
            input["StreamName"] = "s".into();
            world.act(&Action::call(operation, input)).unwrap();
            let start = world.settings().start;
            world.advance_to(start + Duration::from_secs(60 * (at as u64 + 1)));
        }
        world.view(Frame { window: Duration::from_secs(1), buckets: 1 }).streams.remove(0).shards
    }

    #[test]
    fn each_change_has_a_column_and_open_strips_go_on_to_the_end() {
        let split = (
            "SplitShard",
            json!({ "ShardToSplit": "shardId-000000000001", "NewStartingHashKey": "255211775190703847597530955573826158592" }),
        );
        let merge = (
            "MergeShards",
            json!({ "ShardToMerge": "shardId-000000000000", "AdjacentShardToMerge": "shardId-000000000002" }),
        );
        let places = |calls: &[_]| {
            let (strips, columns) = lay_out(&after(calls));
            let places: Vec<_> =
                strips.iter().map(|strip| (strip.number, strip.begins, strip.ends, strip.open)).collect();
            (places, columns)
        };
        assert_eq!(places(&[]), (vec![(0, 0, 1, true), (1, 0, 1, true)], 1));
        assert_eq!(
            places(std::slice::from_ref(&split)),
            (vec![(0, 0, 2, true), (1, 0, 1, false), (2, 1, 2, true), (3, 1, 2, true)], 2)
        );
        assert_eq!(
            places(&[split, merge]),
            (vec![(0, 0, 2, false), (1, 0, 1, false), (2, 1, 2, false), (3, 1, 3, true), (4, 2, 3, true)], 3)
        );
    }
}
