//! Where a delivery stream delivers to: a sign of what it is, its name, and how much is there by now.

use kinetoscope::world::view::delivery_stream::DeliveryStreamView;
use leptos::prelude::*;

use super::sinks::{is_refused, read};
use crate::store::use_store;
use crate::ui::live::{holds, maybe, words};
use crate::ui::text;

/// Drawings of the signs, each 36 by 36, in lines.
const BUCKET: &str =
    r#"<path d="M6 9l3 19c.4 3 17.6 3 18 0l3-19"/><ellipse cx="18" cy="9" rx="12" ry="3.5"/>"#;
const SERVER: &str = r#"<rect x="6" y="7" width="24" height="9" rx="2"/><rect x="6" y="20" width="24" height="9" rx="2"/><path d="M10.5 11.5h2m4 0h9m-15 13h2m4 0h9"/>"#;
const TABLE: &str =
    r#"<rect x="5" y="7" width="26" height="22" rx="2"/><path d="M5 14h26M5 21.5h26M14 14v15"/>"#;
const INDEX: &str = r#"<path d="M16 30H8V6h12l6 6v4M12 13h6M12 18h4"/><circle cx="23" cy="23" r="5"/><path d="M26.6 26.6 31 31"/>"#;

/// What a kind of destination is.
struct Kind {
    sign: &'static str,
    /// In a word or two, before what is in it.
    name: &'static str,
    /// What is in it.
    thing: &'static str,
    /// Whether each delivery is one of those, and not each record.
    by_delivery: bool,
}

impl Kind {
    /// The kind that metrics name so.
    fn of(target: &str) -> Self {
        let (sign, name, thing, by_delivery) = match target {
            "S3" => (BUCKET, "Bucket", "object", true),
            "HttpEndpoint" => (SERVER, "HTTP endpoint", "request", true),
            "Splunk" => (SERVER, "Splunk", "event", false),
            "Redshift" => (TABLE, "Redshift table", "row", false),
            "Snowflake" => (TABLE, "Snowflake table", "row", false),
            "Iceberg" => (TABLE, "Iceberg table", "row", false),
            "Elasticsearch" => (INDEX, "Elasticsearch index", "document", false),
            _ => (INDEX, "OpenSearch index", "document", false),
        };
        Self { sign, name, thing, by_delivery }
    }

    /// What a delivery stream has delivered there: `Bucket: 18 objects, 92.30 MiB`.
    fn holds(&self, stream: &DeliveryStreamView) -> String {
        let count = if self.by_delivery { stream.deliveries } else { stream.counts.delivered };
        let things = text::plural(count as usize, self.thing);
        match self.by_delivery {
            true => format!("{}: {things}, {} MiB", self.name, text::mib(stream.delivered_bytes)),
            false => format!("{}: {things}", self.name),
        }
    }
}

/// Beside the card of a delivery stream.
#[component]
pub(super) fn Destination(id: StoredValue<String>) -> impl IntoView {
    let store = use_store();
    let follow = move |of: fn(&DeliveryStreamView) -> String| {
        words(move || id.with_value(|name| read(store, name, |_, stream| of(stream))))
    };
    let refused = holds(move || {
        id.with_value(|name| read(store, name, |_, stream| is_refused(stream))).unwrap_or(false)
    });
    let whole = maybe(move || id.with_value(|name| read(store, name, |_, stream| stream.address.clone())));
    view! {
        <div class="destination" class:refused=refused data-testid=format!("stage-destination-{}", id.get_value())>
            <svg class="destination-sign" viewBox="0 0 36 36" width="36" height="36" aria-hidden="true" inner_html=follow(|stream| Kind::of(&stream.target).sign.into())></svg>
            <p class="destination-name" title=whole>{follow(|stream| short_name(&stream.address).into())}</p>
            <p class="muted small-text">{follow(|stream| Kind::of(&stream.target).holds(stream))}</p>
        </div>
    }
}

/// What tells a destination from others: the table alone, and no scheme.
fn short_name(address: &str) -> &str {
    let part = address.split_once(" in ").map_or(address, |(part, _)| part);
    part.strip_prefix("https://").unwrap_or(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(target: &str) -> String {
        let stream = serde_json::json!({
            "name": "a", "status": "ACTIVE", "source": null, "millis_behind": 0, "target": target, "address": "b",
            "bucket": "b", "prefix": "",
            "deliveries": 18, "delivered_bytes": 96_783_565, "version": 1, "lanes": [], "active_partitions": 0,
            "function": null, "under_way": [],
            "counts": { "accepted": 0, "split": 0, "delivered": 2_400, "dropped": 0, "failed": 0, "lost": 0, "waiting": 0 },
        });
        Kind::of(target).holds(&serde_json::from_value(stream).unwrap())
    }

    #[test]
    fn each_destination_counts_what_it_holds() {
        assert_eq!(told("S3"), "Bucket: 18 objects, 92.30 MiB");
        assert_eq!(told("HttpEndpoint"), "HTTP endpoint: 18 requests, 92.30 MiB");
        assert_eq!(told("Redshift"), "Redshift table: 2,400 rows");
        assert_eq!(told("Splunk"), "Splunk: 2,400 events");
        assert_eq!(told("AmazonOpenSearchServerless"), "OpenSearch index: 2,400 documents");
    }

    #[test]
    fn a_destination_is_named_by_what_tells_it_from_others() {
        assert_eq!(
            short_name("orders in jdbc:redshift://dw.abc.us-east-1.redshift.amazonaws.com:5439/dev"),
            "orders"
        );
        assert_eq!(short_name("https://intake.example.com/records"), "intake.example.com/records");
        assert_eq!(short_name("lake"), "lake");
    }
}
