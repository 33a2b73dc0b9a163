//! The path of a URL as a path below the site's directory.

use std::path::PathBuf;

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

/// What is encoded again when a path is sent back.
const SPECIAL: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'#').add(b'%').add(b'<').add(b'>').add(b'?').add(b'`');

/// Names from the site's directory down. None of them leads up or elsewhere, whatever the URL said.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct SitePath {
    names: Vec<String>,
    is_directory: bool,
}

impl SitePath {
    /// Reads the path of a URL. `None` for what cannot be a file of the site: `..`, hidden files, names with a
    /// slash, backslash, colon or NUL in them once decoded, and bytes that are no text.
    pub(super) fn parse(path: &str) -> Option<Self> {
        let mut names = Vec::new();
        for encoded in path.split('/').filter(|name| !name.is_empty()) {
            let name = percent_decode_str(encoded).decode_utf8().ok()?;
            if name.starts_with('.') || name.contains(['/', '\\', ':', '\0']) {
                return None;
            }
            names.push(name.into_owned());
        }
        Some(Self { names, is_directory: path.ends_with('/') })
    }

    /// The path from the site's directory.
    pub(super) fn relative(&self) -> PathBuf {
        self.names.iter().collect()
    }

    /// Whether the URL ends in a slash.
    pub(super) fn is_directory(&self) -> bool {
        self.is_directory
    }

    /// The URL of this path as a directory, on this very host.
    pub(super) fn location(&self, query: Option<&str>) -> String {
        let mut location = String::from("/");
        for name in &self.names {
            location.extend(utf8_percent_encode(name, SPECIAL));
            location.push('/');
        }
        if let Some(query) = query {
            location.push('?');
            location += query;
        }
        location
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_decoded_one_by_one() {
        let path = SitePath::parse("/learn//hot%20shard/a%C3%BC.svg").unwrap();
        assert_eq!(path.relative(), PathBuf::from("learn/hot shard/aü.svg"));
        assert!(!path.is_directory());
        assert!(SitePath::parse("/").unwrap().relative().as_os_str().is_empty());
    }

    #[test]
    fn nothing_leads_out_of_the_site() {
        for path in [
            "/..",
            "/../etc/passwd",
            "/a/../../b",
            "/%2e%2e/b",
            "/%2E./b",
            "/a/%2e%2e%2fb",
            "/..%5cb",
            "/a%2Fb",
            "/a%00",
            "/c:/b",
            "/.git/config",
            "/.",
            "/%ff",
        ] {
            assert_eq!(SitePath::parse(path), None, "{path}");
        }
    }

    #[test]
    fn redirects_stay_on_this_host() {
        assert_eq!(SitePath::parse("//evil.example").unwrap().location(None), "/evil.example/");
        assert_eq!(SitePath::parse("/hot%20shard%3F").unwrap().location(Some("t=1")), "/hot%20shard%3F/?t=1");
    }
}
