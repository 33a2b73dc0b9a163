//! A folder of a bucket, and the folders in it once they are opened.

use kinetoscope::world::bucket_view::{FolderView, ObjectView};
use leptos::prelude::*;
use serde_json::json;

use super::super::deliveries::size;
use super::super::here::use_here;
use super::super::query::follow;
use crate::ui::icon::Icon;
use crate::ui::live::{If, List, holds, words};
use crate::ui::text;

/// Where the delivery stream puts its objects.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Home {
    pub(super) bucket: String,
    /// What the keys begin with.
    pub(super) prefix: String,
}

impl Home {
    /// Whether a folder leads to all of its objects.
    fn is_below(&self, bucket: &str, folder: &str) -> bool {
        self.bucket == bucket && !self.prefix.is_empty() && self.prefix.starts_with(folder)
    }

    /// Whether a folder is the one that its prefix names.
    fn is_at(&self, bucket: &str, folder: &str) -> bool {
        let own = self.prefix.rfind('/').map_or("", |end| &self.prefix[..=end]);
        self.bucket == bucket && folder == own
    }
}

/// The folder.
#[component]
pub(super) fn Folder(bucket: String, prefix: String) -> AnyView {
    let content = {
        let (bucket, prefix) = (bucket.clone(), prefix.clone());
        follow::<FolderView>(move || Some(json!({ "query": "folder", "bucket": bucket, "prefix": prefix })))
    };
    let folders = Memo::new(move |_| {
        let names = |it: &FolderView| in_order(it.folders.iter().map(|it| it.prefix.clone()).collect());
        content.with(|content| content.as_ref().map(names).unwrap_or_default())
    });
    // The newest has the greatest key.
    let objects = Memo::new(move |_| {
        let keys = |it: &FolderView| it.objects.iter().map(|it| it.key.clone()).rev().collect::<Vec<_>>();
        content.with(|content| content.as_ref().map(keys).unwrap_or_default())
    });
    let is_of_errors = move |prefix: &str| {
        content.with(|content| {
            let folders = content.iter().flat_map(|content| &content.folders);
            folders.filter(|it| it.prefix == prefix).any(|it| it.is_of_errors)
        })
    };
    let is_alone = move || {
        content
            .with(|content| content.as_ref().is_some_and(|it| it.folders.len() == 1 && it.objects.is_empty()))
    };
    let of_folder = {
        let (bucket, above) = (bucket.clone(), prefix.clone());
        Callback::new(move |prefix: String| {
            let name = prefix.strip_prefix(above.as_str()).unwrap_or(&prefix).to_owned();
            let wrong = {
                let prefix = prefix.clone();
                holds(move || is_of_errors(&prefix))
            };
            let begins_open = untrack(is_alone);
            view! { <Subtree bucket=bucket.clone() prefix=prefix name=name wrong=wrong begins_open=begins_open/> }
                .into_any()
        })
    };
    let above = prefix.clone();
    let of_object = Callback::new(move |key: String| {
        let name = key.strip_prefix(above.as_str()).unwrap_or(&key).to_owned();
        let object = Memo::new(move |_| {
            content.with(|content| content.as_ref()?.objects.iter().find(|object| object.key == key).cloned())
        });
        view! { <Leaf bucket=bucket.clone() name=name object=object/> }.into_any()
    });
    let is_empty = holds(move || {
        content
            .with(|content| content.as_ref().is_some_and(|it| it.folders.is_empty() && it.objects.is_empty()))
    });
    let is_cut = holds(move || content.with(|content| content.as_ref().is_some_and(|it| it.is_cut)));
    let is_root = prefix.is_empty();
    view! {
        <ul class="tree" class:root=is_root data-testid=is_root.then_some("firehose-tree")>
            <List keys=folders.into() row=of_folder/>
            <List keys=objects.into() row=of_object/>
        </ul>
        <p class="muted small-text" hidden=holds(move || !is_empty.get())>"Nothing is in it yet."</p>
        <p class="muted small-text" hidden=holds(move || !is_cut.get())>"There is more here than is shown."</p>
    }
    .into_any()
}

