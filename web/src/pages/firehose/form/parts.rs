//! The five parts of the form.

use leptos::prelude::*;

use super::super::faults::pairs;
use super::super::here::use_here;
use super::super::transform::{FunctionMaker, Functions};
use super::destination::Destination;
use super::fields::{Line, Lines, Part, Pick, Tick};
use super::places::{MakeBucket, MakeTable};
use super::values::use_form;
use crate::ui::live::{If, holds};

const SPLITS: &[(&str, &str)] =
    &[("off", "no"), ("JSON", "JSON objects in one record"), ("DELIMITED", "by a delimiter")];
const CONVERSIONS: &[(&str, &str)] =
    &[("off", "records as they are"), ("parquet", "to Parquet"), ("orc", "to ORC")];
const DESERIALIZERS: &[(&str, &str)] = &[("OpenXJsonSerDe", "OpenX"), ("HiveJsonSerDe", "Hive")];
const BACKUPS: &[(&str, &str)] = &[("off", "no, or only what failed"), ("on", "all records as they came")];

/// All of them.
#[component]
pub(super) fn Parts() -> impl IntoView {
    view! {
        <div class="firehose-parts">
            <Source/>
            <Transform/>
            <Conversion/>
            <Destination/>
            <Buffering/>
        </div>
    }
}

#[component]
fn Source() -> impl IntoView {
    let (here, form) = (use_here(), use_form());
    let sources = Signal::derive(move || {
        let streams = here.store.picture.with(|picture| {
            let streams = picture.as_ref().map(|picture| picture.view.streams.iter());
            streams.into_iter().flatten().map(|stream| stream.name.clone()).collect::<Vec<_>>()
        });
        let direct = (String::new(), "Direct PUT".to_owned());
        let streams = streams.into_iter().map(|name| (name.clone(), format!("the stream {name}")));
        std::iter::once(direct).chain(streams).collect::<Vec<_>>()
    });
    let is_update = form.is_update;
    view! {
        <Part title="1. Source" about="Where records come from. It stays what it was at first.">
            <div class="firehose-fields">
                {(!is_update).then(|| view! { <Line name="name" label="Name of the delivery stream" required=true/> })}
                <Pick name="source" label="Source" options=sources fixed=is_update/>
            </div>
        </Part>
    }
}

#[component]
fn Transform() -> impl IntoView {
    let form = use_form();
    let all = expect_context::<Memo<Functions>>();
    let functions = Signal::derive(move || {
        let none = (String::new(), "none".to_owned());
        let names = all.with(|all| all.functions.iter().map(|it| it.name.clone()).collect::<Vec<_>>());
        std::iter::once(none).chain(names.into_iter().map(|name| (name.clone(), name))).collect::<Vec<_>>()
    });
    let has_function = holds(move || form.some("function").is_some());
    let by_delimiter = holds(move || form.is("split", "DELIMITED"));
    view! {
        <Part title="2. Transform" about="What is done to each record before it waits for its delivery.">
            <div class="firehose-fields">
                <Pick name="function" label="Function" options=functions/>
                <If when=has_function>
                    <Line name="function_size" label="Its buffer: size (MiB)" kind="number"/>
                    <Line name="function_interval" label="Its buffer: interval (seconds)" kind="number"/>
                    <Line name="function_retries" label="Calls that failed: again (times)" kind="number"/>
                </If>
                <Pick name="split" label="Split records" options=pairs(SPLITS)/>
                <If when=by_delimiter><Line name="delimiter" label="Delimiter" required=true/></If>
            </div>
            <details class="firehose-more"><summary>"Make a function of a blueprint"</summary><FunctionMaker area=if form.is_update { "firehose-update-function" } else { "firehose-create-function" }/></details>
            <div class="firehose-ticks">
                <Tick name="decompress" label="Decompress what CloudWatch Logs sends"/>
                <Tick name="extract" label="Take its messages out"/>
                <Tick name="append" label="Put a line feed between records"/>
            </div>
        </Part>
    }
}

#[component]
fn Conversion() -> impl IntoView {
    let form = use_form();
    let is_on = holds(move || !form.is("conversion", "off"));
    let is_of_bucket = holds(move || form.is("kind", "ExtendedS3"));
    view! {
        <Part title="3. Conversion" about="Objects in a bucket can be files with columns. A table of the data catalog says which.">
            <If when=holds(move || !is_of_bucket.get())><p class="muted small-text">"Only for S3."</p></If>
            <If when=is_of_bucket>
                <div class="firehose-fields">
                    <Pick name="conversion" label="JSON" options=pairs(CONVERSIONS)/>
                    <If when=is_on>
                        <Pick name="deserializer" label="JSON is read as by" options=pairs(DESERIALIZERS)/>
                        <Line name="database" label="Database" required=true/>
                        <Line name="table" label="Table" required=true/>
                    </If>
                </div>
                <If when=is_on>
                    <details class="firehose-more"><summary>"Make this table"</summary>
                        <Lines name="columns" label="Columns, a name and a type of Hive a line"/>
                        <MakeTable/>
                    </details>
                </If>
            </If>
        </Part>
    }
}

#[component]
fn Buffering() -> impl IntoView {
    let form = use_form();
    let backs_up = holds(move || form.is("backup", "on"));
    // How long a bucket is tried again is no setting, unless records are spread over prefixes.
    let tries_again = holds(move || !form.is("kind", "ExtendedS3") || form.is_on("partitioned"));
    view! {
        <Part title="5. Buffering and retry" about="A buffer closes at its size or its age, whichever comes first. An empty field takes the value that stands in it in grey.">
            <div class="firehose-fields">
                <Line name="size" label="Buffer size (MiB)" kind="number"/>
                <Line name="interval" label="Buffer interval (seconds)" kind="number"/>
                <If when=tries_again><Line name="retry" label="Try again for (seconds)" kind="number"/></If>
                <Pick name="backup" label="Backup" options=pairs(BACKUPS)/>
                <If when=backs_up>
                    <Line name="backup_bucket" label="Bucket for backups" hint="the same bucket"/>
                    <Line name="backup_prefix" label="Its prefix"/>
                </If>
            </div>
            <If when=backs_up><MakeBucket name="backup_bucket"/></If>
        </Part>
    }
}
