//! Places that commands name: `s3://bucket/key`, a name of a file, or `-`.

/// What begins the name of a place in S3.
pub(super) const SCHEME: &str = "s3://";

/// Whether a text names a place in S3.
pub(super) fn is_in_s3(text: &str) -> bool {
    text.starts_with(SCHEME)
}

/// Bucket and key of `bucket/key`, with or without `s3://` before it.
pub(super) fn split(text: &str) -> (&str, &str) {
    let text = text.strip_prefix(SCHEME).unwrap_or(text);
    text.split_once('/').unwrap_or((text, ""))
}

/// Where copies go: a name, or the beginning of names that end as those of their sources.
#[derive(Debug)]
pub(super) struct Destination {
    /// `bucket/key`.
    pub(super) path: String,
    pub(super) takes_source_name: bool,
}

impl Destination {
    pub(super) fn of(text: &str, is_recursive: bool) -> Self {
        let path = formatted(text, is_recursive);
        let takes_source_name = path.ends_with('/');
        Self { path, takes_source_name }
    }

    /// Where the object at `source` goes, if all below `root` are copied, or this one alone.
    pub(super) fn of_source(&self, source: &str, root: &str, is_recursive: bool) -> String {
        if !self.takes_source_name {
            return self.path.clone();
        }
        let name =
            if is_recursive { &source[root.len()..] } else { source.rsplit('/').next().unwrap_or_default() };
        format!("{}{name}", self.path)
    }
}

/// `bucket/key` of a place in S3; what is meant with all below it ends in `/`.
pub(super) fn formatted(text: &str, is_recursive: bool) -> String {
    let mut path = text.strip_prefix(SCHEME).unwrap_or(text).to_owned();
    if (is_recursive || !path.contains('/')) && !path.ends_with('/') {
        path.push('/');
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, destination: &str, is_recursive: bool, object: &str, expected: &str) {
        let root = formatted(source, is_recursive);
        let to = Destination::of(destination, is_recursive);
        assert_eq!(to.of_source(object, &root, is_recursive), expected);
    }

    #[test]
    fn copies_are_named_after_their_sources_where_a_destination_ends_in_a_slash() {
        check("s3://a/b/c.txt", "s3://d/e", false, "a/b/c.txt", "d/e");
        check("s3://a/b/c.txt", "s3://d/e/", false, "a/b/c.txt", "d/e/c.txt");
        check("s3://a/b/c.txt", "s3://d", false, "a/b/c.txt", "d/c.txt");
        check("s3://a/b", "s3://d", true, "a/b/c/f.txt", "d/c/f.txt");
        check("s3://a", "s3://d/e", true, "a/b/c", "d/e/b/c");
    }
}
