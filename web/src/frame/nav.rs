//! The pages of the site, in groups.

use leptos::prelude::*;

use crate::router::{Group, PageLink};
use crate::ui::icon::Icon;

/// The rail at the left; a bar at the bottom of a phone.
#[component]
pub(super) fn Navigation() -> impl IntoView {
    let groups = Group::ALL.iter().filter(|group| group.entries().next().is_some());
    let lists = groups.map(|group| {
        let links = group.entries().map(|entry| {
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
        let group = group.name();
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
