//! A small picture of what each lesson is about, drawn as the stage draws it: film, shards in their colours, flags of readers.

use leptos::prelude::*;

/// Shapes of one class each, in a field 120 wide and 48 high. What is filled and what is a line, the class says.
type Sketch = &'static [(&'static str, &'static str)];

/// The picture of a lesson, if it has one.
pub(super) fn sketch(slug: &str) -> Option<impl IntoView> {
    let shapes = shapes_of(slug)?;
    Some(view! {
        <svg class="lesson-sketch" viewBox="0 0 120 48" aria-hidden="true">
            {shapes.iter().map(|(class, path)| view! { <path class=*class d=*path></path> }).collect_view()}
        </svg>
    })
}

fn shapes_of(slug: &str) -> Option<Sketch> {
    Some(match slug {
        // One record on the film, and the gate that reads it.
        "first-record" => &[
            ("film", "M4 14h112v24H4z"),
            ("holes", "M7 17h106M7 35h106"),
            ("shard-1", "M92 20h12v12H92z"),
            ("reader-line", "M107 8v34"),
            ("reader", "M107 6H93v9h14z"),
        ],
        // The rail of hash keys, and the shard of each part of it.
        "keys-choose-shards" => &[
            ("film", "M52 2h64v9H52zM52 14h64v9H52zM52 26h64v9H52zM52 38h64v9H52z"),
            ("shard-0", "M16 2h14v9H16zM98 2h7v9h-7z"),
            ("shard-1", "M16 14h14v9H16zM84 14h7v9h-7z"),
            ("shard-2", "M16 26h14v9H16zM106 26h7v9h-7z"),
            ("shard-3", "M16 38h14v9H16zM72 38h7v9h-7zM90 38h7v9h-7z"),
            (
                "key",
                "M2 6.5h12M2 18.5h8M2 30.5h12M2 40.5h7M2 44.5h12M32 6.5h18M32 18.5h18M32 30.5h18M32 42.5h18",
            ),
        ],
        // Three shards idle; the fourth is full, and what comes to it is turned away.
        "hot-shard" => &[
            ("film", "M30 2h86v9H30zM30 14h86v9H30zM30 26h86v9H30z"),
            ("shard-0", "M98 8h4v3h-4zM106 7h4v4h-4z"),
            ("shard-1", "M90 20h4v3h-4zM106 19h4v4h-4z"),
            ("shard-2", "M98 32h4v3h-4zM110 31h4v4h-4z"),
            ("shard-3", "M30 38h86v9H30z"),
            ("refused", "M4 38l9 9M13 38l-9 9M17 38l9 9M26 38l-9 9"),
        ],
        // A shard is cut in two.
        "reshard" => &[
            ("film", "M64 4h52v16H64zM64 28h52v16H64z"),
            ("shard-0", "M4 16h44v16H4z"),
            ("shard-1", "M72 8h32v8H72z"),
            ("shard-3", "M72 32h38v8H72z"),
            ("key", "M48 20C56 20 56 12 64 12M48 28C56 28 56 36 64 36"),
        ],
        // Five gates along one strip.
        "five-cursors" => &[
            ("film", "M4 20h112v20H4z"),
            ("holes", "M7 23h106M7 37h106"),
            ("shard-0", "M8 26h14v8H8zM28 26h14v8H28zM48 26h14v8H48zM68 26h14v8H68zM88 26h14v8H88z"),
            ("reader-line", "M5 44V10M25 44V10M65 44V10M85 44V10M115 44V10"),
            ("reader", "M5 8h12v8H5zM25 8h12v8H25zM65 8h12v8H65zM85 8h12v8H85zM115 8h-12v8h12z"),
        ],
        // What is older than the retention is gone.
        "retention-edge" => &[
            ("film", "M44 14h72v22H44z"),
            ("gone", "M4 14h36v22H4z"),
            ("shard-1", "M48 20h12v10H48zM66 20h12v10H66zM84 20h12v10H84zM102 20h12v10h-12z"),
            ("refused", "M42 6v38"),
            ("reader-line", "M20 42V6"),
            ("reader", "M20 4h14v9H20z"),
        ],
        // One shard, six readers, and one too many.
        "five-reads" => &[
            ("shard-0", "M4 14h40v20H4z"),
            (
                "reader-line",
                "M44 24C70 24 70 5 98 5M44 24C70 24 70 13 98 13M44 24C70 24 70 21 98 21M44 24C70 24 70 29 98 29M44 24C70 24 70 37 98 37",
            ),
            ("reader", "M98 2h14v6H98zM98 10h14v6H98zM98 18h14v6H98zM98 26h14v6H98zM98 34h14v6H98z"),
            ("refused", "M44 24C70 24 70 45 92 45M96 41l8 7M104 41l-8 7"),
        ],
        // Two buffers: one is full long before its time, the other's time is over long before it is full.
        "size-or-time" => &[
            ("film", "M8 6h22v36H8zM66 6h22v36H66z"),
            ("shard-1", "M11 10h16v29H11zM69 34h16v5H69z"),
            ("key", "M100 24m-9 0a9 9 0 1 1 18 0a9 9 0 1 1-18 0"),
            ("reader-line", "M42 15a9 9 0 0 1 8 5M100 15a9 9 0 1 1-1 0"),
            ("reader", "M30 8h10v8H30zM88 32h10v8H88z"),
        ],
        // Objects go through a bucket into a table; one of them stays where it is.
        "redshift-by-way-of-s3" => &[
            ("film", "M38 6h34l-5 36H43zM88 8h28v32H88z"),
            ("shard-0", "M47 12h16v6H47zM48 22h14v6H48z"),
            ("shard-1", "M92 12h20v5H92zM92 20h20v5H92z"),
            ("gone", "M92 28h20v5H92z"),
            ("key", "M4 15h32M65 15h21M64 25h22"),
            ("refused", "M49 32l12 8M61 32l-12 8"),
        ],
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_lesson_that_is_taught_has_a_picture() {
        let lessons = concat!(env!("CARGO_MANIFEST_DIR"), "/../www/static/lessons");
        for file in std::fs::read_dir(lessons).unwrap() {
            let name = file.unwrap().file_name().into_string().unwrap();
            let slug = name.strip_suffix(".json").unwrap();
            assert!(shapes_of(slug).is_some(), "{slug}");
        }
    }
}
