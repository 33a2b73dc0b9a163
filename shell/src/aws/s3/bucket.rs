//! `aws s3 mb` and `aws s3 rb`: making and removing buckets.

use super::super::failure::Failure;
use super::Given;
use super::client::Client;
use super::place::{SCHEME, is_in_s3, split};
use super::transfer;
use crate::host::Host;

pub(super) async fn make<H: Host>(given: &Given, client: &mut Client<'_, H>) -> Result<(), Failure> {
    let (place, bucket, _) = place(given)?;
    let done = client.create_bucket(bucket).await;
    tell(client, "make_bucket", place, bucket, done);
    Ok(())
}

pub(super) async fn remove<H: Host>(given: &Given, client: &mut Client<'_, H>) -> Result<(), Failure> {
    let (place, bucket, key) = place(given)?;
    if !key.is_empty() {
        let reason = "Please specify a valid bucket name only. E.g.";
        return Err(Failure::Param(format!("{reason} {SCHEME}{bucket}")));
    }
    if given.has("--force") {
        transfer::empty(bucket, client).await?;
        if client.output.status != 0 {
            let reason = "Unable to delete all objects in the bucket, bucket will not be deleted.";
            return Err(Failure::General(format!("remove_bucket failed: {reason}")));
        }
    }
    let done = client.delete_bucket(bucket).await;
    tell(client, "remove_bucket", place, bucket, done);
    Ok(())
}

/// The place that is named, its bucket and its key.
fn place(given: &Given) -> Result<(&str, &str, &str), Failure> {
    let place = given.words[0].as_str();
    if !is_in_s3(place) {
        return Err(Failure::Param("<S3Uri>\nError: Invalid argument type".into()));
    }
    let (bucket, key) = split(place);
    Ok((place, bucket, key))
}

fn tell<H, E: std::fmt::Display>(
    client: &mut Client<'_, H>,
    what: &str,
    place: &str,
    bucket: &str,
    done: Result<(), E>,
) {
    match done {
        Ok(()) => client.output.text.extend(format!("{what}: {bucket}\n").into_bytes()),
        Err(refused) => {
            client.output.errors.push_str(&format!("{what} failed: {place} {refused}\n"));
            client.output.status = 1;
        }
    }
}
