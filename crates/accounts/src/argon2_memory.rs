//! Memory for Argon2 that is used again.
//!
//! A hash works on tens of MiB. Taken from the allocator anew for each hash, on whichever thread runs it, such pieces stay
//! behind in the allocator's arenas: a cell that had checked 3,000 PINs held 1.6 GB for nothing.

use std::sync::{Mutex, PoisonError};

use argon2::{Argon2, Block};

/// Pieces that wait for the next hash, at most. As many hashes as the machine has processors may run at once; memory of
/// those beyond goes back to the allocator.
const MAX_IDLE: usize = 4;

static IDLE: Mutex<Vec<Vec<Block>>> = Mutex::new(Vec::new());

/// The hash of a text; none if it or the salt is outside of what Argon2 allows.
pub fn argon2_hash(argon2: &Argon2<'_>, text: &[u8], salt: &[u8]) -> Option<[u8; 32]> {
    let mut hash = [0; 32];
    let idle = || IDLE.lock().unwrap_or_else(PoisonError::into_inner);
    let mut memory = idle().pop().unwrap_or_default();
    let needed = argon2.params().block_count();
    if memory.len() < needed {
        memory.resize(needed, Block::new());
    }
    // What is in it from before is written over: the first pass reads nothing that it has not written.
    let hashed =
        argon2.hash_password_into_with_memory(text, salt, &mut hash, &mut memory[..needed]);
    let mut idle = idle();
    if idle.len() < MAX_IDLE {
        idle.push(memory);
    }
    hashed.ok().map(|()| hash)
}

#[cfg(test)]
mod tests {
    use argon2::{Algorithm, Params, Version};

    use super::*;

    fn argon2(memory_kib: u32) -> Argon2<'static> {
        let params = Params::new(memory_kib, 2, 1, Some(32)).unwrap();
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
    }

    #[test]
    fn memory_that_was_used_before_changes_no_hash() {
        let (text, salt) = (b"739182", b"sixteen bytes of");
        for memory_kib in [64, 16, 128, 64] {
            let argon2 = argon2(memory_kib);
            let mut expected = [0; 32];
            argon2
                .hash_password_into(text, salt, &mut expected)
                .unwrap();
            for _ in 0..3 {
                assert!(argon2_hash(&argon2, b"another", salt).is_some());
                assert_eq!(argon2_hash(&argon2, text, salt), Some(expected));
            }
        }
    }

    #[test]
    fn what_argon2_does_not_allow_has_no_hash() {
        assert_eq!(argon2_hash(&argon2(64), b"739182", b"short"), None);
    }
}
