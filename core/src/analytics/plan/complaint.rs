//! Why an application cannot run as it is written.

use alloc::string::{String, ToString};

use crate::analytics::sql::Span;

/// What is wrong, and where.
#[derive(Clone, Debug)]
pub(super) struct Complaint {
    pub(super) span: Span,
    pub(super) message: String,
    pub(super) hint: Option<String>,
}

/// What is planned, unless something is wrong.
pub(super) type Planned<T> = Result<T, Complaint>;

impl Complaint {
    pub(super) fn new(span: Span, message: impl Into<String>) -> Self {
        Self { span, message: message.into(), hint: None }
    }

    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// What the language has, and this engine has not.
    pub(super) fn unsupported(span: Span, what: &str) -> Self {
        Self::new(span, what.to_string() + " is not supported")
    }
}
