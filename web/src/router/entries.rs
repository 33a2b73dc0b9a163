//! All pages of the site. `www/routes.json` lists them too, with what a search engine says of them.

use crate::pages::{
    about, cost, firehose, generate, home, inspect, learn, limits, metrics, settings, sim, sql, streams,
    terminal, trail,
};
use crate::part::Page;

/// A page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Route {
    Home,
    Sim,
    Learn,
    Generate,
    Terminal,
    Streams,
    Firehose,
    Sql,
    Metrics,
    Trail,
    Cost,
    Limits,
    Inspect,
    Settings,
    About,
}

/// What a page is for; the navigation shows them in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Group {
    See,
    Build,
    Run,
    Know,
}

/// What the frame knows of a page.
pub(crate) struct Entry {
    pub(crate) route: Route,
    /// Below the root of the site.
    pub(crate) path: &'static str,
    /// Whether it has pages below its own path, as a list of lessons has its lessons: [`super::Router::below`].
    pub(crate) has_below: bool,
    pub(crate) name: &'static str,
    pub(crate) title: &'static str,
    pub(crate) group: Group,
    pub(crate) icon: &'static str,
    /// Second key after `g`.
    pub(crate) key: &'static str,
    /// Whether it shows the stage, and so sets a scenario going.
    pub(crate) stage: bool,
    /// Whether it needs the whole engine: [`crate::store::Store::need_whole_engine`].
    pub(crate) whole: bool,
    pub(crate) page: Page,
}

/// All pages, in the order of the navigation.
pub(crate) const ENTRIES: &[Entry] = &[
    Entry {
        route: Route::Home,
        path: "",
        has_below: false,
        name: "Home",
        title: "Kinetoscope: Kinesis you can see, stop, rewind and break",
        group: Group::See,
        icon: "home",
        key: "h",
        stage: true,
        whole: false,
        page: home::PAGE,
    },
    Entry {
        route: Route::Sim,
        path: "sim/",
        has_below: false,
        name: "Simulator",
        title: "Simulator - Kinetoscope",
        group: Group::See,
        icon: "film",
        key: "s",
        stage: true,
        whole: true,
        page: sim::PAGE,
    },
    Entry {
        route: Route::Learn,
        path: "learn/",
        has_below: true,
        name: "Learn",
        title: "Learn - Kinetoscope",
        group: Group::See,
        icon: "flask",
        key: "l",
        stage: false,
        whole: true,
        page: learn::PAGE,
    },
    Entry {
        route: Route::Generate,
        path: "generate/",
        has_below: false,
        name: "Generator",
        title: "Record generator - Kinetoscope",
        group: Group::Build,
        icon: "generator",
        key: "r",
        stage: false,
        whole: false,
        page: generate::PAGE,
    },
    Entry {
        route: Route::Terminal,
        path: "terminal/",
        has_below: false,
        name: "Terminal",
        title: "Terminal - Kinetoscope",
        group: Group::Run,
        icon: "terminal",
        key: "x",
        stage: false,
        whole: true,
        page: terminal::PAGE,
    },
    Entry {
        route: Route::Streams,
        path: "streams/",
        has_below: false,
        name: "Streams",
        title: "Data Streams - Kinetoscope",
        group: Group::Run,
        icon: "streams",
        key: "d",
        stage: false,
        whole: true,
        page: streams::PAGE,
    },
    Entry {
        route: Route::Firehose,
        path: "firehose/",
        has_below: false,
        name: "Firehose",
        title: "Data Firehose - Kinetoscope",
        group: Group::Run,
        icon: "firehose",
        key: "f",
        stage: false,
        whole: true,
        page: firehose::PAGE,
    },
    Entry {
        route: Route::Sql,
        path: "sql/",
        has_below: false,
        name: "SQL",
        title: "SQL workbench - Kinetoscope",
        group: Group::Run,
        icon: "sql",
        key: "w",
        stage: false,
        whole: true,
        page: sql::PAGE,
    },
    Entry {
        route: Route::Metrics,
        path: "metrics/",
        has_below: false,
        name: "Metrics",
        title: "Metrics - Kinetoscope",
        group: Group::Run,
        icon: "chart",
        key: "m",
        stage: false,
        whole: true,
        page: metrics::PAGE,
    },
    Entry {
        route: Route::Trail,
        path: "trail/",
        has_below: false,
        name: "Log",
        title: "API log - Kinetoscope",
        group: Group::Run,
        icon: "log",
        key: "t",
        stage: false,
        whole: true,
        page: trail::PAGE,
    },
    Entry {
        route: Route::Cost,
        path: "cost/",
        has_below: false,
        name: "Cost",
        title: "Cost and sizing - Kinetoscope",
        group: Group::Run,
        icon: "cost",
        key: "c",
        stage: false,
        whole: true,
        page: cost::PAGE,
    },
    Entry {
        route: Route::Limits,
        path: "limits/",
        has_below: false,
        name: "Limits",
        title: "Limits and errors - Kinetoscope",
        group: Group::Know,
        icon: "limits",
        key: "q",
        stage: false,
        whole: true,
        page: limits::PAGE,
    },
    Entry {
        route: Route::Inspect,
        path: "inspect/",
        has_below: false,
        name: "Inspect",
        title: "Look into a session - Kinetoscope",
        group: Group::Know,
        icon: "find",
        key: "i",
        stage: false,
        whole: true,
        page: inspect::PAGE,
    },
    Entry {
        route: Route::Settings,
        path: "settings/",
        has_below: false,
        name: "Settings",
        title: "Settings - Kinetoscope",
        group: Group::Know,
        icon: "settings",
        key: "p",
        stage: false,
        whole: false,
        page: settings::PAGE,
    },
    Entry {
        route: Route::About,
        path: "about/",
        has_below: false,
        name: "About",
        title: "About - Kinetoscope",
        group: Group::Know,
        icon: "info",
        key: "o",
        stage: false,
        whole: true,
        page: about::PAGE,
    },
];

