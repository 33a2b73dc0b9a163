use super::super::Streams;
use super::super::shapes::{EncryptionType, KEY_ID, STREAM_ARN, STREAM_ID, STREAM_NAME, StreamStatus};
use super::super::stream::{Change, Setting};
use crate::api::{Operation, Rules};
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// The stream, and the key that its records are encrypted with.
    pub struct StopStreamEncryptionInput<'a> {
        /// By name.
        stream_name: Option<&'a str> = "StreamName", STREAM_NAME;
        /// How records are encrypted so far; not looked at.
        encryption_type: EncryptionType = "EncryptionType", Rules::NONE;
        /// The key so far; not looked at.
        key_id: &'a str = "KeyId", KEY_ID;
        /// By ARN.
        stream_arn: Option<&'a str> = "StreamARN", STREAM_ARN;
        /// Reserved; checked and ignored.
        stream_id: Option<&'a str> = "StreamId", STREAM_ID;
    }
}

/// Encrypts records no longer. Those that are stored stay as they are.
pub struct StopStreamEncryption;

impl Operation for StopStreamEncryption {
    const NAME: &'static str = "StopStreamEncryption";
    const ERRORS: &'static [Code] =
        &[Code::InvalidArgument, Code::LimitExceeded, Code::ResourceInUse, Code::ResourceNotFound];
    type State = Streams;
    type Input<'a> = StopStreamEncryptionInput<'a>;
    type Output<'s> = ();

    fn run(streams: &mut Streams, input: StopStreamEncryptionInput<'_>, now: Instant) -> Result<(), Error> {
        let name = streams.name_of(input.stream_name, input.stream_arn)?;
        streams.find_active(name)?;
        streams.check_key_changes(now)?;
        streams.key_changes.note(now);
        let change = Change::Set(Setting::Encryption(None));
        streams.start_change(name, StreamStatus::Updating, change, now);
        Ok(())
    }
}
