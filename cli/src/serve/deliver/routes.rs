//! Where what delivery streams deliver to really is.

use std::collections::BTreeMap;
use std::str::FromStr;

use anyhow::{Context, Result, bail};
use kinetoscope::s3::check_bucket_name;
use kinetoscope::world::errands::Outside;
use kinetoscope::world::errands::functions::name_of;

use super::bucket;
use super::function;
use super::returned::Troubles;

/// `FROM=TO`: what a configuration names, and what is meant by it here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Route {
    /// A beginning of URLs, and what stands in its place.
    Server {
        /// As configurations say it.
        from: String,
        /// As it is.
        to: String,
    },
    /// A bucket, and the folder or the URL of the store.
    Bucket {
        /// The bucket's name.
        name: String,
        /// The folder or URL.
        to: String,
    },
    /// A function, by name.
    Function {
        /// Its name.
        name: String,
        /// How it is called.
        to: Function,
    },
    /// A beginning of JDBC URLs, and the database that is meant.
    Database {
        /// As configurations say it.
        from: String,
        /// The URL of the database.
        to: String,
    },
}

/// How a function is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Function {
    /// By a POST of its event to this URL.
    Url(String),
    /// By a command, which reads its event and writes its answer.
    Command(String),
}

impl FromStr for Route {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (from, to) = text.split_once('=').ok_or("it is FROM=TO")?;
        if to.is_empty() {
            return Err("nothing stands behind the `=`".into());
        }
        let is_url = |text: &str| text.starts_with("http://") || text.starts_with("https://");
        if let Some(name) = from.strip_prefix("s3://") {
            let name = name.trim_end_matches('/');
            check_bucket_name(name).map_err(|_| format!("no bucket can be named {name:?}"))?;
            return Ok(Self::Bucket { name: name.into(), to: to.into() });
        }
        if let Some(name) = from.strip_prefix("lambda:") {
            let name = function_name(name)
                .ok_or_else(|| format!("{name:?} is neither the name of a function nor its ARN"))?;
            let to = match to.strip_prefix("command:") {
                Some(command) if command.trim().is_empty() => {
                    return Err("no command stands behind command:".into());
                }
                Some(command) => Function::Command(command.into()),
                None if is_url(to) => Function::Url(to.into()),
                None => return Err("a function is a URL, or command: and a command".into()),
            };
            return Ok(Self::Function { name: name.into(), to });
        }
        if from.starts_with("jdbc:") {
            if to.starts_with("postgres://") || to.starts_with("postgresql://") {
                return Ok(Self::Database { from: from.into(), to: to.into() });
            }
            return Err("a database is postgresql:// and so on".into());
        }
        match is_url(from) && is_url(to) {
            true => Ok(Self::Server { from: from.into(), to: to.into() }),
            false => {
                Err("FROM is https://…, s3://BUCKET, lambda:NAME or jdbc:…, and TO what is meant by it"
                    .into())
            }
        }
    }
}

/// The name in a function's name or ARN.
fn function_name(text: &str) -> Option<&str> {
    let is_another = text.starts_with("arn:") && text.split(':').nth(5) != Some("function");
    let name = name_of(text);
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
    (!is_another && (1..=64).contains(&name.len()) && name.chars().all(is_plain)).then_some(name)
}

/// All routes.
#[derive(Debug, Default)]
pub(crate) struct Routes {
    servers: Vec<(String, String)>,
    buckets: BTreeMap<String, String>,
    functions: BTreeMap<String, Function>,
    databases: Vec<(String, String)>,
    troubles: Troubles,
}

impl Routes {
    /// Takes all routes that were given; of two for one thing, the last counts.
    pub(crate) fn new(given: &[Route]) -> Self {
        let mut routes = Self::default();
        for route in given.iter().cloned() {
            match route {
                Route::Server { from, to } => routes.servers.insert(0, (from, to)),
                Route::Database { from, to } => routes.databases.insert(0, (from, to)),
                Route::Bucket { name, to } => _ = routes.buckets.insert(name, to),
                Route::Function { name, to } => _ = routes.functions.insert(name, to),
            }
        }
        routes
    }

