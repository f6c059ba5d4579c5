//! Every operation on a conversation, as a stranger, as somebody who left, and with an id that never was.

use sapa_kernel::{ConversationId, Id};
use sapa_store::Tx;

use super::world::{World, words};
use crate::{Error, Friendship, NewBody, Tails};

type Attempt = (
    &'static str,
    fn(&mut Tx<'_>, &sapa_kernel::SignedIn, ConversationId, &dyn Friendship) -> Result<(), Error>,
);

const ATTEMPTS: &[Attempt] = &[
    ("conversation", |tx, who, conversation, friends| {
        crate::conversation(tx, who, crate::OneConversation { conversation }, friends).map(drop)
    }),
    ("members", |tx, who, conversation, _| {
        let input = crate::Members {
            conversation,
            cursor: None,
            limit: None,
        };
        crate::members(tx, who, input).map(drop)
    }),
    ("send", |tx, who, conversation, friends| {
        let body = NewBody::Text {
            text: "x".into(),
            mentions: Vec::new(),
        };
        let input = crate::Send {
            conversation,
            client_id: "s".into(),
            body,
            reply_to: None,
        };
        crate::send(tx, who, input, friends).map(drop)
    }),
    ("history", |tx, who, conversation, _| {
        let input = crate::History {
            conversation,
            before: None,
            after: None,
            limit: None,
        };
        crate::history(tx, who, input, &Tails::new()).map(drop)
    }),
    ("recall", |tx, who, conversation, _| {
        crate::recall(
            tx,
            who,
            crate::Recall {
                conversation,
                message_no: 1,
            },
        )
        .map(drop)
    }),
    ("delete_for_me", |tx, who, conversation, _| {
        let input = crate::DeleteForMe {
            conversation,
            message_nos: vec![1],
        };
        crate::delete_for_me(tx, who, input).map(drop)
    }),
    ("forward", |tx, who, conversation, friends| {
        let input = crate::Forward {
            from: conversation,
            message_nos: vec![1],
            to: vec![conversation],
            client_id: "f".into(),
        };
        crate::forward(tx, who, input, friends).map(drop)
    }),
    ("mark_read", |tx, who, conversation, _| {
        crate::mark_read(
            tx,
            who,
            crate::MarkRead {
                conversation,
                message_no: 1,
            },
        )
        .map(drop)
    }),
    ("mark_unread", |tx, who, conversation, _| {
        crate::mark_unread(
            tx,
            who,
            crate::MarkUnread {
                conversation,
                unread: true,
            },
        )
        .map(drop)
    }),
    ("set_draft", |tx, who, conversation, _| {
        let input = crate::SetDraft {
            conversation,
            text: "x".into(),
            reply_to: None,
        };
        crate::set_draft(tx, who, input).map(drop)
    }),
    ("set_muted", |tx, who, conversation, _| {
        crate::set_muted(
            tx,
            who,
            crate::SetMuted {
                conversation,
                muted: true,
            },
        )
        .map(drop)
    }),
    ("set_pinned", |tx, who, conversation, _| {
        crate::set_pinned(
            tx,
            who,
            crate::SetPinned {
                conversation,
                pinned: true,
            },
        )
        .map(drop)
    }),
    ("set_hidden", |tx, who, conversation, _| {
        crate::set_hidden(
            tx,
            who,
            crate::SetHidden {
                conversation,
                hidden: true,
            },
        )
        .map(drop)
    }),
    ("typing", |tx, who, conversation, friends| {
        crate::typing(tx, who, crate::Typing { conversation }, friends).map(drop)
    }),
    ("rename", |tx, who, conversation, _| {
        crate::rename(
            tx,
            who,
            crate::Rename {
                conversation,
                name: "x".into(),
            },
        )
        .map(drop)
    }),
    ("invite", |tx, who, conversation, friends| {
        let input = crate::Invite {
            conversation,
            accounts: vec![who.account],
        };
        crate::invite(tx, who, input, friends).map(drop)
    }),
    ("remove_member", |tx, who, conversation, _| {
        let input = crate::RemoveMember {
            conversation,
            account: who.account,
        };
        crate::remove_member(tx, who, input).map(drop)
    }),
    ("leave", |tx, who, conversation, _| {
        crate::leave(tx, who, crate::Leave { conversation }).map(drop)
    }),
    ("transfer_ownership", |tx, who, conversation, _| {
        let input = crate::TransferOwnership {
            conversation,
            account: who.account,
        };
        crate::transfer_ownership(tx, who, input).map(drop)
    }),
    ("group_link", |tx, who, conversation, _| {
        crate::group_link(tx, who, crate::OneConversation { conversation }, "c".into()).map(drop)
    }),
    ("revoke_group_link", |tx, who, conversation, _| {
        crate::revoke_group_link(tx, who, crate::OneConversation { conversation }).map(drop)
    }),
    ("read_by", |tx, who, conversation, _| {
        crate::read_by(
            tx,
            who,
            crate::ReadBy {
                conversation,
                message_no: 1,
            },
        )
        .map(drop)
    }),
];

#[test]
fn strangers_are_told_nothing_but_that_there_is_nothing_for_them() {
    let world = World::with(5);
    let group = world.group(3);
    let direct = world.direct(0, 1);
    world.leave(2, group).unwrap();
    let never = ConversationId::from_bytes([7; 16]);
    for (name, attempt) in ATTEMPTS {
        for (who, place) in [(4, group), (4, direct), (2, group), (0, never)] {
            let actor = world.person(who);
            let result = world
                .cell
                .write(|tx| attempt(tx, &actor, place, &world.friends));
            assert!(
                matches!(result, Err(Error::NotAMember)),
                "{name} {result:?}"
            );
        }
    }
}

#[test]
fn somebody_who_was_removed_only_looks() {
    let world = World::with(3);
    let group = world.group(3);
    world.say(1, group, "x");
    world.remove(0, group, 1).unwrap();
    let looking = [
        "conversation",
        "history",
        "delete_for_me",
        "mark_read",
        "mark_unread",
        "set_muted",
        "set_pinned",
        "set_hidden",
        "leave",
    ];
    for (name, attempt) in ATTEMPTS {
        let actor = world.person(1);
        // Each attempt is rolled back, so that the next one finds the same.
        let result = world.cell.write(|tx| -> Result<(), Result<(), Error>> {
            Err(attempt(tx, &actor, group, &world.friends))
        });
        let result = result.unwrap_err();
        if looking.contains(name) {
            assert!(result.is_ok(), "{name} {result:?}");
        } else {
            assert!(
                matches!(result, Err(Error::NotAMember | Error::MessageNotFound)),
                "{name} {result:?}"
            );
        }
    }
}

#[test]
fn every_code_is_listed_once_and_has_its_kind() {
    use sapa_kernel::Coded;
    let mut codes: Vec<_> = Error::CATALOGUE.iter().map(|(code, ..)| *code).collect();
    codes.sort_unstable();
    let count = codes.len();
    codes.dedup();
    assert_eq!(codes.len(), count);
    for error in [
        Error::NotAMember,
        Error::NotOwner,
        Error::NotAGroup,
        Error::TextEmpty,
        Error::LinkInvalid,
        Error::CursorInvalid,
        Error::TextTooLong { limit: 1 },
    ] {
        assert!(codes.contains(&error.code()));
        assert_eq!(error.fault().code, error.code());
    }
    let inner = Error::Blob(sapa_blobs::Error::TooManyPixels);
    assert_eq!(inner.fault().kind, sapa_kernel::FaultKind::TooLarge);
}

#[test]
fn typing_is_told_to_the_conversation_and_only_by_those_who_can_write() {
    let world = World::with(2);
    let place = world.direct(0, 1);
    let actor = world.person(0);
    let input = || crate::Typing {
        conversation: place,
    };
    let (topic, _) = world
        .cell
        .read(|read| crate::typing(read, &actor, input(), &world.friends))
        .unwrap();
    assert_eq!(topic, sapa_store::Topic::Conversation(place));
    world.part(0, 1, crate::Obstacle::NotFriends, false);
    let refused = world
        .cell
        .read(|read| crate::typing(read, &actor, input(), &world.friends));
    assert!(matches!(refused, Err(Error::NotFriends { .. })));
    assert!(world.send(0, place, "x", words("x"), None).is_err());
}
