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
pub(super) use preview::Preview;
use tree::{Folder, Home};

/// The browser. It opens at the bucket and the prefix of the delivery stream.
#[component]
pub(super) fn Objects() -> impl IntoView {
    let here = use_here();
    let buckets = follow::<Vec<BucketView>>(|| Some(json!({ "query": "buckets" })));
    let home = Memo::new(move |_| {
        here.with_stream(|stream| Home { bucket: stream.bucket.clone(), prefix: stream.prefix.clone() })
            .unwrap_or_default()
    });
    provide_context(home);
    let chosen = RwSignal::new(String::new());
    // Another delivery stream has another place; whoever comes from a delivery sees its object where it lies.
    Effect::new(move |before: Option<String>| {
        let stream = here.stream.get();
        match here.object.with(|object| object.as_ref().map(|(bucket, _)| bucket.clone())) {
            Some(bucket) => chosen.set(bucket),
            None if before.is_some_and(|before| before != stream) => chosen.set(String::new()),
            None => {}
        }
        stream
    });
    let names = Memo::new(move |_| {
        let names = |buckets: &Vec<BucketView>| buckets.iter().map(|it| it.name.clone()).collect::<Vec<_>>();
        buckets.with(|buckets| buckets.as_ref().map(names).unwrap_or_default())
    });
    let shown = Memo::new(move |_| {
        names.with(|names| {
            let wanted = [chosen.get(), home.with(|home| home.bucket.clone())];
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
                <Below home=home shown=shown/>
                {move || {
                    let bucket = shown.get();
                    // The folders open anew where another delivery stream has its own.
                    home.track();
                    (!bucket.is_empty()).then(|| view! { <Folder bucket=bucket prefix=String::new()/> })
                }}
            </If>
        </section>
    }
}

/// Where the delivery stream puts its objects, in words; from another bucket, the way back.
#[component]
fn Below(home: Memo<Home>, shown: Memo<String>) -> impl IntoView {
    let here = use_here();
    let is_elsewhere = holds(move || home.with(|home| shown.with(|shown| home.bucket != *shown)));
    let place = words(move || home.with(|home| format!("{}/{}", home.bucket, home.prefix)));
    let has_one = holds(move || home.with(|home| !home.bucket.is_empty()));
    view! {
        <If when=has_one>
            <p class="field-hint firehose-below" data-testid="firehose-objects-below">
                <span class="mono">{words(move || here.stream.get())}</span>
                " puts its objects below "<span class="mono">{place}</span>
                <If when=is_elsewhere><span>", which is another bucket than this"</span></If>
            </p>
        </If>
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
