//! `aws s3 ls`: buckets, or what is in one.

use super::super::failure::Failure;
use super::Given;
use super::client::{Client, Listed, Listing, Page};
use super::place::split;
use crate::host::Host;

/// What `--recursive`, `--human-readable` and `--summarize` need to know.
struct Printer {
    is_recursive: bool,
    is_human_readable: bool,
    text: String,
    objects: u64,
    bytes: u64,
}

pub(super) async fn run<H: Host>(given: &Given, client: &mut Client<'_, H>) -> Result<(), Failure> {
    let page_size = given.page_size()?;
    let (bucket, prefix) = split(given.words.first().map_or("", String::as_str));
    let mut printer = Printer {
        is_recursive: given.has("--recursive"),
        is_human_readable: given.has("--human-readable"),
        text: String::new(),
        objects: 0,
        bytes: 0,
    };
    let mut is_empty = false;
    if bucket.is_empty() {
        printer.buckets(&client.buckets().await?, given.value("--bucket-name-prefix").unwrap_or_default());
    } else {
        let delimiter = if printer.is_recursive { "" } else { "/" };
        let pages = client.pages(Listing { bucket, prefix, delimiter, page_size }).await?;
        pages.iter().for_each(|page| printer.page(page));
        is_empty = pages.iter().all(|page| page.objects.is_empty() && page.prefixes.is_empty());
    }
    if given.has("--summarize") {
        printer.summary();
    }
    client.output.text = printer.text.into();
    client.output.status = i32::from(is_empty && !prefix.is_empty());
    Ok(())
}

impl Printer {
    fn buckets(&mut self, buckets: &[(String, String)], prefix: &str) {
        for (name, created) in buckets.iter().filter(|(name, _)| name.starts_with(prefix)) {
            self.text.push_str(&format!("{} {name}\n", moment(created)));
        }
    }

    fn page(&mut self, page: &Page) {
        for prefix in &page.prefixes {
            let folder = prefix.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
            self.text.push_str(&format!("{:>30} {folder}/\n", "PRE"));
        }
        for Listed { key, size, modified } in &page.objects {
            self.objects += 1;
            self.bytes += size;
            let name = if self.is_recursive { key } else { key.rsplit('/').next().unwrap_or_default() };
            self.text.push_str(&format!("{} {:>10} {name}\n", moment(modified), self.size(*size)));
        }
    }

    fn summary(&mut self) {
        let size = self.size(self.bytes);
        self.text.push_str(&format!("\nTotal Objects: {}\n   Total Size: {size}\n", self.objects));
    }

    fn size(&self, bytes: u64) -> String {
        if self.is_human_readable { human_readable(bytes) } else { bytes.to_string() }
    }
}

/// `2026-01-01T00:00:00.000Z` as lists have it.
fn moment(text: &str) -> String {
    text.replace('T', " ").chars().take("2026-01-01 00:00:00".len()).collect()
}

fn human_readable(bytes: u64) -> String {
    const BASE: f64 = 1024.0;
    match bytes {
        1 => return "1 Byte".into(),
        0..1024 => return format!("{bytes} Bytes"),
        _ => {}
    }
    let mut size = bytes as f64 / BASE;
    for unit in ["KiB", "MiB", "GiB", "TiB", "PiB"] {
        if size.round_ties_even() < BASE {
            return format!("{size:.1} {unit}");
        }
        size /= BASE;
    }
    format!("{size:.1} EiB")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_rounded_before_their_unit_is_chosen() {
        let sizes = [0, 1, 10, 1_023, 1_024, 1_536, 1_048_000, 1_048_576, 5 << 30];
        let texts = sizes.map(human_readable).join(", ");
        assert_eq!(
            texts,
            "0 Bytes, 1 Byte, 10 Bytes, 1023 Bytes, 1.0 KiB, 1.5 KiB, 1023.4 KiB, 1.0 MiB, 5.0 GiB"
        );
    }
}
