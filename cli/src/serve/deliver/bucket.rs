//! Objects for buckets that are real: folders, and stores of three clouds.

use std::path::Path as FilePath;

use kinetoscope::errand::Object;
use kinetoscope::errand::{Outcome, Refused};
use object_store::aws::AmazonS3Builder;
use object_store::azure::MicrosoftAzureBuilder;
use object_store::gcp::GoogleCloudStorageBuilder;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{Attribute, Attributes, Error, ObjectStore, ObjectStoreExt as _, PutOptions};

use super::routes::Routes;

mod connector;

use connector::Connector;

/// Puts an object where its bucket leads.
pub(super) async fn put(routes: &Routes, object: Object) -> Outcome {
    let to = routes.bucket(&object.bucket).unwrap_or_default();
    match try_put(to, object).await {
        Ok(()) => Outcome::Done,
        Err(error) => {
            let code = match &error {
                Error::PermissionDenied { .. } | Error::Unauthenticated { .. } => "S3.AccessDenied",
                Error::NotFound { .. } => "S3.NoSuchBucket",
                _ => "InternalError",
            };
            Outcome::Failed(Refused::new(code, error.to_string()))
        }
    }
}

async fn try_put(to: &str, object: Object) -> Result<(), Error> {
    let (store, prefix) = open(to)?;
    let key = Path::parse(written(&object.key))?;
    let path = prefix.parts().chain(key.parts()).collect::<Path>();
    let mut attributes = Attributes::new();
    if let Some(encoding) = object.content_encoding {
        attributes.insert(Attribute::ContentEncoding, encoding.into());
    }
    let options = PutOptions { attributes, ..PutOptions::default() };
    match store.put_opts(&path, object.body.clone().into(), options).await {
        // A folder keeps bytes and nothing that is said of them.
        Err(Error::NotImplemented { .. }) => store.put(&path, object.body.into()).await.map(drop),
        done => done.map(drop),
    }
}

/// A key as stores here can have it. S3 takes any text; here, no segment between slashes may be empty, `.` or `..`, and no letter a
/// control: `raw//` becomes `raw/%/`, and other such segments become what they are in URLs.
fn written(key: &str) -> String {
    let segments = key.split('/').map(|segment| match segment {
        "" => "%".to_owned(),
        "." => "%2E".to_owned(),
        ".." => "%2E%2E".to_owned(),
        segment => segment.chars().map(in_path).collect(),
    });
    segments.collect::<Vec<_>>().join("/")
}

fn in_path(letter: char) -> String {
    if letter.is_ascii_control() { format!("%{:02X}", u32::from(letter)) } else { letter.to_string() }
}

/// Whether objects could be put there, as far as this machine knows; a folder is made.
pub(super) fn check(to: &str) -> Result<(), Error> {
    open(to).map(drop)
}

/// The store, and the path in it that keys begin with. Credentials are those of the environment.
fn open(to: &str) -> Result<(Box<dyn ObjectStore>, Path), Error> {
    let Some((scheme, rest)) = to.split_once("://") else { return folder(FilePath::new(to)) };
    let path = rest.split_once('/').map_or("", |(_, path)| path);
    let store: Box<dyn ObjectStore> = match scheme {
        "file" => return folder(FilePath::new(rest)),
        "s3" => Box::new(AmazonS3Builder::from_env().with_url(to).with_http_connector(Connector).build()?),
        "gs" => Box::new(
            GoogleCloudStorageBuilder::from_env().with_url(to).with_http_connector(Connector).build()?,
        ),
        "az" | "abfs" | "abfss" => {
            Box::new(MicrosoftAzureBuilder::from_env().with_url(to).with_http_connector(Connector).build()?)
        }
        _ => {
            let source =
                format!("there is no kind of store {scheme}://; there are file, s3, gs and az").into();
            return Err(Error::Generic { store: "bucket", source });
        }
    };
    Ok((store, Path::parse(path)?))
}

fn folder(path: &FilePath) -> Result<(Box<dyn ObjectStore>, Path), Error> {
    std::fs::create_dir_all(path)
        .map_err(|error| Error::Generic { store: "folder", source: error.into() })?;
    Ok((Box::new(LocalFileSystem::new_with_prefix(path)?), Path::default()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::runtime::Builder;

    /// Where in a folder an object of this key comes to lie.
    fn place_of(key: &str) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        let object = Object {
            bucket: "lake".into(),
            key: key.into(),
            body: b"a".to_vec(),
            content_encoding: None,
            kms_key: None,
        };
        let runtime = Builder::new_current_thread().build().unwrap();
        runtime.block_on(try_put(&folder.path().to_string_lossy(), object)).unwrap();
        let (mut place, mut at) = (Vec::new(), folder.path().to_path_buf());
        while let Some(entry) = std::fs::read_dir(&at).ok().and_then(|mut entries| entries.next()) {
            let entry = entry.unwrap();
            place.push(entry.file_name().to_string_lossy().into_owned());
            at = entry.path();
        }
        place
    }

    #[test]
    fn whatever_key_s3_takes_a_folder_takes_too() {
        for (key, expected) in [
            ("2026/01/a b%2F.gz", vec!["2026", "01", "a b%2F.gz"]),
            ("raw//2026/x", vec!["raw", "%", "2026", "x"]),
            ("/raw/x", vec!["%", "raw", "x"]),
            ("raw/../x", vec!["raw", "%2E%2E", "x"]),
            ("./x", vec!["%2E", "x"]),
            ("a\tb", vec!["a%09b"]),
        ] {
            assert_eq!(place_of(key), expected, "{key}");
        }
    }
}
