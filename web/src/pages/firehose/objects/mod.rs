//! What lies in the buckets: folders, objects, and what is in an object.

mod preview;
mod tree;

use kinetoscope::world::bucket_view::BucketView;
use leptos::prelude::*;
use serde_json::json;

use super::deliveries::size;
use super::here::use_here;
use super::query::follow;
use crate::ui::live::{If, holds, words};
use crate::ui::text;
use preview::Preview;
use tree::Folder;

/// The browser.
#[component]
pub(super) fn Objects() -> impl IntoView {
    let here = use_here();
    let buckets = follow::<Vec<BucketView>>(|| Some(json!({ "query": "buckets" })));
    let chosen = RwSignal::new(String::new());
    // Whoever comes from a delivery sees its object where it lies.
    Effect::new(move |_| {
        if let Some((bucket, _)) = here.object.get() {
            chosen.set(bucket);
        }
    });
    let names = Memo::new(move |_| {
        let names = |buckets: &Vec<BucketView>| buckets.iter().map(|it| it.name.clone()).collect::<Vec<_>>();
        buckets.with(|buckets| buckets.as_ref().map(names).unwrap_or_default())
    });
    let shown = Memo::new(move |_| {
        let address = here.with_stream(|stream| stream.address.clone()).unwrap_or_default();
        names.with(|names| {
            let wanted = [chosen.get(), address];
            let found = wanted.iter().find(|name| names.contains(name)).or(names.first());
            found.cloned().unwrap_or_default()
        })
    });
    let total = words(move || {
        let name = shown.get();
        buckets.with(|buckets| {
            let bucket = buckets.as_ref()?.iter().find(|bucket| bucket.name == name)?;
            Some(format!("{}, {}", text::plural(bucket.objects, "object"), size(bucket.bytes)))
        })
    });
    let some = holds(move || names.with(|names| !names.is_empty()));
    view! {
        <section class="card firehose-card firehose-objects" aria-labelledby="firehose-objects-title" data-testid="firehose-objects">
            <div class="card-head">
                <h2 id="firehose-objects-title">"Objects"</h2>
                <span class="muted small-text" data-testid="firehose-objects-total">{total}</span>
            </div>
            <p class="muted small-text" hidden=some>"There is no bucket yet."</p>
            <If when=some>
                <BucketPicker names=names shown=shown chosen=chosen/>
                {move || {
                    let bucket = shown.get();
                    (!bucket.is_empty()).then(|| view! { <Folder bucket=bucket prefix=String::new()/> })
                }}
            </If>
            <Preview/>
        </section>
    }
}

#[component]
fn BucketPicker(names: Memo<Vec<String>>, shown: Memo<String>, chosen: RwSignal<String>) -> impl IntoView {
    let here = use_here();
    let options = move || {
        let now = shown.get();
        let option = |name: String| {
            let is_now = name == now;
            view! { <option value=name.clone() selected=is_now>{name.clone()}</option> }
        };
        names.get().into_iter().map(option).collect_view()
    };
    let choose = move |event| {
        here.object.set(None);
        chosen.set(crate::ui::dom::value(&event));
    };
    view! {
        <div class="field">
            <label for="firehose-bucket">"Bucket"</label>
            <select id="firehose-bucket" class="select input" data-testid="firehose-bucket" on:change=choose>{options}</select>
        </div>
    }
}
