//! A world as bytes, and back: the whole of it or nothing.
//!
//! Layout: eight bytes of magic, a format version (u32), the XXH3 of the rest (u64), then the world in postcard.

use alloc::format;
use alloc::vec::Vec;

use twox_hash::XxHash3_64;

use super::World;
use crate::error::LoadError;
use crate::ids::SubscriptionId;

const MAGIC: &[u8; 8] = b"KINOSNAP";
/// Rises whenever the state of any service changes its form. A world that keeps no books, or nothing for lessons, has a form
/// of its own.
const FORMAT: u32 = 19
    | if cfg!(feature = "books") { 0 } else { 1 << 31 }
    | if cfg!(feature = "lessons") { 1 << 30 } else { 0 };

impl World {
    /// The whole world as bytes. The kept facts are left out; their hash and count are not.
    pub fn snapshot(&mut self) -> Vec<u8> {
        self.settle();
        let body = postcard::to_allocvec(self).expect("a world always serialises");
        let digest = XxHash3_64::oneshot(&body);
        [MAGIC, &FORMAT.to_le_bytes()[..], &digest.to_le_bytes(), &body].concat()
    }

    /// The world of a snapshot, from which the same calls lead to the same future. Subscriptions that were made by a
    /// request of [`World::handle`] are closed, because their connections are not there; those of typed callers go on.
    ///
    /// What the host has libraries for is in no snapshot: `World::set_formats` is to be called again, before time goes on, where
    /// `World::needs_formats` says so.
    ///
    /// # Errors
    /// The reason why these bytes are no whole snapshot of this version. Nothing is loaded by half.
    pub fn restore(bytes: &[u8]) -> Result<Self, LoadError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or_else(|| {
            LoadError::new("This is no Kinetoscope snapshot: it does not begin with KINOSNAP.")
        })?;
        let cut = || LoadError::new("The snapshot is cut off: its header is not whole.");
        let (format, rest) = rest.split_first_chunk::<4>().ok_or_else(cut)?;
        let format = u32::from_le_bytes(*format);
        if format != FORMAT {
            let text = format!("The snapshot has format {format}; this version reads format {FORMAT}.");
            return Err(LoadError::new(text));
        }
        let (digest, body) = rest.split_first_chunk::<8>().ok_or_else(cut)?;
        if XxHash3_64::oneshot(body) != u64::from_le_bytes(*digest) {
            return Err(LoadError::new("The snapshot is torn: its checksum does not match its contents."));
        }
        let mut world: Self = postcard::from_bytes(body)
            .map_err(|error| LoadError::new(format!("The snapshot cannot be read: {error}.")))?;
        world.tenants.close_connections(world.now);
        let tenant = &world.settings.tenant;
        for serial in world.cast.held() {
            let (account, region) = (tenant.account, tenant.region.clone());
            world.tenants.tell(SubscriptionId { account, region, serial });
        }
        Ok(world)
    }
}
