//! What is written in the form: a text for each field, by the field's name.

use std::collections::BTreeMap;

use leptos::prelude::*;
use serde_json::Value;

use super::refusals;

/// What a choice stands at before anybody has chosen.
const CHOSEN: &[(&str, &str)] = &[
    ("kind", "ExtendedS3"),
    ("compression", "UNCOMPRESSED"),
    ("conversion", "off"),
    ("deserializer", "OpenXJsonSerDe"),
    ("split", "off"),
    ("rotation", "OneDay"),
    ("hec_type", "Raw"),
    ("encoding", "NONE"),
    ("loading", "JSON_MAPPING"),
    ("backup", "off"),
];

/// Of each kind of destination, what stands in its fields as an example before anybody has written there.
const EXAMPLES: &[(&str, &[(&str, &str)])] = &[
    (
        "Redshift",
        &[
            ("jdbc", "jdbc:redshift://warehouse.example.us-east-1.redshift.amazonaws.com:5439/dev"),
            ("redshift_user", "firehose"),
            ("redshift_password", "Secret-123"),
            ("copy_options", "json 'auto'"),
        ],
    ),
    ("Amazonopensearchservice", &[("endpoint", "https://search.example.com"), ("index", "records")]),
    (
        "Splunk",
        &[
            ("hec_endpoint", "https://splunk.example.com:8088"),
            ("hec_token", "00000000-0000-0000-0000-000000000000"),
        ],
    ),
    ("HttpEndpoint", &[("url", "https://intake.example.com/records")]),
    (
        "Snowflake",
        &[
            ("account_url", "https://example.snowflakecomputing.com"),
            ("snowflake_database", "LAKE"),
            ("schema", "PUBLIC"),
            ("snowflake_user", "FIREHOSE"),
        ],
    ),
    ("Iceberg", &[("catalog_arn", "arn:aws:glue:us-east-1:000000000000:catalog")]),
];

/// Secrets. Where there is a delivery stream already, no example stands in for one.
const SECRETS: &[&str] = &["redshift_password", "hec_token", "access_key", "private_key"];
/// Those that the service tells nobody. Where one is left empty, the delivery stream keeps its own.
const UNTOLD: &[&str] = &["redshift_password", "access_key", "private_key"];
/// What is said of a secret that is needed once more.
pub(super) const ACCESS_KEY_NEEDED: &str =
    "Write the access key again, or say that there is none: nobody is told it, and it goes with the URL.";

/// Fields that hold whole numbers.
const WHOLE_NUMBERS: &[&str] = &["size", "interval", "retry"];

type Values = BTreeMap<&'static str, String>;

/// What stands in the fields before anybody has written there. A delivery stream that there is has its own destination, `kind`.
fn usual(is_update: bool, kind: Option<&str>) -> Values {
    let examples = EXAMPLES.iter().filter(|(other, _)| !is_update || kind != Some(other));
    let examples = examples.flat_map(|(_, fields)| *fields);
    let examples = examples.filter(|(name, _)| !is_update || !SECRETS.contains(name));
    CHOSEN.iter().chain(examples).map(|&(name, value)| (name, value.to_owned())).collect()
}

/// The form.
#[derive(Clone, Copy)]
pub(super) struct Form {
    values: RwSignal<Values>,
    /// What stood in the fields when the service last told of them, where it changes what there is.
    before: RwSignal<Values>,
    /// The destination as the service then told of it.
    pub(super) described: RwSignal<Value>,
    /// What the last call was refused with.
    pub(super) refused: RwSignal<Option<String>>,
    /// What the service says against the prefixes while one types.
    pub(super) misplaced: RwSignal<Option<String>>,
    /// What the service takes where a field is empty.
    pub(super) defaults: RwSignal<Values>,
    /// Whether it changes what there is.
    pub(super) is_update: bool,
}

impl Form {
    pub(super) fn new(is_update: bool) -> Self {
        Self {
            values: RwSignal::new(usual(is_update, None)),
            before: RwSignal::default(),
            described: RwSignal::default(),
            refused: RwSignal::default(),
            misplaced: RwSignal::default(),
            defaults: RwSignal::default(),
            is_update,
        }
    }

    /// Forgets what was written.
    pub(super) fn clear(self) {
        self.values.set(usual(self.is_update, None));
        self.refused.set(None);
    }

