//! The website: files below one directory, and nothing outside of it.

mod content_type;
mod path;

use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use anyhow::{Result, bail};
use bytes::Bytes;
use hyper::header::{
    CACHE_CONTROL, CONTENT_TYPE, ETAG, HeaderMap, HeaderName, HeaderValue, IF_NONE_MATCH, LOCATION,
    X_CONTENT_TYPE_OPTIONS,
};
use hyper::http::request::Parts;
use hyper::{Response, StatusCode};
use tokio::fs;

use super::{Answer, whole};
use path::SitePath;

/// Where a build leaves the site, from the working directory or the executable's.
const USUAL_PLACE: &str = "www/dist";
const INDEX: &str = "index.html";

const NOT_BUILT: &str = "<!doctype html>\n<html lang=\"en\">\n<title>Kinetoscope</title>\n\
    <p>The endpoint runs. The website is not built yet: run <code>cargo xtask build</code> in the project, then \
    start <code>kinetoscope serve</code> there, or point <code>--site</code> at its directory.</p>\n</html>\n";
const NOT_FOUND: &str = "<!doctype html>\n<html lang=\"en\">\n<title>Not found</title>\n\
    <p>There is no such page. <a href=\"/\">Kinetoscope</a></p>\n</html>\n";

/// A directory with the built website.
#[derive(Debug)]
pub(super) struct Site {
    root: PathBuf,
}

impl Site {
    /// The site in this directory, or in the usual place if there is one.
    ///
    /// # Errors
    /// When the given directory does not exist.
    pub(super) fn find(given: Option<&Path>) -> Result<Option<Self>> {
        if let Some(directory) = given {
            let Ok(root) = directory.canonicalize() else {
                bail!("the site directory {} does not exist", directory.display());
            };
            return Ok(Some(Self { root }));
        }
        let root = usual_places().filter(|place| place.join(INDEX).is_file());
        Ok(root.filter_map(|place| place.canonicalize().ok()).map(|root| Self { root }).next())
    }

    /// Answers GET and HEAD of any path.
    pub(super) async fn answer(&self, head: &Parts) -> Answer {
        let Some(path) = SitePath::parse(head.uri.path()) else { return self.not_found().await };
        let named = self.root.join(path.relative());
        let wanted = if path.is_directory() { named.join(INDEX) } else { named };
        match self.kind(&wanted).await {
            Some(Kind::File) => self.file(&wanted, head).await,
            Some(Kind::Directory) if !path.is_directory() => moved(&path.location(head.uri.query())),
            _ => self.not_found().await,
        }
    }

    /// What lies there; nothing, if a link leads out of the site.
    async fn kind(&self, path: &Path) -> Option<Kind> {
        let real = fs::canonicalize(path).await.ok()?;
        let metadata = fs::metadata(&real).await.ok()?;
        let kind = if metadata.is_dir() { Kind::Directory } else { Kind::File };
        real.starts_with(&self.root).then_some(kind)
    }

    async fn file(&self, path: &Path, head: &Parts) -> Answer {
        match read(path, &head.headers).await {
            Some(answer) => answer,
            None => self.not_found().await,
        }
    }

    async fn not_found(&self) -> Answer {
        let body = fs::read(self.root.join("404.html")).await.unwrap_or_else(|_| NOT_FOUND.into());
        page(StatusCode::NOT_FOUND, body)
    }
}

/// The usual place, from the working directory and from the executable's.
fn usual_places() -> impl Iterator<Item = PathBuf> {
    let here = std::env::current_dir().ok();
    let beside = std::env::current_exe().ok().and_then(|file| Some(file.parent()?.to_owned()));
    [here, beside].into_iter().flatten().map(|directory| directory.join(USUAL_PLACE))
}

/// That there is no site, where it was looked for, and what to do.
pub(super) fn nowhere() -> String {
    let places: Vec<String> = usual_places().map(|place| place.display().to_string()).collect();
    format!(
        "no website: it is in none of {}; `cargo xtask build` makes it, --site tells where it is",
        places.join(", ")
    )
}

enum Kind {
    Directory,
    File,
}

/// The file, or that the client's copy is still good.
async fn read(path: &Path, headers: &HeaderMap) -> Option<Answer> {
    let metadata = fs::metadata(path).await.ok().filter(|metadata| metadata.is_file())?;
    let modified = metadata.modified().ok()?.duration_since(UNIX_EPOCH).unwrap_or_default();
    let tag = format!("\"{:x}-{:x}\"", modified.as_nanos(), metadata.len());
    let mut answer = if is_known(headers, &tag) {
        let mut unchanged = Response::new(whole(Bytes::new()));
        *unchanged.status_mut() = StatusCode::NOT_MODIFIED;
        unchanged
    } else {
        let mut whole = Response::new(whole(fs::read(path).await.ok()?));
        set(&mut whole, CONTENT_TYPE, content_type::of(path));
        whole
    };
    set(&mut answer, CACHE_CONTROL, "no-cache");
    set(&mut answer, X_CONTENT_TYPE_OPTIONS, "nosniff");
    answer.headers_mut().insert(ETAG, HeaderValue::try_from(tag).ok()?);
    Some(answer)
}

/// Whether `If-None-Match` lists this tag, weak or strong.
fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let lists = headers.get_all(IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let mut tags = lists.flat_map(|list| list.split(',')).map(str::trim);
    tags.any(|known| known == "*" || known.trim_start_matches("W/") == tag)
}

/// What stands at `/` while there is no site.
pub(super) fn not_built() -> Answer {
    page(StatusCode::NOT_FOUND, NOT_BUILT.into())
}

fn moved(location: &str) -> Answer {
    let mut answer = page(StatusCode::PERMANENT_REDIRECT, Vec::new());
    answer.headers_mut().insert(LOCATION, HeaderValue::try_from(location).expect("encoded paths are text"));
    answer
}

fn page(status: StatusCode, body: Vec<u8>) -> Answer {
    let mut answer = Response::new(whole(body));
    *answer.status_mut() = status;
    set(&mut answer, CONTENT_TYPE, "text/html; charset=utf-8");
    answer
}

fn set(answer: &mut Answer, name: HeaderName, value: &'static str) {
    answer.headers_mut().insert(name, HeaderValue::from_static(value));
}
