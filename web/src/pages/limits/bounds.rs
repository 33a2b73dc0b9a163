//! The tables of bounds, one a service: by how much, how much of it is used now, who is refused and where AWS tells of it.

use leptos::prelude::*;
use serde::Deserialize;

use super::nothing;
use crate::find::Wanted;
use crate::ui::live::words;
use crate::ui::name::breakable;
use crate::ui::text;

/// The services, each with what its table is called in tests.
const SERVICES: [(&str, &str); 2] =
    [("Data Streams", "limits-table"), ("Data Firehose", "limits-table-firehose")];
const NONE: &str = "\u{2013}";

/// A bound, as the engine tells of it.
#[derive(Clone, PartialEq, Deserialize)]
pub(super) struct Limit {
    service: String,
    pub(super) name: String,
    of: String,
    least: Option<u64>,
    usual: Option<u64>,
    value: u64,
    unit: String,
    refusal: Option<String>,
    about: String,
    source: Option<String>,
    pub(super) change: Option<Change>,
    now: Option<InUse>,
}

#[derive(Clone, PartialEq, Deserialize)]
pub(super) struct Change {
    pub(super) before: String,
    pub(super) now: String,
    pub(super) since: String,
}

#[derive(Clone, PartialEq, Deserialize)]
struct InUse {
    value: u64,
    of: Option<String>,
}

impl Limit {
    /// Its name, and what else it is found by.
    pub(super) fn words(&self) -> (String, String) {
        let refusal = self.refusal.as_deref().unwrap_or_default();
        let change = self.change.as_ref().map(|change| change.before.as_str()).unwrap_or_default();
        let text = format!(
            "limit {} {} {} {} {} {refusal} {} {change}",
            self.service,
            self.of,
            self.value,
            text::count(self.value),
            self.unit,
            self.about
        );
        (self.name.clone(), text)
    }

    /// The same, whatever is used of it.
    pub(super) fn unused(&self) -> Self {
        Self { now: None, ..self.clone() }
    }

    /// What is used of it, in its own unit.
    fn in_use(&self) -> Option<String> {
        let InUse { value, of } = self.now.as_ref()?;
        let of = of.as_ref().map_or_else(String::new, |of| format!(", {of}"));
        Some(format!("{}{of}", text::count(*value)))
    }
}

/// A table for each service, as far as what is searched for is in it.
#[component]
pub(super) fn Tables(
    /// What there is to be shown.
    limits: Memo<Vec<Limit>>,
    /// The same with what is used of it.
    bounds: RwSignal<Vec<Limit>>,
    wanted: RwSignal<Wanted>,
) -> impl IntoView {
    move || {
        let (limits, wanted) = (limits.get(), wanted.get());
        let found = wanted.nearest(&limits, Limit::words);
        let table = |(service, testid): (&'static str, &'static str)| {
            let rows: Vec<_> = found.iter().filter(|limit| limit.service == service).copied().collect();
            table(service, testid, &rows, bounds)
        };
        view! { {SERVICES.map(table).collect_view()}{nothing(found.is_empty())} }
    }
}

fn table(
    service: &'static str,
    testid: &'static str,
    found: &[&Limit],
    bounds: RwSignal<Vec<Limit>>,
) -> AnyView {
    let none = found.is_empty();
    let rows = found.iter().map(|limit| row(limit, bounds)).collect_view();
    view! {
        <h3 hidden=none>{service}</h3>
        <table class="sheet broad" data-testid=testid hidden=none>
            <thead><tr><th scope="col">"Limit"</th><th scope="col">"Value"</th><th scope="col">"In use now"</th><th scope="col">"For each"</th><th scope="col">"Error"</th><th scope="col">"Note"</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(limit: &Limit, bounds: RwSignal<Vec<Limit>>) -> AnyView {
    let Limit { service, name, of, refusal, about, source, .. } = limit.clone();
    let id = (service, name.clone());
    let now = words(move || {
        bounds.with(|bounds| {
            let (service, name) = &id;
            bounds.iter().find(|bound| bound.service == *service && bound.name == *name)?.in_use()
        })
    });
    let docs = source.map(|source| {
        let about = format!("AWS docs: what they say of {name}");
        view! { " "<a class="limit-docs" href=source target="_blank" rel="noopener noreferrer" aria-label=about>"AWS docs"</a> }
    });
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td class="num" data-label="Value">{amount(limit)}</td>
            <td class="num limit-now" data-label="In use now">{now}</td>
            <td data-label="For each">{of}</td>
            <td data-label="Error" class="mono limit-error">{breakable(&refusal.unwrap_or_else(|| NONE.into()))}</td>
            <td data-label="Note">{about}{docs}</td>
        </tr>
    }
    .into_any()
}

/// A value in the largest of its units that leaves it whole; from the least on where one chooses, with what is usual.
fn amount(limit: &Limit) -> AnyView {
    let (value, unit) = match limit.unit.strip_prefix("KiB") {
        Some(rest) if limit.value.is_multiple_of(1_024) => (limit.value / 1_024, format!("MiB{rest}")),
        _ => (limit.value, limit.unit.clone()),
    };
    let least = limit.least.map(|least| format!("{} to ", text::count(least)));
    let usual = limit.usual.map(|usual| {
        view! { <br/><span class="muted">{format!("{} unless said", text::count(usual))}</span> }
    });
    view! { <strong>{least}{text::count(value)}</strong>" "{unit}{usual} }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limit(json: &str) -> Limit {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn a_limit_of_the_engine_can_be_read_and_says_what_is_used_of_it() {
        let all = serde_json::to_string(&kinetoscope::firehose::catalogue::limits()).unwrap();
        let all: Vec<Limit> = serde_json::from_str(&all).unwrap();
        assert!(all.iter().all(|limit| limit.service == SERVICES[1].0 && limit.in_use().is_none()));
        let used = limit(
            r#"{"service":"Data Streams","name":"Records written","of":"shard","least":null,"usual":null,"value":1000,
                "unit":"records/s","refusal":null,"about":"","source":null,"change":null,
                "now":{"value":1234,"of":"shard 3 of clicks"}}"#,
        );
        assert_eq!(used.in_use().unwrap(), "1,234, shard 3 of clicks");
        assert!(used.unused().in_use().is_none());
    }

    #[test]
    fn limits_of_delivery_streams_are_found_by_their_service_and_their_error() {
        let all = serde_json::to_string(&kinetoscope::firehose::catalogue::limits()).unwrap();
        let all: Vec<Limit> = serde_json::from_str(&all).unwrap();
        let found = |typed: &str| {
            let near = Wanted::of(typed).nearest(&all, Limit::words);
            near.first().map(|limit| limit.name.clone()).unwrap_or_default()
        };
        assert_eq!(found("partitions 500"), "Active partitions");
        assert_eq!(found("firehose serviceunavailable records"), "Records put");
        assert_eq!(found("buffer splunk"), "Buffer size for Splunk");
    }
}