impl Group {
    pub(crate) const ALL: &[Self] = &[Self::See, Self::Build, Self::Run, Self::Know];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::See => "See",
            Self::Build => "Build",
            Self::Run => "Run",
            Self::Know => "Know",
        }
    }

    /// Its pages.
    pub(crate) fn entries(self) -> impl Iterator<Item = &'static Entry> {
        ENTRIES.iter().filter(move |entry| entry.group == self)
    }
}

impl Route {
    /// What the frame knows of it.
    pub(crate) fn entry(self) -> &'static Entry {
        ENTRIES.iter().find(|entry| entry.route == self).unwrap_or(&ENTRIES[0])
    }

    /// The page of a path below the root of the site, and what follows that page's own path.
    pub(super) fn of_path(path: &str) -> (Self, &str) {
        let path = path.trim_end_matches("index.html").trim_matches('/');
        let found = ENTRIES.iter().find_map(|entry| Some((entry.route, entry.below(path)?)));
        found.unwrap_or((Self::Home, ""))
    }
}

impl Entry {
    /// What follows its own path in a path that is its own or below it.
    fn below<'a>(&self, path: &'a str) -> Option<&'a str> {
        let rest = path.strip_prefix(self.path.trim_matches('/'))?;
        match rest.strip_prefix('/') {
            Some(below) if self.has_below => Some(below),
            _ => rest.is_empty().then_some(rest),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[test]
    fn a_path_names_its_page_with_and_without_slash_and_file() {
        for (path, route) in [
            ("", Route::Home),
            ("sim/", Route::Sim),
            ("sim", Route::Sim),
            ("sim/index.html", Route::Sim),
            ("streams/", Route::Streams),
            ("about/", Route::About),
            ("nosuch/", Route::Home),
            ("sim/nosuch/", Route::Home),
            ("simulator/", Route::Home),
        ] {
            assert_eq!(Route::of_path(path), (route, ""), "{path}");
        }
    }

    #[test]
    fn a_page_with_pages_below_it_is_told_which_one_it_is() {
        let learn = Entry { path: "learn/", has_below: true, ..ENTRIES[0] };
        for (path, below) in [("learn", Some("")), ("learn/hot-shard", Some("hot-shard")), ("learning", None)]
        {
            assert_eq!(learn.below(path), below, "{path}");
        }
    }

    #[test]
    fn every_page_has_a_file_with_its_title_and_every_file_a_page() {
        let routes: Vec<Value> = serde_json::from_str(include_str!("../../../www/routes.json")).unwrap();
        let listed = |entry: &Entry| {
            let path = format!("/{}", entry.path);
            routes.iter().any(|route| route["path"] == *path && route["title"] == entry.title)
        };
        for entry in ENTRIES {
            assert!(listed(entry), "www/routes.json lacks {} with the title {}", entry.path, entry.title);
        }
        for route in &routes {
            let path = route["path"].as_str().unwrap().trim_matches('/');
            let shown = ENTRIES.iter().any(|entry| entry.below(path).is_some());
            assert!(shown, "web/src/router/entries.rs lacks {path}");
        }
    }

    #[test]
    fn no_two_pages_share_a_path_or_a_key() {
        for (number, entry) in ENTRIES.iter().enumerate() {
            for other in &ENTRIES[number + 1..] {
                assert_ne!(entry.path, other.path);
                assert_ne!(entry.key, other.key, "{} and {}", entry.name, other.name);
            }
        }
    }
}
