//! The lessons of the website: a file for each, and one with all that the list of lessons reads.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use super::pages::Route;
use crate::stamp;

/// Writes `lessons.json` below `site`, by the numbers of the lessons, and says which page each has.
pub(crate) fn write(folder: &Path, site: &Path) -> Result<Vec<Route>> {
    let files = stamp::files_below(folder);
    let mut lessons = files.iter().map(|file| read(file)).collect::<Result<Vec<_>>>()?;
    lessons.sort_by_key(|lesson| lesson["number"].as_u64());
    let routes = lessons.iter().map(route).collect::<Result<_>>()?;
    stamp::write(&site.join("lessons.json"), Value::from(lessons).to_string().as_bytes())?;
    Ok(routes)
}

fn read(file: &Path) -> Result<Value> {
    let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    serde_json::from_str(&text).with_context(|| format!("in {}", file.display()))
}

/// The page of a lesson: its goal is what a search engine tells of it.
fn route(lesson: &Value) -> Result<Route> {
    let text = |key: &str| lesson[key].as_str().with_context(|| format!("a lesson without {key}"));
    Ok(Route {
        path: format!("/learn/{}/", text("slug")?),
        title: format!("{} - Kinetoscope", text("title")?),
        description: text("goal")?.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::scratch;

    #[test]
    fn each_lesson_has_a_page_and_its_place_in_one_file() {
        let folder = scratch("lessons");
        let lesson =
            |number, slug: &str| format!(r#"{{"number":{number},"slug":"{slug}","title":"T","goal":"G"}}"#);
        stamp::write(&folder.join("lessons/a.json"), lesson(2, "a").as_bytes()).unwrap();
        stamp::write(&folder.join("lessons/b.json"), lesson(1, "b").as_bytes()).unwrap();
        let routes = write(&folder.join("lessons"), &folder).unwrap();
        let paths: Vec<_> = routes.iter().map(|route| (route.path.as_str(), route.title.as_str())).collect();
        assert_eq!(paths, [("/learn/b/", "T - Kinetoscope"), ("/learn/a/", "T - Kinetoscope")]);
        let written = std::fs::read_to_string(folder.join("lessons.json")).unwrap();
        let slugs = serde_json::from_str::<Vec<Value>>(&written).unwrap();
        assert_eq!(slugs.iter().map(|lesson| lesson["slug"].clone()).collect::<Vec<_>>(), ["b", "a"]);
        std::fs::remove_dir_all(folder).unwrap();
    }
}
