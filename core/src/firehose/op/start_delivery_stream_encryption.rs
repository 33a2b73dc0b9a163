use super::super::Firehose;
use super::super::configuration::encryption::{
    DeliveryStreamEncryption, DeliveryStreamEncryptionStatus, KeyType,
};
use super::super::delivery_stream::Source;
use super::super::shapes::DELIVERY_STREAM_NAME;
use crate::api::{CallRate, Create, Operation, Rules};
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// The delivery stream, and the key.
    pub struct StartDeliveryStreamEncryptionInput<'a> {
        /// By name.
        delivery_stream_name: &'a str = "DeliveryStreamName", DELIVERY_STREAM_NAME;
        /// Whose key; the service's unless given.
        encryption: Option<Create<DeliveryStreamEncryption>> = "DeliveryStreamEncryptionConfigurationInput", Rules::NONE;
    }
}

/// Encrypts what waits in a delivery stream: ENABLING at once, ENABLED after the transition time. With another key, it changes
/// the key.
pub struct StartDeliveryStreamEncryption;

impl Operation for StartDeliveryStreamEncryption {
    const NAME: &'static str = "StartDeliveryStreamEncryption";
    const RATE: CallRate = CallRate::PerAccount(5);
    const ERRORS: &'static [Code] = &[
        Code::InvalidArgument,
        Code::InvalidKmsResource,
        Code::LimitExceeded,
        Code::ResourceInUse,
        Code::ResourceNotFound,
    ];
    type State = Firehose;
    type Input<'a> = StartDeliveryStreamEncryptionInput<'a>;
    type Output<'s> = ();

    fn run(
        firehose: &mut Firehose,
        input: StartDeliveryStreamEncryptionInput<'_>,
        now: Instant,
    ) -> Result<(), Error> {
        let name = input.delivery_stream_name;
        let key = input.encryption.map_or_else(
            || DeliveryStreamEncryption { key_type: Some(KeyType::AwsOwnedCmk), ..Default::default() },
            |Create(key)| key,
        );
        check_key(&key)?;
        firehose.check_encryptable(name, now)?;
        firehose.change_encryption(name, key, DeliveryStreamEncryptionStatus::Enabling, now);
        Ok(())
    }
}

/// A customer's key is named, the service's is not.
pub(super) fn check_key(key: &DeliveryStreamEncryption) -> Result<(), Error> {
    match (key.key_type.unwrap_or_default(), &key.key_arn) {
        (KeyType::AwsOwnedCmk, Some(_)) => Err(Error::key_arn_not_wanted()),
        (KeyType::CustomerManagedCmk, None) => Err(Error::key_arn_missing()),
        _ => Ok(()),
    }
}

impl Firehose {
    /// Refuses where encryption cannot be changed.
    pub(super) fn check_encryptable(&self, name: &str, now: Instant) -> Result<(), Error> {
        let stream = self.find_active(name)?;
        if matches!(stream.source, Source::KinesisStream(_)) {
            return Err(Error::encryption_of_stream_source());
        }
        if stream.pending_encryption.is_some() {
            let status = stream.encryption.status.unwrap_or_default();
            return Err(Error::cannot_update(name, status.as_str()));
        }
        self.check_encryption_changes(stream, now)
    }
}
