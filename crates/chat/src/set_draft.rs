//! Keeps what the caller has begun to write, for all of the caller's devices.

use sapa_kernel::{ConversationId, Empty, SignedIn};
use sapa_store::Tx;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::body::check_length;
use crate::keys::DRAFTS;
use crate::model::DraftRow;
use crate::window::Member;
use crate::{Error, events};

/// Input of `chat.set_draft`.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct SetDraft {
    /// Where.
    pub conversation: ConversationId,
    /// At most 16 KiB; empty takes the draft away.
    pub text: String,
    /// The message that it answers.
    pub reply_to: Option<u64>,
}

/// Replaces the caller's draft. The last device that writes wins.
///
/// # Errors
/// [`Error::NotAMember`], [`Error::ReadOnly`], [`Error::TextTooLong`].
pub fn set_draft(tx: &mut Tx<'_>, actor: &SignedIn, input: SetDraft) -> Result<Empty, Error> {
    let member = Member::load(tx, actor.account, input.conversation)?;
    member.can_be_written()?;
    check_length(&input.text)?;
    let key = (member.account, member.conversation);
    let before = DRAFTS.get(tx, &key)?;
    let wanted = (!input.text.is_empty() || input.reply_to.is_some()).then(|| DraftRow {
        text: input.text,
        reply_to: input.reply_to,
        updated_at: tx.now(),
    });
    let same = match (&before, &wanted) {
        (None, None) => true,
        (Some(a), Some(b)) => a.text == b.text && a.reply_to == b.reply_to,
        _ => false,
    };
    if same {
        return Ok(Empty {});
    }
    match &wanted {
        Some(draft) => DRAFTS.put(tx, &key, draft)?,
        None => DRAFTS.delete(tx, &key)?,
    }
    events::touch(tx, member.account, member.conversation)?;
    Ok(Empty {})
}
