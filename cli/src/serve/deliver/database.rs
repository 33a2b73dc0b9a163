//! Copies into a database that speaks PostgreSQL's protocol, in the place of Redshift, whose command is translated: objects are
//! read here, and rows are sent.

use std::io::Write;
use std::time::Duration;

use kinetoscope::errand::{Copy, Outcome, Refused};
use kinetoscope::world::errands::servers::redshift::{Options, Rows, columns_of, rows};
use postgres::error::SqlState;
use postgres::{Client, Config, Error, NoTls};

use super::routes::Routes;

/// How long a connection may take.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a statement may take.
const STATEMENT_TIMEOUT: Duration = Duration::from_secs(120);
/// How long all of it is waited for, also where a server takes the connection and then says nothing.
pub(super) const TIMEOUT: Duration = Duration::from_secs(300);

/// Copies the rows of objects into a table: all of them, or none.
pub(super) fn copy(routes: &Routes, copy: &Copy, bodies: Result<Vec<Vec<u8>>, Refused>) -> Outcome {
    let url = routes.database(&copy.cluster_jdbc_url).unwrap_or_default();
    match bodies.and_then(|bodies| try_copy(url, copy, &bodies)) {
        Ok(()) => Outcome::Done,
        Err(refused) => Outcome::Failed(refused),
    }
}

fn try_copy(url: &str, copy: &Copy, bodies: &[Vec<u8>]) -> Result<(), Refused> {
    let options = Options::parse(copy.options.as_deref().unwrap_or_default())?;
    let mut client = connect(url).map_err(|error| refused(&error))?;
    let columns = match &copy.columns {
        Some(columns) => columns_of(columns),
        None => known_columns(&mut client, &copy.table)?,
    };
    let names: Vec<_> = columns.iter().map(|column| exactly(column)).collect();
    let mut text = Vec::new();
    for body in bodies {
        let Rows { rows, .. } = rows(&options, body, Some(&columns))?;
        rows.iter().for_each(|row| write_row(row, &mut text));
    }
    let statement = format!("COPY {} ({}) FROM STDIN", quoted_path(&copy.table), names.join(", "));
    let mut writer = client.copy_in(&statement).map_err(|error| refused(&error))?;
    writer.write_all(&text).map_err(|error| Refused::new("Redshift.ConnectionFailed", error.to_string()))?;
    writer.finish().map_err(|error| refused(&error))?;
    Ok(())
}

/// Connects, with an end to what may take for ever unless the URL says otherwise.
fn connect(url: &str) -> Result<Client, Error> {
    let mut config: Config = url.parse()?;
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(CONNECT_TIMEOUT);
    }
    let is_told = config.get_options().is_some_and(|options| options.contains("statement_timeout"));
    let mut client = config.connect(NoTls)?;
    if !is_told {
        client.batch_execute(&format!("SET statement_timeout = {}", STATEMENT_TIMEOUT.as_millis()))?;
    }
    Ok(client)
}

/// The columns of a table, in their order, as it calls them.
fn known_columns(client: &mut Client, table: &str) -> Result<Vec<String>, Refused> {
    let query = "SELECT attname FROM pg_attribute WHERE attrelid = $1::text::regclass AND attnum > 0 AND NOT attisdropped \
                 ORDER BY attnum";
    let found = client.query(query, &[&quoted_path(table)]).map_err(|error| refused(&error))?;
    Ok(found.iter().map(|row| row.get(0)).collect())
}

/// A row in PostgreSQL's text format.
fn write_row(row: &[Option<String>], out: &mut Vec<u8>) {
    for (at, value) in row.iter().enumerate() {
        if at != 0 {
            out.push(b'\t');
        }
        let Some(value) = value else {
            out.extend_from_slice(b"\\N");
            continue;
        };
        for byte in value.bytes() {
            match byte {
                b'\\' => out.extend_from_slice(b"\\\\"),
                b'\t' => out.extend_from_slice(b"\\t"),
                b'\n' => out.extend_from_slice(b"\\n"),
                b'\r' => out.extend_from_slice(b"\\r"),
                byte => out.push(byte),
            }
        }
    }
    out.push(b'\n');
}

/// `schema.table` with each part in quotes.
fn quoted_path(path: &str) -> String {
    let parts: Vec<_> = path.split('.').map(quoted).collect();
    parts.join(".")
}

/// A name as Redshift takes it: in lower case, unless it stands in quotes.
fn quoted(name: &str) -> String {
    match name.strip_prefix('"').and_then(|name| name.strip_suffix('"')) {
        Some(name) => exactly(name),
        None => exactly(&name.to_lowercase()),
    }
}

/// A name as it is.
fn exactly(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// What is told of a server that does not answer in its time.
pub(super) fn silent() -> Outcome {
    Outcome::Failed(Refused::new("Redshift.ConnectionFailed", "The database did not answer in time."))
}

fn refused(error: &Error) -> Refused {
    let code = match error.code() {
        None => "Redshift.ConnectionFailed",
        Some(state) if *state == SqlState::UNDEFINED_TABLE => "Redshift.TableNotFound",
        Some(state) if *state == SqlState::UNDEFINED_COLUMN => "Redshift.ColumnNotFound",
        Some(state) if *state == SqlState::INVALID_CATALOG_NAME => "Redshift.DatabaseNotFound",
        Some(state)
            if *state == SqlState::INVALID_PASSWORD
                || *state == SqlState::INVALID_AUTHORIZATION_SPECIFICATION =>
        {
            "Redshift.AuthenticationFailed"
        }
        Some(state) if *state == SqlState::INSUFFICIENT_PRIVILEGE => "Redshift.InsufficientPrivilege",
        Some(state) if *state == SqlState::READ_ONLY_SQL_TRANSACTION => "Redshift.ReadOnlyCluster",
        Some(state) if *state == SqlState::DISK_FULL => "Redshift.DiskFull",
        Some(_) => "Redshift.DataLoadFailed",
    };
    let text = error.as_db_error().map_or_else(|| error.to_string(), |error| error.message().to_owned());
    Refused::new(code, text)
}
