//! One `index.html` per route, so that every path of the website exists as a file and a deep link
//! needs no rewrite rule of the server.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::stamp;

/// A page of the website: `www/routes.json` lists them, and lessons have theirs.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Route {
    /// From the root, with a slash at both ends: `/learn/keys/`.
    pub(crate) path: String,
    pub(crate) title: String,
    pub(crate) description: String,
}

/// Writes the pages of all routes below `site`: those of the list, and `more`.
pub(crate) fn write(template: &Path, routes: &Path, more: Vec<Route>, site: &Path) -> Result<()> {
    let template =
        std::fs::read_to_string(template).with_context(|| format!("cannot read {}", template.display()))?;
    let list =
        std::fs::read_to_string(routes).with_context(|| format!("cannot read {}", routes.display()))?;
    let listed = parse(&list).with_context(|| format!("in {}", routes.display()))?;
    for route in listed.into_iter().chain(more) {
        let page = fill(&template, &route)?;
        stamp::write(&site.join(file(&route.path)), page.as_bytes())?;
    }
    Ok(())
}

/// Reads the list of routes.
fn parse(list: &str) -> Result<Vec<Route>> {
    let list: Vec<Value> = serde_json::from_str(list)?;
    list.iter().map(route).collect()
}

fn route(value: &Value) -> Result<Route> {
    let text = |key: &str| {
        let text = value[key].as_str().map(str::to_owned);
        text.with_context(|| format!("a route without {key}: {value}"))
    };
    let route = Route { path: text("path")?, title: text("title")?, description: text("description")? };
    if !route.path.starts_with('/') || !route.path.ends_with('/') || route.path.contains("..") {
        bail!("a route begins and ends with a slash: {}", route.path);
    }
    Ok(route)
}

/// The template with a route's texts in it.
fn fill(template: &str, route: &Route) -> Result<String> {
    let page = template
        .replace("{{title}}", &escape(&route.title))
        .replace("{{description}}", &escape(&route.description))
        .replace("{{base}}", &base(&route.path))
        .replace("{{path}}", &escape(&route.path));
    match page.find("{{") {
        Some(at) => bail!("www/index.html has an unknown placeholder: {:.40}", &page[at..]),
        None => Ok(page),
    }
}

/// The way from a page to the root: `./` from `/`, `../` from `/sim/`.
fn base(path: &str) -> String {
    let depth = path.split('/').filter(|part| !part.is_empty()).count();
    if depth == 0 { "./".to_owned() } else { "../".repeat(depth) }
}

/// The file of a route, below the site's root.
fn file(path: &str) -> PathBuf {
    Path::new(path.trim_matches('/')).join("index.html")
}

/// Makes a text safe between tags and in a quoted attribute.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(path: &str) -> Route {
        Route { path: path.into(), title: "A & B".into(), description: "\"d\"".into() }
    }

    #[test]
    fn each_page_knows_the_way_to_the_root_and_its_file() {
        for (path, way, place) in [
            ("/", "./", "index.html"),
            ("/sim/", "../", "sim/index.html"),
            ("/learn/hot-key/", "../../", "learn/hot-key/index.html"),
        ] {
            assert_eq!(base(path), way);
            assert_eq!(file(path), Path::new(place));
        }
    }

    #[test]
    fn texts_are_escaped() {
        let page = fill("<base href=\"{{base}}\">{{title}}|{{description}}", &at("/sim/")).unwrap();
        assert_eq!(page, "<base href=\"../\">A &amp; B|&quot;d&quot;");
    }

    #[test]
    fn an_unknown_placeholder_is_an_error() {
        let error = fill("x {{titel}} y", &at("/")).unwrap_err();
        assert_eq!(error.to_string(), "www/index.html has an unknown placeholder: {{titel}} y");
    }

    #[test]
    fn a_route_needs_all_texts_and_both_slashes() {
        let check = |list: &str| parse(list).unwrap_err().to_string();
        assert_eq!(check(r#"[{"path":"/"}]"#), r#"a route without title: {"path":"/"}"#);
        let list = r#"[{"path":"/sim","title":"","description":""}]"#;
        assert_eq!(check(list), "a route begins and ends with a slash: /sim");
    }
}
