//! Pages: asked for one after the other and put together. Source: botocore `paginate.py`.

use super::Command;
use super::call;
use super::failure::Failure;
use super::input::{Paging, Ready};
use crate::base64;
use crate::catalog::Pages;
use crate::host::Host;
use crate::line::Output;
use crate::query::Query;
use crate::value::{self, Value};

/// A member that says how many items of a page were shown before.
const TRUNCATED: &str = "boto_truncate_amount";
/// More pages than this are not asked for: a page would wait for ever.
const PAGES_MAX: usize = 1000;

/// The pages of an answer.
pub(super) struct Collected {
    pub(super) pages: Vec<Value>,
    /// Paths of what is collected.
    pub(super) results: Vec<String>,
    /// What the first page alone says.
    pub(super) first_only: Value,
    /// Where to go on, if there is more.
    pub(super) resume: Option<String>,
}

impl Collected {
    /// All pages as one answer.
    pub(super) fn full(&self) -> Value {
        let mut full = Value::Object(Vec::new());
        for page in &self.pages {
            for path in &self.results {
                match (find(page, path), find(&full, path)) {
                    (Value::Null, _) => {}
                    (found, Value::Null) => put(&mut full, path, found),
                    (Value::List(more), Value::List(mut before)) => {
                        before.extend(more);
                        put(&mut full, path, Value::List(before));
                    }
                    _ => {}
                }
            }
        }
        merge(&mut full, &self.first_only);
        if let Some(token) = &self.resume {
            full.set("NextToken", Value::text(token));
        }
        full
    }

    /// Each page with what is collected of it, as text prints them.
    pub(super) fn parts(&self) -> Vec<Value> {
        let part = |(at, page): (usize, &Value)| {
            let mut part = if at == 0 { self.first_only.clone() } else { Value::Object(Vec::new()) };
            for path in &self.results {
                put(&mut part, path, find(page, path));
            }
            part
        };
        self.pages.iter().enumerate().map(part).collect()
    }
}

/// Asks for pages until there are no more, or as many items as were asked for.
pub(super) async fn collect<H: Host>(
    command: &Command<'_>,
    pages: &Pages,
    ready: Ready,
    host: &mut H,
    output: &mut Output,
) -> Result<Collected, Failure> {
    let Ready { mut input, paging, .. } = ready;
    let (mut token, skip) = start(pages, &paging);
    if let Some(size) = paging.page_size
        && let Some(limit) = &pages.limit
    {
        input.set(limit, Value::Integer(size));
    }
    let results = pages.results.clone();
    let mut collected =
        Collected { pages: Vec::new(), results, first_only: Value::Object(Vec::new()), resume: None };
    let mut seen = 0;
    while collected.pages.len() < PAGES_MAX {
        inject(&mut input, &pages.input, token.clone());
        let mut page = call::one(command, &input, host, output).await?;
        let is_first = collected.pages.is_empty();
        if is_first {
            skip_items(&mut page, pages, skip);
            for path in &pages.first_only {
                put(&mut collected.first_only, path, find(&page, path));
            }
        }
        let items = find(&page, &pages.results[0]);
        let count = items.as_list().map_or(0, <[Value]>::len);
        let over = paging.max_items.map_or(0, |most| seen + count as i64 - most);
        if over > 0 {
            let keep = (count as i64 - over).max(0) as usize;
            let kept = items.as_list().unwrap_or_default()[..keep].to_vec();
            put(&mut page, &pages.results[0], Value::List(kept));
            let before = if is_first { skip } else { 0 };
            let amount = Value::Integer((keep + before) as i64);
            collected.resume = Some(resume(pages, &token, Some(amount)));
            collected.pages.push(page);
            break;
        }
        let next = next(pages, &page);
        collected.pages.push(page);
        seen += count as i64;
        if next == Value::Null {
            break;
        }
        if paging.max_items == Some(seen) {
            collected.resume = Some(resume(pages, &next, None));
            break;
        }
        if next == token {
            let reason = format!("{{'{}': {}}}", pages.input, value::repr(&next));
            return Err(Failure::General(format!(
                "Error during pagination: The same next token was received twice: {reason}"
            )));
        }
        token = next;
    }
    Ok(collected)
}

/// Where to begin, and how many items of that page were shown before.
fn start(pages: &Pages, paging: &Paging) -> (Value, usize) {
    let Some(text) = &paging.starting_token else { return (Value::Null, 0) };
    let bytes = base64::decode(text).and_then(|bytes| String::from_utf8(bytes).ok());
    match bytes.and_then(|json| value::parse(&json).ok()) {
        Some(token @ Value::Object(_)) => {
            let skip = token.get(TRUNCATED).and_then(Value::as_integer).unwrap_or_default();
            (token.get(&pages.input).cloned().unwrap_or_default(), usize::try_from(skip).unwrap_or_default())
        }
        _ => (Value::text(text), 0),
    }
}

fn inject(input: &mut Value, name: &str, token: Value) {
    match token {
        Value::Null => {
            if let Value::Object(members) = input {
                members.retain(|(member, _)| member != name);
            }
        }
        token => input.set(name, token),
    }
}

fn skip_items(page: &mut Value, pages: &Pages, skip: usize) {
    if skip == 0 {
        return;
    }
    for (at, path) in pages.results.iter().enumerate() {
        if let Value::List(items) = find(page, path) {
            let rest = if at == 0 { items.into_iter().skip(skip).collect() } else { Vec::new() };
            put(page, path, Value::List(rest));
        }
    }
}

/// The token of the next page.
fn next(pages: &Pages, page: &Value) -> Value {
    let has_more = pages.more.as_ref().is_none_or(|path| !find(page, path).is_empty());
    let token =
        Query::parse(&pages.output).ok().and_then(|query| query.search(page).ok()).unwrap_or_default();
    if has_more && !token.is_empty() { token } else { Value::Null }
}

fn resume(pages: &Pages, token: &Value, truncated: Option<Value>) -> String {
    let mut all = Value::Object(vec![(pages.input.clone(), token.clone())]);
    if let Some(amount) = truncated {
        all.set(TRUNCATED, amount);
    }
    base64::encode(all.to_json_line().as_bytes())
}

fn find(value: &Value, path: &str) -> Value {
    let mut found = Some(value);
    for name in path.split('.') {
        found = found.and_then(|value| value.get(name));
    }
    found.cloned().unwrap_or_default()
}

fn put(to: &mut Value, path: &str, value: Value) {
    match path.split_once('.') {
        None => to.set(path, value),
        Some((name, rest)) => {
            if to.get(name).is_none() {
                to.set(name, Value::Object(Vec::new()));
            }
            if let Some(inner) = to.get_mut(name) {
                put(inner, rest, value);
            }
        }
    }
}

fn merge(to: &mut Value, from: &Value) {
    for (name, value) in from.as_object().into_iter().flatten() {
        match to.get_mut(name) {
            Some(inner) if value.as_object().is_some() => merge(inner, value),
            _ => to.set(name, value.clone()),
        }
    }
}
