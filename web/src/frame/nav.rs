//! The pages of the site, in groups.

use leptos::prelude::*;

use crate::router::{Entry, Group, PageLink};
use crate::ui::dom;
use crate::ui::icon::Icon;
use crate::ui::live::words;

/// Paths of the pages for which the bar of a phone has room; the others open from its last button.
const FIRST: &[&str] = &["", "sim/", "learn/", "streams/"];

const MORE: &str = "nav-more";

/// The rail at the left; a bar at the bottom of a phone.
#[component]
pub(super) fn Navigation() -> impl IntoView {
    let open = RwSignal::new(false);
    let groups = Group::ALL.iter().filter(|group| group.entries().next().is_some());
    let lists = groups.map(|group| {
        let links = group.entries().map(link).collect_view();
        let group = group.name();
        view! {
            <div class="nav-group">
                <p class="nav-heading" id=format!("nav-{group}")>{group}</p>
                <ul aria-labelledby=format!("nav-{group}")>{links}</ul>
            </div>
        }
    });
    let close_by_key = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" && open.get_untracked() {
            open.set(false);
            dom::focus(MORE);
        }
    };
    view! {
        <nav class="nav" aria-label="Pages" class:open=open on:keydown=close_by_key>
            <div class="nav-pages" id="nav-pages" on:click=move |_| open.set(false)>{lists.collect_view()}</div>
            <button type="button" class="nav-link nav-more" id=MORE data-testid=MORE aria-controls="nav-pages"
                aria-expanded=words(move || open.get().to_string()) on:click=move |_| open.update(|open| *open = !*open)>
                <Icon name="more"/>
                <span>"More"</span>
            </button>
        </nav>
    }
}

fn link(entry: &'static Entry) -> AnyView {
    let testid = format!("nav-{}", entry.name.to_lowercase());
    view! {
        <li class:first=FIRST.contains(&entry.path)>
            <PageLink to=entry.route class="nav-link" testid=testid>
                <Icon name=entry.icon/>
                <span>{entry.name}</span>
            </PageLink>
        </li>
    }
    .into_any()
}
