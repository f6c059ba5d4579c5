//! Who may write to whom. Chat knows no friends: it asks.

use sapa_kernel::AccountId;
use sapa_store::{Read, StoreError};
use serde::{Deserialize, Serialize};

use crate::Error;

/// Why one person cannot write to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// They are not friends, or the other one has ended it.
    NotFriends,
    /// The one who wants to write has blocked the other.
    Blocked,
    /// The other account has been deleted.
    Deleted,
}

impl Obstacle {
    pub(crate) fn error(self, account: AccountId) -> Error {
        match self {
            Self::NotFriends => Error::NotFriends { account },
            Self::Blocked => Error::Blocked { account },
            Self::Deleted => Error::AccountDeleted { account },
        }
    }
}

/// Why an account cannot write to a conversation, as its client is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CannotSend {
    /// The two are not friends.
    NotFriends,
    /// This account has blocked the other one.
    Blocked,
    /// This account has left the group.
    Left,
    /// This account was removed from the group.
    Removed,
    /// The other account has been deleted.
    Deleted,
    /// A service speaks here, and nobody answers.
    ReadOnly,
}

impl From<Obstacle> for CannotSend {
    fn from(obstacle: Obstacle) -> Self {
        match obstacle {
            Obstacle::NotFriends => Self::NotFriends,
            Obstacle::Blocked => Self::Blocked,
            Obstacle::Deleted => Self::Deleted,
        }
    }
}

/// What chat asks about friendship. It is answered where contacts are known.
pub trait Friendship: Send + Sync {
    /// Why `from` cannot write to `to`, if so. Asked before every direct message.
    ///
    /// # Errors
    /// Only if the store fails.
    fn obstacle(
        &self,
        read: &dyn Read,
        from: AccountId,
        to: AccountId,
    ) -> Result<Option<Obstacle>, StoreError>;

    /// The same as far as `from` may know before trying: that the other side has ended the friendship or
    /// blocked them is not shown.
    ///
    /// # Errors
    /// Only if the store fails.
    fn known_obstacle(
        &self,
        read: &dyn Read,
        from: AccountId,
        to: AccountId,
    ) -> Result<Option<Obstacle>, StoreError>;
}
