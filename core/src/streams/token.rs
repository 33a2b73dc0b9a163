//! Opaque tokens: shard iterators and page tokens. Base64 outside, sealed inside.
//!
//! A token proves that this engine made it and that nobody changed it; it is no secret. The digest of the content is
//! the seed of the stream of bytes that hides it, so any change of any byte makes the digest wrong.

use alloc::string::String;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use twox_hash::XxHash3_64;

use crate::error::Error;
use crate::rng::Rng;
use crate::time::{Duration, Instant};
use crate::wire::base64;

/// What the service's tokens begin with. Observed: kinesalite, 2020.
const PREFIX: [u8; 8] = [0, 0, 0, 0, 0, 0, 0, 1];
const DIGEST_BYTES: usize = 8;
/// Any number: it only sets these tokens apart from other uses of the digest.
const SEED: u64 = 0x6b69_6e65_746f_7363;

/// Seals content into a token whose decoded length is `length_bytes`, or more where the content needs it.
pub(super) fn seal(content: &impl Serialize, length_bytes: usize) -> String {
    let mut body = postcard::to_allocvec(content).expect("token contents always serialise");
    let room = length_bytes.saturating_sub(PREFIX.len() + DIGEST_BYTES);
    body.resize(room.max(body.len()), 0);
    let digest = XxHash3_64::oneshot_with_seed(SEED, &body);
    hide(&mut body, digest);
    let sealed = [&PREFIX[..], &digest.to_be_bytes(), &body].concat();
    base64::encode(&sealed)
}

/// Opens a token; `None` for anything that [`seal`] did not make.
pub(super) fn open<T: DeserializeOwned>(token: &str) -> Option<T> {
    let sealed = base64::decode(token)?;
    let rest = sealed.strip_prefix(&PREFIX)?;
    let (digest, body) = rest.split_first_chunk::<DIGEST_BYTES>()?;
    let (digest, mut body) = (u64::from_be_bytes(*digest), body.to_vec());
    hide(&mut body, digest);
    let genuine = XxHash3_64::oneshot_with_seed(SEED, &body) == digest;
    genuine.then(|| postcard::take_from_bytes(&body).ok().map(|(content, _)| content))?
}

fn hide(body: &mut [u8], seed: u64) {
    let mut mask = Rng::from_seed(seed);
    for chunk in body.chunks_mut(8) {
        for (byte, mask) in chunk.iter_mut().zip(mask.draw().to_le_bytes()) {
            *byte ^= mask;
        }
    }
}

/// A place in a list, good for five minutes.
#[derive(Serialize, Deserialize)]
pub(super) struct PageToken<T> {
    issued_at: Instant,
    place: T,
}

/// How long a page token is good for.
pub(super) const LIFE: Duration = Duration::from_secs(300);

impl<T: Serialize + DeserializeOwned> PageToken<T> {
    pub(super) fn seal(place: T, now: Instant, length_bytes: usize) -> String {
        seal(&Self { issued_at: now, place }, length_bytes)
    }

    /// The place that a token of this kind names.
    ///
    /// # Errors
    /// InvalidArgument for what is no token, ExpiredNextToken past its life.
    pub(super) fn open(text: &str, now: Instant) -> Result<T, Error> {
        let Self { issued_at, place } = open(text).ok_or_else(Error::invalid_next_token)?;
        if now.since(issued_at) <= LIFE { Ok(place) } else { Err(Error::expired_next_token()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_changed_byte_makes_a_token_worthless() {
        let token = seal(&("Foo", 7_u64), 152);
        assert_eq!(open::<(String, u64)>(&token), Some(("Foo".into(), 7)));
        assert_eq!(base64::decode(&token).unwrap().len(), 152);
        for at in 0..token.len() {
            let mut changed = token.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).unwrap();
            assert_eq!(open::<(String, u64)>(&changed), None, "byte {at}");
        }
        for wrong in ["", "AAAA", "not base64"] {
            assert_eq!(open::<(String, u64)>(wrong), None);
        }
    }
}
