//! Shard identity: a colour, a glyph and a hatch for each number; and the colours of load.

use leptos::prelude::*;

/// How many identities there are before colours come again.
pub(crate) const IDENTITIES: u32 = 6;

const PATHS: [&str; 6] = [
    "M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 0 0 0-11z",
    "M3 3h10v10H3z",
    "M8 2l6.5 11.5h-13z",
    "M8 1.5L14.5 8L8 14.5L1.5 8z",
    "M6 2h4v4h4v4h-4v4H6v-4H2V6h4z",
    "M8 1l2 4.8 5.1.4-3.9 3.4 1.2 5L8 11.9l-4.4 2.7 1.2-5L.9 6.2 6 5.8z",
];

/// Steps of the ramp of colours for load, as the style sheet has them.
pub(crate) const LOAD_STEPS: usize = 5;

/// The step of a load from 0 to 1.
pub(crate) fn load_step(load: f64) -> usize {
    ((load * LOAD_STEPS as f64) as usize).min(LOAD_STEPS - 1)
}

/// Number of a shard's colour and hatch.
pub(crate) fn colour(shard: u32) -> u32 {
    shard % IDENTITIES
}

/// Number of a shard's glyph: the next one for each round of the colours.
fn glyph(shard: u32) -> usize {
    ((shard + shard / IDENTITIES) % IDENTITIES) as usize
}

/// A shard's glyph in its colour; the shard's number must stand beside it.
#[component]
pub(crate) fn Glyph(shard: u32) -> impl IntoView {
    view! {
        <svg class="glyph" aria-hidden="true" width="16" height="16" viewBox="0 0 16 16" style=format!("color:var(--shard-{})", colour(shard))>
            <path d=PATHS[glyph(shard)] fill="currentColor"></path>
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_load_beyond_its_limit_has_the_last_colour() {
        assert_eq!([0.0, 0.19, 0.2, 0.99, 1.0, 3.0].map(load_step), [0, 0, 1, 4, 4, 4]);
    }

    #[test]
    fn no_two_of_the_first_36_shards_share_colour_and_glyph() {
        let mut seen: Vec<_> = (0..36).map(|shard| (colour(shard), glyph(shard))).collect();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 36);
    }
}
