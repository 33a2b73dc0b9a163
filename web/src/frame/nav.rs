//! The pages of the site, in groups.

use leptos::prelude::*;

use crate::router::{ENTRIES, PageLink};
use crate::ui::icon::Icon;

/// The rail at the left; a bar at the bottom of a phone.
#[component]
pub(super) fn Navigation() -> impl IntoView {
    let mut groups: Vec<&str> = ENTRIES.iter().map(|entry| entry.group).collect();
    groups.dedup();
    let lists = groups.into_iter().map(|group| {
        let links = ENTRIES.iter().filter(move |entry| entry.group == group).map(|entry| {
            let testid = format!("nav-{}", entry.name.to_lowercase());
            view! {
                <li>
                    <PageLink to=entry.route class="nav-link" testid=testid>
                        <Icon name=entry.icon/>
                        <span>{entry.name}</span>
                    </PageLink>
                </li>
            }
        });
        view! {
            <div class="nav-group">
                <p class="nav-heading" id=format!("nav-{group}")>{group}</p>
                <ul aria-labelledby=format!("nav-{group}")>{links.collect_view()}</ul>
            </div>
        }
    });
    view! {
        <nav class="nav" aria-label="Pages">
            {lists.collect_view()}
        </nav>
    }
}
