use super::super::Firehose;
use super::super::configuration::encryption::DeliveryStreamEncryptionStatus;
use super::super::shapes::DELIVERY_STREAM_NAME;
use crate::api::{CallRate, Operation};
use crate::error::{Code, Error};
use crate::time::Instant;

crate::input! {
    /// The delivery stream.
    pub struct StopDeliveryStreamEncryptionInput<'a> {
        /// By name.
        delivery_stream_name: &'a str = "DeliveryStreamName", DELIVERY_STREAM_NAME;
    }
}

/// Stops encrypting what waits in a delivery stream: DISABLING at once, DISABLED after the transition time.
pub struct StopDeliveryStreamEncryption;

impl Operation for StopDeliveryStreamEncryption {
    const NAME: &'static str = "StopDeliveryStreamEncryption";
    const RATE: CallRate = CallRate::PerAccount(5);
    const ERRORS: &'static [Code] =
        &[Code::InvalidArgument, Code::LimitExceeded, Code::ResourceInUse, Code::ResourceNotFound];
    type State = Firehose;
    type Input<'a> = StopDeliveryStreamEncryptionInput<'a>;
    type Output<'s> = ();

    fn run(
        firehose: &mut Firehose,
        input: StopDeliveryStreamEncryptionInput<'_>,
        now: Instant,
    ) -> Result<(), Error> {
        let name = input.delivery_stream_name;
        firehose.check_encryptable(name, now)?;
        let key = firehose.find(name)?.encryption.clone();
        firehose.change_encryption(name, key, DeliveryStreamEncryptionStatus::Disabling, now);
        Ok(())
    }
}
