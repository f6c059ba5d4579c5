//! Who may write to whom: chat asks, contacts know.

use sapa_chat::{Friendship, Obstacle};
use sapa_kernel::AccountId;
use sapa_store::{Read, StoreError};

/// The answer of the domains of accounts and contacts.
#[derive(Debug, Clone, Copy, Default)]
pub struct Friends;

impl Friendship for Friends {
    fn obstacle(
        &self,
        read: &dyn Read,
        from: AccountId,
        to: AccountId,
    ) -> Result<Option<Obstacle>, StoreError> {
        if let Some(known) = self.known_obstacle(read, from, to)? {
            return Ok(Some(known));
        }
        // Being blocked looks like not being friends: it is not told.
        let ended =
            !sapa_contacts::lists(read, to, from)? || sapa_contacts::blocks(read, to, from)?;
        Ok(ended.then_some(Obstacle::NotFriends))
    }

    fn known_obstacle(
        &self,
        read: &dyn Read,
        from: AccountId,
        to: AccountId,
    ) -> Result<Option<Obstacle>, StoreError> {
        Ok(if !sapa_accounts::exists(read, to)? {
            Some(Obstacle::Deleted)
        } else if sapa_contacts::blocks(read, from, to)? {
            Some(Obstacle::Blocked)
        } else if !sapa_contacts::lists(read, from, to)? {
            Some(Obstacle::NotFriends)
        } else {
            None
        })
    }
}
