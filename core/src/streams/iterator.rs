//! Shard iterators: where a reader stands, sealed into a token that lives five minutes.

use alloc::string::String;
use alloc::sync::Arc;

use serde::{Deserialize, Serialize};

use super::token;
use crate::error::Error;
use crate::ids::ShardId;
use crate::time::{Duration, Instant};

/// Older iterators are refused; this age is still good.
pub const ITERATOR_LIFE: Duration = Duration::from_secs(300);

/// What a shard iterator says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ShardIterator {
    pub(super) issued_at: Instant,
    pub(super) stream: Arc<str>,
    /// Tells streams of one name apart that followed one another.
    pub(super) stream_created_at: Instant,
    pub(super) shard: ShardId,
    /// The counter of the next record to read.
    pub(super) position: u64,
    /// Makes every token another, even at one instant and place.
    pub(super) serial: u64,
}

impl ShardIterator {
    /// The token, of the length that the service's have. Observed: kinesalite, 2020.
    pub(super) fn seal(&self) -> String {
        token::seal(self, 152 + (self.stream.len() + 2) / 16 * 16)
    }

    /// Reads a token; the quotes that `--output json` leaves around it are tolerated, as by the service.
    ///
    /// # Errors
    /// InvalidArgument for what is no token or comes from the future, ExpiredIterator past [`ITERATOR_LIFE`].
    pub(super) fn open(text: &str, now: Instant) -> Result<Self, Error> {
        let opened: Self = token::open(text.trim_matches('"')).ok_or_else(Error::invalid_iterator)?;
        if now < opened.issued_at {
            return Err(Error::invalid_iterator());
        }
        if ITERATOR_LIFE < now.since(opened.issued_at) {
            return Err(Error::expired_iterator(opened.issued_at, now));
        }
        Ok(opened)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;

    fn iterator(stream: &str) -> ShardIterator {
        ShardIterator {
            issued_at: Instant::parse("2015-01-22T01:22:02Z").unwrap(),
            stream: stream.into(),
            stream_created_at: Instant::EPOCH,
            shard: ShardId(3),
            position: 12,
            serial: 1,
        }
    }

    #[test]
    fn lives_300_seconds_and_not_a_microsecond_longer() {
        let made = iterator("Foo");
        let (token, at) = (made.seal(), made.issued_at);
        assert_eq!(ShardIterator::open(&token, at + ITERATOR_LIFE), Ok(made));
        let late = at + Duration::from_secs(360);
        expect!["ExpiredIteratorException: Iterator expired. The iterator was created at time Thu Jan 22 01:22:02 UTC 2015 while right now it is Thu Jan 22 01:28:02 UTC 2015 which is further in the future than the tolerated delay of 300000 milliseconds."]
            .assert_eq(&alloc::format!("{}", ShardIterator::open(&token, late).unwrap_err()));
        assert!(ShardIterator::open(&token, at + ITERATOR_LIFE + Duration::from_micros(1)).is_err());
        assert_eq!(
            ShardIterator::open(&token, at.before(Duration::from_micros(1))),
            Err(Error::invalid_iterator())
        );
        assert!(ShardIterator::open(&alloc::format!("\"{token}\""), at).is_ok());
    }

    #[test]
    fn has_the_length_of_the_services_own() {
        for (name_length, bytes) in [(1, 152), (13, 152), (14, 168), (128, 280)] {
            let token = iterator(&"n".repeat(name_length)).seal();
            assert_eq!(token.len(), bytes_to_base64(bytes), "name of {name_length}");
            assert!(token.len() <= 512);
        }
    }

    fn bytes_to_base64(bytes: usize) -> usize {
        bytes.div_ceil(3) * 4
    }
}
