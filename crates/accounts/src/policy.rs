//! What the machine's owner may tune.

use crate::password::Hashing;

/// Settings of this domain that come from the configuration, not from the keyspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// The cost of a password verifier.
    pub hashing: Hashing,
    /// Registrations from one network address within an hour.
    pub registrations_per_hour: u32,
    /// Failed sign-ins, of any account, from one network address within an hour.
    pub failures_per_hour: u32,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            hashing: Hashing::default(),
            registrations_per_hour: 10,
            failures_per_hour: 100,
        }
    }
}
