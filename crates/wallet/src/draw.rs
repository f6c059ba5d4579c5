//! Drawing the shares of a lucky packet, so that anyone can draw them again once the packet has closed.
//!
//! Before it closes nobody can: the seed is HMAC-SHA256 of the packet's id under a key that lies beside the
//! keyspace. The packet shows the seed's SHA-256 from the beginning.
//!
//! ```text
//! m = min(⌊2r / (n − i)⌋, r − (n − i − 1))
//! share i = 1 + (h mod m) steps, h = the first 16 bytes of HMAC-SHA256(seed, i as 4 bytes), big-endian
//! ```
//! with *r* the steps that are left and *n* the number of shares. The last share is what is left.

use hmac::{Hmac, KeyInit, Mac};
use sapa_kernel::{Id, PaymentId};
use sha2::{Digest, Sha256};

use crate::Keys;

/// The seed of a packet's draw.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Seed(pub(crate) [u8; 32]);

fn mac(key: &[u8], message: &[u8]) -> [u8; 32] {
    // HMAC takes a key of any length: this cannot fail.
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key).expect("HMAC takes any key");
    mac.update(message);
    mac.finalize().into_bytes().into()
}

impl Seed {
    /// The seed of this packet.
    pub(crate) fn of(packet: PaymentId, keys: &Keys) -> Self {
        let mut message = b"sapa red packet\0".to_vec();
        message.extend_from_slice(&packet.to_bytes());
        Self(mac(&keys.draw, &message))
    }

    /// What is shown of it from the beginning.
    pub(crate) fn commitment(&self) -> [u8; 32] {
        Sha256::digest(self.0).into()
    }
}

/// Share `index` of `shares`, in steps, when so many steps are left. There is at least one step for each share
/// that is left.
pub fn draw(seed: &[u8; 32], index: u32, shares: u32, steps_left: u128) -> u128 {
    let left = u128::from(shares.saturating_sub(index));
    if left <= 1 {
        return steps_left;
    }
    let twice_the_mean = steps_left.saturating_mul(2) / left;
    let most = twice_the_mean
        .min(steps_left.saturating_sub(left - 1))
        .max(1);
    let hash = mac(seed, &index.to_be_bytes());
    let drawn = hash
        .iter()
        .take(16)
        .fold(0_u128, |number, byte| (number << 8) | u128::from(*byte));
    1 + drawn % most
}