    /// What is wrong with a field: with what is written there, or what the service has said of it.
    pub(super) fn problem(self, name: &str) -> Option<String> {
        if WHOLE_NUMBERS.contains(&name) && self.number(name, "").is_err() {
            return Some("Give a whole number.".into());
        }
        if name == "access_key" && self.lacks_access_key() {
            return Some(ACCESS_KEY_NEEDED.into());
        }
        let about =
            |said: RwSignal<Option<String>>| said.with(|said| refusals::about(name, said.as_deref()?));
        about(self.refused).or_else(|| about(self.misplaced))
    }

    /// What the service takes where the field is empty, if that is known.
    pub(super) fn default_of(self, name: &str) -> Option<String> {
        if UNTOLD.contains(&name) && self.keeps_kind() {
            return Some("as it is".into());
        }
        self.defaults.with(|defaults| defaults.get(name).cloned())
    }

    /// Takes over what the service tells of the fields. What it does not tell is not there; what was written before it first told
    /// anything stays.
    pub(super) fn fill_in(self, told: Values) {
        let mut values = usual(self.is_update, told.get("kind").map(String::as_str));
        values.extend(told);
        let written =
            if self.before.with_untracked(Values::is_empty) { self.written() } else { Values::new() };
        self.before.set(values.clone());
        values.extend(written);
        self.values.set(values);
    }

    /// What stands in fields otherwise than before anybody has written there.
    fn written(self) -> Values {
        let usual = usual(self.is_update, None);
        let mut values = self.values.get_untracked();
        values.retain(|name, value| usual.get(name) != Some(value));
        values
    }

    /// The same form before anybody wrote in it.
    pub(super) fn as_told(self) -> Self {
        Self { values: self.before, ..self }
    }

    /// Whether it changes a destination that stays of its kind.
    pub(super) fn keeps_kind(self) -> bool {
        self.is_update && self.as_told().get("kind") == self.get("kind")
    }

    /// Whether a new URL takes an access key away that nobody has written again. Whether there is one, the service does not
    /// tell, unless it is kept as a secret elsewhere.
    pub(super) fn lacks_access_key(self) -> bool {
        let secret = "/SecretsManagerConfiguration/Enabled";
        self.is("kind", "HttpEndpoint")
            && self.keeps_kind()
            && self.some("url") != self.as_told().some("url")
            && self.some("access_key").is_none()
            && !self.is_on("keyless")
            && self.described.with(|described| described.pointer(secret) != Some(&Value::Bool(true)))
    }

    /// Whether the service has told of something in a field.
    pub(super) fn was_some(self, name: &str) -> bool {
        self.before.with(|before| before.get(name).is_some_and(|text| !text.is_empty()))
    }

    /// Whether it has told of another value than this.
    pub(super) fn was_not(self, name: &str, value: &str) -> bool {
        self.before.with(|before| before.get(name).is_some_and(|text| text != value))
    }

    /// What is written there; an empty text only where it takes away what there was.
    pub(super) fn text(self, name: &str) -> Option<String> {
        self.some(name).or_else(|| (self.is_update && self.was_some(name)).then(String::new))
    }

    pub(super) fn get(self, name: &str) -> String {
        self.values.with(|values| values.get(name).cloned().unwrap_or_default())
    }

    pub(super) fn get_untracked(self, name: &str) -> String {
        untrack(|| self.get(name))
    }

    /// What is written there, without blanks around it; nothing where nothing is.
    pub(super) fn some(self, name: &str) -> Option<String> {
        let text = self.get(name).trim().to_owned();
        (!text.is_empty()).then_some(text)
    }

    /// Whether a box is ticked.
    pub(super) fn is_on(self, name: &str) -> bool {
        self.values.with(|values| values.get(name).is_some_and(|value| value == "true"))
    }

    /// A whole number; nothing where nothing is written, or the service's own where there was one before.
    ///
    /// # Errors
    /// Where something else is.
    pub(super) fn number(self, name: &str, label: &str) -> Result<Option<i64>, String> {
        let emptied = || self.default_of(name).filter(|_| self.is_update && self.was_some(name));
        let Some(text) = self.some(name).or_else(emptied) else { return Ok(None) };
        text.parse().map(Some).map_err(|_| format!("{label}: give a whole number."))
    }

    pub(super) fn is(self, name: &str, value: &str) -> bool {
        self.values.with(|values| values.get(name).is_some_and(|known| known == value))
    }

    pub(super) fn set(self, name: &'static str, value: impl Into<String>) {
        self.values.update(|values| _ = values.insert(name, value.into()));
    }
}

/// The form that a field belongs to.
pub(super) fn use_form() -> Form {
    expect_context::<Form>()
}
