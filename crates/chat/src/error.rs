//! What can go wrong in chat. Where several hold, the first of this order is said: who may (membership,
//! friendship, ownership), then what it is about (message, link), then the form of the input.

use sapa_kernel::{AccountId, Coded, Fault, FaultKind};
use sapa_store::StoreError;

/// Errors of `chat`.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Not a member of this conversation, or there is no such conversation.
    #[error("This account is not a member of that conversation.")]
    NotAMember,
    /// The two are not friends.
    #[error("The two are not friends.")]
    NotFriends {
        /// Who is not.
        account: AccountId,
    },
    /// One has blocked the other.
    #[error("This account has blocked the other one.")]
    Blocked {
        /// The other one.
        account: AccountId,
    },
    /// The other account has been deleted.
    #[error("The other account has been deleted.")]
    AccountDeleted {
        /// Which.
        account: AccountId,
    },
    /// A service speaks there, and nobody else.
    #[error("Nobody can write there.")]
    ReadOnly,
    /// Only the group's owner may.
    #[error("Only the owner of the group may do this.")]
    NotOwner,
    /// The operation is for groups.
    #[error("This works in groups only.")]
    NotAGroup,
    /// No such message for this account.
    #[error("There is no such message for this account.")]
    MessageNotFound,
    /// Somebody else's message.
    #[error("Only one's own message can be recalled.")]
    NotYours,
    /// Older than two minutes.
    #[error("A message can be recalled for two minutes.")]
    TooLateToRecall,
    /// A card stands for money: it stays.
    #[error("Money that was sent cannot be recalled.")]
    MoneyStays,
    /// A card stays where it was put.
    #[error("A card cannot be sent on.")]
    NotForwardable,
    /// The text is empty.
    #[error("A message needs a text.")]
    TextEmpty,
    /// The text is longer than [`crate::MAX_TEXT_BYTES`].
    #[error("A text has at most {limit} bytes.")]
    TextTooLong {
        /// The limit in bytes of UTF-8.
        limit: usize,
    },
    /// Not 1 to 9 photos, or one twice.
    #[error("A message has 1 to {limit} photos, each once.")]
    PhotosCount {
        /// Photos at most.
        limit: usize,
    },
    /// A mention of a non-member, outside of the text, or of everyone by another than the owner.
    #[error("A mention must name a member, inside the text; only the owner mentions everyone.")]
    MentionInvalid,
    /// The message replied to does not exist or cannot be seen.
    #[error("The message replied to cannot be seen.")]
    ReplyInvalid,
    /// Not 1 to 64 visible ASCII characters.
    #[error("A client_id has 1 to {limit} visible ASCII characters.")]
    ClientIdInvalid {
        /// Characters at most.
        limit: usize,
    },
    /// No messages or conversations named, too many, or one twice.
    #[error("Name between 1 and {limit}, each once.")]
    CountInvalid {
        /// How many at most.
        limit: usize,
    },
    /// The group would have more than 500 members.
    #[error("A group has at most {limit} members.")]
    GroupFull {
        /// Members at most.
        limit: usize,
    },
    /// A group needs three people.
    #[error("A group begins with at least {limit} members.")]
    TooFewMembers {
        /// Members at least, the maker included.
        limit: usize,
    },
    /// The account has too many conversations.
    #[error("An account has at most {limit} conversations.")]
    TooManyConversations {
        /// Conversations at most.
        limit: usize,
    },
    /// A group's name that cannot be shown safely, or is too long.
    #[error("A group's name has 1 to {limit} characters, without control characters.")]
    NameInvalid {
        /// Characters at most.
        limit: usize,
    },
    /// The link is unknown, revoked or expired.
    #[error("This link is unknown, revoked or expired.")]
    LinkInvalid,
    /// A cursor that this list did not give.
    #[error("This cursor is not of this list.")]
    CursorInvalid,
    /// An upload could not be attached.
    #[error(transparent)]
    Blob(#[from] sapa_blobs::Error),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Coded for Error {
    const CATALOGUE: &'static [(&'static str, FaultKind, &'static str)] = &[
        (
            "chat.not_a_member",
            FaultKind::NotFound,
            "There is no such conversation for this account.",
        ),
        (
            "chat.not_friends",
            FaultKind::Forbidden,
            "The two are not friends (any more). `details.account` says with whom; send a friend request.",
        ),
        (
            "chat.blocked",
            FaultKind::Forbidden,
            "This account has blocked the other one. Unblock first.",
        ),
        (
            "chat.account_deleted",
            FaultKind::Forbidden,
            "The other account has been deleted.",
        ),
        (
            "chat.read_only",
            FaultKind::Conflict,
            "The cell itself speaks in this conversation. Nobody can write there, bring others in, or leave it; hide it instead.",
        ),
        (
            "chat.not_owner",
            FaultKind::Forbidden,
            "Only the owner of the group may do this.",
        ),
        (
            "chat.not_a_group",
            FaultKind::Conflict,
            "This works in groups only, not between two people.",
        ),
        (
            "chat.message_not_found",
            FaultKind::NotFound,
            "There is no such message, or this account cannot see it, or it has been recalled.",
        ),
        (
            "chat.not_yours",
            FaultKind::Forbidden,
            "Only one's own message can be recalled.",
        ),
        (
            "chat.too_late_to_recall",
            FaultKind::Conflict,
            "A message can be recalled for two minutes.",
        ),
        (
            "chat.money_stays",
            FaultKind::Conflict,
            "A card that stands for money cannot be recalled. What can still be done with the money, the card says.",
        ),
        (
            "chat.not_forwardable",
            FaultKind::Conflict,
            "One of the messages is a card: it stays in its conversation.",
        ),
        (
            "chat.text_empty",
            FaultKind::Malformed,
            "A text must have something other than white space.",
        ),
        (
            "chat.text_too_long",
            FaultKind::TooLarge,
            "A text, caption or draft has at most 16 KiB of UTF-8. `details.limit` has the limit.",
        ),
        (
            "chat.photos_count",
            FaultKind::Malformed,
            "A message has 1 to 9 photos, each once.",
        ),
        (
            "chat.mention_invalid",
            FaultKind::Malformed,
            "A mention must name a member of the group and lie inside the text (UTF-16 units); only the owner mentions everyone; 50 at most.",
        ),
        (
            "chat.reply_invalid",
            FaultKind::Malformed,
            "The message replied to does not exist, cannot be seen, or has been recalled.",
        ),
        (
            "chat.client_id_invalid",
            FaultKind::Malformed,
            "`client_id` has 1 to 64 visible ASCII characters and is unique per sender and conversation.",
        ),
        (
            "chat.count_invalid",
            FaultKind::Malformed,
            "The list is empty, too long (`details.limit`), or names something twice.",
        ),
        (
            "chat.group_full",
            FaultKind::Conflict,
            "A group has at most 500 members.",
        ),
        (
            "chat.too_few_members",
            FaultKind::Malformed,
            "A group begins with at least three members, the maker included.",
        ),
        (
            "chat.too_many_conversations",
            FaultKind::Conflict,
            "An account has at most 5,000 conversations. Leave some groups.",
        ),
        (
            "chat.name_invalid",
            FaultKind::Malformed,
            "A group's name has 1 to 64 characters, without control characters or marks that change the direction of text.",
        ),
        (
            "chat.link_invalid",
            FaultKind::NotFound,
            "The link is unknown, revoked or older than seven days. Ask a member for a new one.",
        ),
        (
            "chat.cursor_invalid",
            FaultKind::Malformed,
            "The cursor is not one that this list gave. Begin without one.",
        ),
    ];

    fn code(&self) -> &'static str {
        match self {
            Self::NotAMember => "chat.not_a_member",
            Self::NotFriends { .. } => "chat.not_friends",
            Self::Blocked { .. } => "chat.blocked",
            Self::AccountDeleted { .. } => "chat.account_deleted",
            Self::ReadOnly => "chat.read_only",
            Self::NotOwner => "chat.not_owner",
            Self::NotAGroup => "chat.not_a_group",
            Self::MessageNotFound => "chat.message_not_found",
            Self::NotYours => "chat.not_yours",
            Self::TooLateToRecall => "chat.too_late_to_recall",
            Self::MoneyStays => "chat.money_stays",
            Self::NotForwardable => "chat.not_forwardable",
            Self::TextEmpty => "chat.text_empty",
            Self::TextTooLong { .. } => "chat.text_too_long",
            Self::PhotosCount { .. } => "chat.photos_count",
            Self::MentionInvalid => "chat.mention_invalid",
            Self::ReplyInvalid => "chat.reply_invalid",
            Self::ClientIdInvalid { .. } => "chat.client_id_invalid",
            Self::CountInvalid { .. } => "chat.count_invalid",
            Self::GroupFull { .. } => "chat.group_full",
            Self::TooFewMembers { .. } => "chat.too_few_members",
            Self::TooManyConversations { .. } => "chat.too_many_conversations",
            Self::NameInvalid { .. } => "chat.name_invalid",
            Self::LinkInvalid => "chat.link_invalid",
            Self::CursorInvalid => "chat.cursor_invalid",
            Self::Blob(error) => error.code(),
            Self::Store(error) => error.code(),
        }
    }

    fn details(&self) -> Option<serde_json::Value> {
        match self {
            Self::NotFriends { account }
            | Self::Blocked { account }
            | Self::AccountDeleted { account } => Some(serde_json::json!({ "account": account })),
            Self::TextTooLong { limit }
            | Self::PhotosCount { limit }
            | Self::ClientIdInvalid { limit }
            | Self::CountInvalid { limit }
            | Self::GroupFull { limit }
            | Self::TooFewMembers { limit }
            | Self::TooManyConversations { limit }
            | Self::NameInvalid { limit } => Some(serde_json::json!({ "limit": limit })),
            Self::Blob(error) => error.details(),
            _ => None,
        }
    }

    fn fault(&self) -> Fault {
        match self {
            Self::Blob(error) => error.fault(),
            Self::Store(error) => error.fault(),
            own => {
                let code = own.code();
                let kind = Self::CATALOGUE
                    .iter()
                    .find(|(listed, ..)| *listed == code)
                    .map_or(FaultKind::Internal, |(_, kind, _)| *kind);
                Fault {
                    kind,
                    code,
                    message: own.to_string(),
                    details: own.details(),
                }
            }
        }
    }
}
