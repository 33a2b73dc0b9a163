//! Whether a stream could carry the load that a price is asked for.

use anyhow::{Result, bail};
use kinetoscope::pricing::{Mode, Plan};
use kinetoscope::streams::{
    CONSUMERS_MAX, CONSUMERS_MAX_COMMITTED, EvenLoad, READ_BYTES_PER_SECOND, WRITE_KIB_PER_SECOND,
    WRITE_RECORDS_PER_SECOND,
};
use kinetoscope::world::words;

/// Refuses a plan that no stream can fulfil.
///
/// # Errors
/// With the limit, and what is needed in place of what was asked for.
pub(super) fn check(plan: &Plan, shards_given: bool) -> Result<()> {
    check_consumers(plan)?;
    match plan.mode {
        Mode::Provisioned => check_shards(plan),
        _ if shards_given => {
            bail!("--shards is for --mode provisioned; on-demand streams are charged by use")
        }
        _ => Ok(()),
    }
}

fn check_consumers(plan: &Plan) -> Result<()> {
    let consumers = plan.consumers as usize;
    if CONSUMERS_MAX_COMMITTED < consumers {
        bail!("a stream has at most {CONSUMERS_MAX_COMMITTED} consumers with --mode advantage");
    }
    if CONSUMERS_MAX < consumers && plan.mode != Mode::Committed {
        bail!(
            "a stream has at most {CONSUMERS_MAX} consumers, and {CONSUMERS_MAX_COMMITTED} with --mode advantage"
        );
    }
    Ok(())
}

fn check_shards(plan: &Plan) -> Result<()> {
    let Plan { records_per_second, record_bytes, readers, .. } = *plan;
    let load = EvenLoad { records_per_second, record_bytes, readers };
    let (to_write, to_read) = (load.shards_to_write(), load.shards_to_read());
    if u128::from(plan.shards) < to_write {
        bail!(
            "a shard takes {} records and {} MiB a second, so {} of {} B need --shards {}",
            words::count(WRITE_RECORDS_PER_SECOND),
            WRITE_KIB_PER_SECOND / 1_024,
            words::rate(records_per_second),
            words::count(record_bytes.into()),
            to_write.max(to_read)
        );
    }
    if u128::from(plan.shards) < to_read {
        bail!(
            "a shard gives {} MiB a second to all its readers together, so {readers} readers need --shards \
             {to_read}, or --consumers in place of --readers",
            READ_BYTES_PER_SECOND >> 20
        );
    }
    Ok(())
}
