//! `aws s3 cp`, `mv` and `rm`: objects into and out of S3, and from place to place in it.

use super::super::failure::Failure;
use super::Given;
use super::client::{Client, Listing, Refused};
use super::filter::Filter;
use super::place::{Destination, SCHEME, formatted, is_in_s3, split};
use crate::host::Host;

/// What stands for what comes through a pipe, and for what is printed.
const STREAM: &str = "-";

const UPLOAD_HINT: &str =
    "There are no files here. Pipe what the object is to hold: echo text | aws s3 cp - s3://bucket/key";
const DOWNLOAD_HINT: &str =
    "There are no files here. Write - in place of the file's name to print the object.";

/// Where objects come from and go to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Upload,
    Download,
    Copy,
    Delete,
}

/// What is to be done with objects.
struct Transfer<'g> {
    given: &'g Given,
    source: &'g str,
    destination: &'g str,
    is_recursive: bool,
    is_move: bool,
}

pub(super) async fn run<H: Host>(
    given: &Given,
    piped: &[u8],
    client: &mut Client<'_, H>,
) -> Result<(), Failure> {
    let source = given.words[0].as_str();
    let transfer = Transfer {
        given,
        source,
        destination: given.words.last().map_or(source, String::as_str),
        is_recursive: given.has("--recursive"),
        is_move: given.command.name == "mv",
    };
    let way = transfer.way()?;
    let is_stream = [transfer.source, transfer.destination].contains(&STREAM);
    if is_stream && (given.command.name != "cp" || transfer.is_recursive) {
        let reason = "Streaming currently is only compatible with non-recursive cp commands";
        return Err(Failure::Param(reason.into()));
    }
    if transfer.is_move && way == Way::Copy {
        transfer.check_move()?;
    }
    match way {
        Way::Upload if is_stream => transfer.upload(piped, client).await,
        Way::Upload => {
            let message = format!("The user-provided path {source} does not exist.");
            return Err(Failure::NotHere { message, hint: UPLOAD_HINT });
        }
        Way::Download if is_stream => transfer.print(client).await,
        Way::Download => transfer.download(client).await?,
        Way::Copy | Way::Delete => transfer.all(way, client).await?,
    }
    Ok(())
}

/// Deletes everything in a bucket, as `aws s3 rm --recursive` does.
pub(super) async fn empty<H: Host>(bucket: &str, client: &mut Client<'_, H>) -> Result<(), Failure> {
    let command = super::COMMANDS.iter().find(|command| command.name == "rm").expect("it is one of them");
    let words = vec![format!("{SCHEME}{bucket}")];
    let flags = vec![("--recursive", Vec::new())];
    let given = Given { command, words, flags };
    run(&given, &[], client).await
}