/// Folders by name; those of moments, whose names are numbers, the newest first.
fn in_order(mut prefixes: Vec<String>) -> Vec<String> {
    let is_number = |prefix: &String| {
        let name = prefix.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit())
    };
    if prefixes.iter().all(is_number) {
        prefixes.reverse();
    }
    prefixes
}

/// A folder that opens and closes. One that is alone is open.
#[component]
fn Subtree(bucket: String, prefix: String, name: String, wrong: Signal<bool>, begins_open: bool) -> AnyView {
    let here = use_here();
    let home = expect_context::<Memo<Home>>();
    let is_on_the_way_home = home.with_untracked(|home| home.is_below(&bucket, &prefix));
    let is_home = home.with_untracked(|home| home.is_at(&bucket, &prefix));
    let open = RwSignal::new(begins_open || is_on_the_way_home);
    let is_on_the_way = {
        let (bucket, prefix) = (bucket.clone(), prefix.clone());
        move || {
            here.object.with(|object| {
                object.as_ref().is_some_and(|(of, key)| *of == bucket && key.starts_with(&prefix))
            })
        }
    };
    Effect::new(move |_| {
        if is_on_the_way() {
            open.set(true);
        }
    });
    let testid = format!("firehose-folder-{}", prefix.trim_end_matches('/'));
    let content = move || open.get().then(|| view! { <Folder bucket=bucket.clone() prefix=prefix.clone()/> });
    view! {
        <li>
            <button type="button" class="tree-folder" class:wrong=wrong class:home=is_home data-testid=testid aria-expanded=words(move || open.get().to_string()) on:click=move |_| open.update(|open| *open = !*open)>
                <Icon name=Signal::derive(move || if open.get() { "down" } else { "closed" })/>
                <span class="mono">{name}</span>
                <If when=wrong><span class="badge err">"errors"</span></If>
                {is_home.then(|| view! { <span class="badge">"this stream"</span> })}
            </button>
            {content}
        </li>
    }
    .into_any()
}

/// An object.
#[component]
fn Leaf(bucket: String, name: String, object: Memo<Option<ObjectView>>) -> impl IntoView {
    let here = use_here();
    let told =
        move |of: fn(&ObjectView) -> String| words(move || object.with(|object| object.as_ref().map(of)));
    let wrong = holds(move || object.with(|object| object.as_ref().is_some_and(|it| it.is_of_errors)));
    let at =
        words(move || object.with(|object| object.as_ref().map(|it| text::clock(here.elapsed_us(it.at)))));
    let chosen = {
        let bucket = bucket.clone();
        holds(move || {
            let key = object.with(|object| object.as_ref().map(|object| object.key.clone()));
            here.object.with(|shown| {
                shown.as_ref().is_some_and(|(of, shown)| *of == bucket && Some(shown) == key.as_ref())
            })
        })
    };
    let show = move |_| {
        let key = object.with_untracked(|object| object.as_ref().map(|object| object.key.clone()));
        here.object.set(key.map(|key| (bucket.clone(), key)));
    };
    view! {
        <li>
            <button type="button" class="tree-object" class:wrong=wrong data-testid="firehose-object" aria-pressed=words(move || chosen.get().to_string()) on:click=show>
                <span class="mono tree-name" title=name.clone()>{name.clone()}</span>
                <span class="tree-facts">
                    <span>{told(|object| size(object.bytes as u64))}</span>
                    <span>{told(|object| object.encoding.clone().unwrap_or_default())}</span>
                    <span>{told(records)}</span>
                    <span>{at}</span>
                </span>
            </button>
        </li>
    }
}

fn records(object: &ObjectView) -> String {
    let records = object.delivery.as_ref().map(|delivery| text::plural(delivery.records as usize, "record"));
    records.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_to_the_prefix_is_open_and_its_folder_is_marked() {
        let home = Home { bucket: "lake".into(), prefix: "sensors/room=".into() };
        assert!(home.is_below("lake", "sensors/") && home.is_at("lake", "sensors/"));
        assert!(!home.is_below("lake", "sensors/room=1/"), "there may be very many of these");
        assert!(!home.is_below("lake", "clicks/") && !home.is_below("raw", "sensors/"));
        let nowhere = Home { bucket: "lake".into(), prefix: String::new() };
        assert!(!nowhere.is_below("lake", "2026/") && !nowhere.is_at("lake", "2026/"));
    }
}