    /// Looks at the start whether what is on this machine can be had.
    ///
    /// # Errors
    /// What cannot: a folder that cannot be made, a store that there is no kind of, a command that is not there.
    pub(crate) fn check(&self) -> Result<()> {
        for (name, to) in &self.buckets {
            bucket::check(to).with_context(|| format!("--deliver s3://{name}: {to} cannot be used"))?;
        }
        for (name, how) in &self.functions {
            if let Function::Command(command) = how
                && let Some(program) = function::missing_program(command)
            {
                bail!("--deliver lambda:{name}: there is no command {program}");
            }
        }
        Ok(())
    }

    /// What is real, of which the world is told. Without simulated servers, that is every server that takes records by HTTP.
    pub(crate) fn outside(&self, simulates_servers: bool) -> Outside {
        let begins = |routes: &[(String, String)]| -> Vec<String> {
            routes.iter().map(|(from, _)| format!("{from}*")).collect()
        };
        let servers = begins(&self.servers);
        Outside {
            http_endpoints: if simulates_servers { servers.clone() } else { vec!["*".into()] },
            opensearch: servers,
            redshift: begins(&self.databases),
            buckets: self.buckets.keys().cloned().collect(),
            functions: self.functions.keys().cloned().collect(),
            javascript: false,
        }
    }

    /// The URL that is meant by one.
    pub(super) fn server(&self, url: &str) -> String {
        let found = self.servers.iter().find_map(|(from, to)| Some((url.strip_prefix(from.as_str())?, to)));
        found.map_or_else(|| url.into(), |(rest, to)| format!("{to}{rest}"))
    }

    /// Where the objects of a bucket go.
    pub(super) fn bucket(&self, name: &str) -> Option<&str> {
        self.buckets.get(name).map(String::as_str)
    }

    /// How a function is called.
    pub(super) fn function(&self, name: &str) -> Option<&Function> {
        self.functions.get(name)
    }

    /// What is known to be wrong with functions.
    pub(super) fn troubles(&self) -> &Troubles {
        &self.troubles
    }

    /// The database that is meant by a JDBC URL.
    pub(super) fn database(&self, jdbc_url: &str) -> Option<&str> {
        let found = self.databases.iter().find(|(from, _)| jdbc_url.starts_with(from.as_str()));
        found.map(|(_, to)| to.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn routes_are_told_apart_by_what_they_begin_with() {
        let read = |text: &str| text.parse::<Route>();
        let given = [
            "https://in.example/=http://127.0.0.1:8000/",
            "s3://lake=./lake",
            "lambda:parse=command:python3 parse.py",
            "jdbc:redshift://dw=postgresql://me@localhost/dw",
        ];
        let routes = Routes::new(&given.map(|text| read(text).unwrap()));
        assert_eq!(routes.server("https://in.example/logs?a=b"), "http://127.0.0.1:8000/logs?a=b");
        assert_eq!(routes.server("https://other.example/"), "https://other.example/");
        assert_eq!(routes.bucket("lake"), Some("./lake"));
        assert_eq!(routes.function("parse"), Some(&Function::Command("python3 parse.py".into())));
        assert_eq!(routes.database("jdbc:redshift://dw.abc:5439/dev"), Some("postgresql://me@localhost/dw"));
        for wrong in [
            "",
            "a",
            "a=b",
            "s3://lake=",
            "s3://=./x",
            "s3://My Lake=./x",
            "lambda:f=./f",
            "lambda:=command:cat",
            "lambda:f=command: ",
            "lambda:arn:aws:lambda:us-east-1:000000000000:function=command:cat",
            "lambda:arn:aws:lambda:us-east-1:000000000000:layer:parse=command:cat",
            "jdbc:x=mysql://y",
            "https://a=./b",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
        let arn = read("lambda:arn:aws:lambda:us-east-1:000000000000:function:parse:1=command:cat").unwrap();
        assert_eq!(arn, read("lambda:parse=command:cat").unwrap());
    }

    #[test]
    fn all_servers_are_real_unless_they_are_to_be_simulated() {
        let routes = Routes::new(&["https://in.example/=http://127.0.0.1:8000/".parse().unwrap()]);
        assert_eq!(routes.outside(false).http_endpoints, ["*"]);
        assert_eq!(routes.outside(true).http_endpoints, ["https://in.example/*"]);
        assert_eq!(routes.outside(false).opensearch, ["https://in.example/*"]);
    }
}