impl Transfer<'_> {
    /// What kind of places are named.
    fn way(&self) -> Result<Way, Failure> {
        match (is_in_s3(self.source), is_in_s3(self.destination)) {
            (true, true) if self.given.command.name == "rm" => Ok(Way::Delete),
            (true, true) => Ok(Way::Copy),
            (true, false) => Ok(Way::Download),
            (false, true) => Ok(Way::Upload),
            (false, false) => {
                let super::Command { name, usage, .. } = self.given.command;
                Err(Failure::Param(format!("usage: aws s3 {name} {usage}\nError: Invalid argument type")))
            }
        }
    }

    fn check_move(&self) -> Result<(), Failure> {
        let (source, mut destination) = (self.source, self.destination.to_owned());
        if !destination[SCHEME.len()..].contains('/') {
            destination.push('/');
        }
        let name = source.rsplit('/').next().unwrap_or_default();
        let is_same =
            source == destination || destination.ends_with('/') && source == format!("{destination}{name}");
        if is_same {
            return Err(Failure::Param(format!("Cannot mv a file onto itself: {source} - {destination}")));
        }
        Ok(())
    }

    /// Puts what came through the pipe into an object.
    async fn upload<H: Host>(&self, piped: &[u8], client: &mut Client<'_, H>) {
        let path = Destination::of(self.destination, false).of_source(STREAM, "", false);
        let (bucket, key) = split(&path);
        let done = client.put_object(bucket, key, piped.to_vec(), self.headers()).await;
        if done.is_ok() && piped.is_empty() {
            client.output.hint = Some("Nothing came through a pipe, so the object is empty.".into());
        }
        // What is streamed is told of only where it fails.
        if let Err(refused) = done {
            self.tell(client, "upload", (STREAM, Some(&format!("{SCHEME}{path}"))), Err(refused));
        }
    }

    /// Prints an object.
    async fn print<H: Host>(&self, client: &mut Client<'_, H>) {
        let (bucket, key) = split(self.source);
        let read = match client.head_object(bucket, key).await {
            Ok(()) => client.get_object(bucket, key).await,
            Err(refused) => Err(refused),
        };
        match read {
            Ok(bytes) => client.output.text.extend(bytes),
            Err(refused) => {
                let place = format!("{SCHEME}{bucket}/{key}");
                self.tell(client, "download", (&place, Some(STREAM)), Err(refused));
            }
        }
    }

    /// Objects do not become files, because there are none: the file system is one that cannot be written.
    async fn download<H: Host>(&self, client: &mut Client<'_, H>) -> Result<(), Failure> {
        let reason = |path: &str| format!("[Errno 30] Read-only file system: '{path}'");
        if self.is_recursive {
            let message = reason(self.destination);
            return Err(Failure::NotHere { message, hint: DOWNLOAD_HINT });
        }
        let (bucket, key) = split(self.source);
        if let Some(refused) = self.missing(client, bucket, key).await {
            self.fatal(client, &refused);
            return Ok(());
        }
        let path = file(self.destination, key.rsplit('/').next().unwrap_or_default());
        let line = format!("download failed: {} to {path} {}\n", self.source, reason(&path));
        client.output.errors.push_str(&line);
        client.output.hint = Some(DOWNLOAD_HINT.into());
        client.output.status = 1;
        Ok(())
    }

    /// Copies, moves or deletes what is meant, one object after the other.
    async fn all<H: Host>(&self, way: Way, client: &mut Client<'_, H>) -> Result<(), Failure> {
        let root = formatted(self.source, self.is_recursive);
        let sources = match self.sources(way, &root, client).await? {
            Ok(sources) => sources,
            Err(refused) => {
                self.fatal(client, &refused);
                return Ok(());
            }
        };
        let to = Destination::of(self.destination, self.is_recursive);
        for source in sources {
            let destination = (way == Way::Copy).then(|| to.of_source(&source, &root, self.is_recursive));
            self.one(client, &source, destination.as_deref()).await;
        }
        Ok(())
    }

    /// The objects that are meant, as `bucket/key`.
    async fn sources<H: Host>(
        &self,
        way: Way,
        root: &str,
        client: &mut Client<'_, H>,
    ) -> Result<Result<Vec<String>, Refused>, Failure> {
        let page_size = self.given.page_size()?;
        let (bucket, prefix) = split(root);
        let filter = self.filter();
        if !self.is_recursive && !prefix.is_empty() {
            let missing = if way == Way::Copy { self.missing(client, bucket, prefix).await } else { None };
            let one = Some(root.to_owned()).filter(|root| filter.takes(root));
            return Ok(missing.map_or_else(|| Ok(one.into_iter().collect()), Err));
        }
        let listing = Listing { bucket, prefix, delimiter: "", page_size };
        let pages = match client.pages(listing).await {
            Ok(pages) => pages,
            Err(refused) => return Ok(Err(refused)),
        };
        // Empty objects that stand for folders are deleted but not copied.
        let objects = pages.into_iter().flat_map(|page| page.objects).filter(|object| {
            self.is_recursive && (way == Way::Delete || object.size != 0 || !object.key.ends_with('/'))
        });
        let paths = objects.map(|object| format!("{bucket}/{}", object.key));
        Ok(Ok(paths.filter(|path| filter.takes(path)).collect()))
    }

    /// Why an object cannot be read, where it cannot.
    async fn missing<H: Host>(&self, client: &mut Client<'_, H>, bucket: &str, key: &str) -> Option<Refused> {
        let refused = client.head_object(bucket, key).await.err()?;
        Some(match refused {
            Refused::Service { operation, code, .. } if code == "404" => {
                Refused::Service { operation, code, message: format!("Key \"{key}\" does not exist") }
            }
            refused => refused,
        })
    }

    async fn one<H: Host>(&self, client: &mut Client<'_, H>, source: &str, destination: Option<&str>) {
        let what = match destination {
            None => "delete",
            Some(_) if self.is_move => "move",
            Some(_) => "copy",
        };
        let from = format!("{SCHEME}{source}");
        let to = destination.map(|path| format!("{SCHEME}{path}"));
        let places = (from.as_str(), to.as_deref());
        if self.given.has("--dryrun") {
            self.say(client, &format!("(dryrun) {what}: {}", in_words(places)));
            return;
        }
        let done = self.transfer(client, source, destination).await;
        self.tell(client, what, places, done);
    }

    async fn transfer<H: Host>(
        &self,
        client: &mut Client<'_, H>,
        source: &str,
        destination: Option<&str>,
    ) -> Result<(), Refused> {
        if let Some(path) = destination {
            let (bucket, key) = split(path);
            client.copy_object(source, bucket, key, self.headers()).await?;
        }
        if destination.is_some() && !self.is_move {
            return Ok(());
        }
        let (bucket, key) = split(source);
        client.delete_object(bucket, key).await
    }

    /// What flags say of an object that is to be.
    fn headers(&self) -> Vec<(&'static str, String)> {
        let header = |(flag, name): (&str, &'static str)| Some((name, self.given.value(flag)?.to_owned()));
        let said = [("--content-type", "content-type"), ("--content-encoding", "content-encoding")];
        let mut headers: Vec<_> = said.into_iter().filter_map(header).collect();
        // A copy has what its source has, unless it is told something else.
        headers.extend(header(("--metadata-directive", "x-amz-metadata-directive")));
        headers
    }

    fn filter(&self) -> Filter {
        let flags = self.given.flags.iter().filter(|(name, _)| ["--exclude", "--include"].contains(name));
        let patterns = flags.map(|(name, values)| (*name, values.first().map_or("", String::as_str)));
        Filter::of(patterns, [self.source, self.destination], self.is_recursive)
    }

    fn tell<H>(
        &self,
        client: &mut Client<'_, H>,
        what: &str,
        places: (&str, Option<&str>),
        done: Result<(), Refused>,
    ) {
        let places = in_words(places);
        match done {
            Ok(()) if self.given.has("--only-show-errors") => {}
            Ok(()) => self.say(client, &format!("{what}: {places}")),
            Err(refused) => {
                client.output.status = 1;
                if !self.given.has("--quiet") {
                    client.output.errors.push_str(&format!("{what} failed: {places} {refused}\n"));
                }
            }
        }
    }

    /// Tells what no object is to blame for.
    fn fatal<H>(&self, client: &mut Client<'_, H>, refused: &Refused) {
        client.output.status = 1;
        if !self.given.has("--quiet") {
            client.output.errors.push_str(&format!("fatal error: {refused}\n"));
        }
    }

    fn say<H>(&self, client: &mut Client<'_, H>, line: &str) {
        if !self.given.has("--quiet") {
            client.output.text.extend(format!("{line}\n").into_bytes());
        }
    }
}

/// The file that an object of this name would become, from where one is.
fn file(destination: &str, name: &str) -> String {
    let path = destination.strip_prefix("./").unwrap_or(destination);
    let path = match path {
        "." | "" => name.to_owned(),
        folder if folder.ends_with('/') => format!("{folder}{name}"),
        file => file.into(),
    };
    if path.starts_with('/') { path } else { format!("./{path}") }
}

fn in_words((from, to): (&str, Option<&str>)) -> String {
    to.map_or_else(|| from.into(), |to| format!("{from} to {to}"))
}
