//! `chat.*`: conversations, messages, groups, synchronisation, and their pushes.

use data_encoding::BASE32HEX_NOPAD;
use sapa_chat as chat;
use sapa_chat::{Error, GroupLink, OneConversation, Tails};
use sapa_flows::{self as flows, Friends};
use sapa_kernel::{Coded, Fault, Id, Operator, SignedIn};
use sapa_store::{Read, Topic, Tx};

use crate::context::Context;
use crate::registry::Registry;

/// Registers the operations and events of chat. All of them share one cache of newest messages.
pub(crate) fn register(registry: Registry) -> Registry {
    let tails = Tails::new();
    let registry = registry
        .conversations_of(|read, account| {
            chat::conversations_of(read, account).map_err(|error| error.fault())
        })
        .errors::<Error>()
        .errors::<sapa_blobs::Error>();
    let registry = reading(registry, &tails);
    let registry = own_view(messages(registry));
    pushes(links(groups(registry)), &tails)
}

fn reading(registry: Registry, tails: &Tails) -> Registry {
    let (for_history, for_sync) = (tails.clone(), tails.clone());
    registry
        .read("chat.list", |read: &dyn Read, actor: &SignedIn, input| {
            chat::list(read, actor, input, &Friends)
        })
        .about("The caller's conversations, the most recently active first.")
        .read(
            "chat.conversation",
            |read: &dyn Read, actor: &SignedIn, input| {
                chat::conversation(read, actor, input, &Friends)
            },
        )
        .about("A conversation as the caller sees it.")
        .read("chat.members", chat::members)
        .about("The members of a conversation.")
        .read(
            "chat.history",
            move |read: &dyn Read, actor: &SignedIn, input| {
                chat::history(read, actor, input, &for_history)
            },
        )
        .about("Messages of a conversation, by pages both ways.")
        .read("chat.read_by", chat::read_by)
        .about("Who of the members has read a message.")
        .read(
            "chat.sync",
            move |read: &dyn Read, actor: &SignedIn, input: flows::Sync| {
                flows::sync(read, actor, &input, &for_sync)
            },
        )
        .about("All that a device missed, or which list it has to load again.")
}

fn messages(registry: Registry) -> Registry {
    registry
        .write("chat.send", |tx: &mut Tx<'_>, actor: &SignedIn, input| {
            chat::send(tx, actor, input, &Friends)
        })
        .about("Says something in a conversation; the same client_id again says nothing twice.")
        .write("chat.recall", chat::recall)
        .about("Takes one's own message back, within two minutes, for everybody.")
        .write("chat.delete_for_me", chat::delete_for_me)
        .about("Deletes messages from the caller's own view.")
        .write(
            "chat.forward",
            |tx: &mut Tx<'_>, actor: &SignedIn, input| chat::forward(tx, actor, input, &Friends),
        )
        .about("Sends messages on to other conversations, all or none.")
        .live("chat.typing", |read: &dyn Read, actor: &SignedIn, input| {
            chat::typing(read, actor, input, &Friends)
        })
        .about("Tells those who are there that the caller is typing.")
}

fn own_view(registry: Registry) -> Registry {
    registry
        .coalesced(
            "chat.mark_read",
            chat::mark_read,
            |input| input.conversation.to_bytes().to_vec(),
            |earlier, later| chat::MarkRead {
                conversation: later.conversation,
                message_no: earlier.message_no.max(later.message_no),
            },
        )
        .about("Moves the caller's read marker forward.")
        .write("chat.mark_unread", chat::mark_unread)
        .about("Marks a conversation as unread by hand, or takes the mark away.")
        .write("chat.set_draft", chat::set_draft)
        .about("Keeps what the caller has begun to write; an empty text takes it away.")
        .write("chat.set_muted", chat::set_muted)
        .about("Switches the notifications of a conversation off or on, for the caller.")
        .write("chat.set_pinned", chat::set_pinned)
        .about("Pins a conversation above the others, or lets it go, for the caller.")
        .write("chat.set_hidden", chat::set_hidden)
        .about("Takes a conversation out of the caller's list until its next message.")
}

fn groups(registry: Registry) -> Registry {
    registry
        .write(
            "chat.open_direct",
            |tx: &mut Tx<'_>, actor: &SignedIn, input| {
                chat::open_direct(tx, actor, input, &Friends)
            },
        )
        .about("Opens the conversation with a friend.")
        .write(
            "chat.create_group",
            |tx: &mut Tx<'_>, actor: &SignedIn, input| {
                chat::create_group(tx, actor, input, &Friends)
            },
        )
        .about("Makes a group of friends; the same client_id again answers the same group.")
        .write("chat.rename", chat::rename)
        .about("Gives a group another name.")
        .write("chat.invite", |tx: &mut Tx<'_>, actor: &SignedIn, input| {
            chat::invite(tx, actor, input, &Friends)
        })
        .about("Brings friends into a group, as many as possible.")
        .write("chat.remove_member", chat::remove_member)
        .about("Removes a member from the caller's group.")
        .write("chat.leave", chat::leave)
        .about("Leaves a group; an owner's group goes to the longest-standing member.")
        .write("chat.transfer_ownership", chat::transfer_ownership)
        .about("Hands the caller's group to another member.")
        .write("chat.create_group_in_bulk", create_group_in_bulk)
        .about("Makes a group of any accounts, with the operator token: for measuring load.")
        .errors::<Error>()
        .bulk()
}

fn links(registry: Registry) -> Registry {
    registry
        .prepared("chat.group_link", group_link)
        .about("The link that lets people into a group for seven days; made if there is none.")
        .secret()
        .write("chat.revoke_group_link", chat::revoke_group_link)
        .about("Makes the link of the caller's group invalid.")
        .read("chat.resolve_group_link", chat::resolve_group_link)
        .about("What a group's link leads to.")
        .write("chat.join", |tx: &mut Tx<'_>, actor: &SignedIn, input| {
            chat::join(tx, actor, input, &Friends)
        })
        .about("Comes into a group by its link.")
}

fn pushes(registry: Registry, tails: &Tails) -> Registry {
    let (for_new, for_changed, for_read) = (tails.clone(), tails.clone(), tails.clone());
    registry
        .event(
            "chat.message",
            move |read: &dyn Read, topic: &Topic, event| {
                chat::push_message(read, topic, event, &for_new)
            },
        )
        .event(
            "chat.changed",
            move |read: &dyn Read, topic: &Topic, event| {
                chat::push_changed(read, topic, event, &for_changed)
            },
        )
        .event("chat.conversation", |_: &dyn Read, topic: &Topic, event| {
            Ok::<_, Error>(chat::push_conversation(topic, event))
        })
        .event("chat.read", move |_: &dyn Read, topic: &Topic, event| {
            Ok::<_, Error>(chat::push_read(topic, event, &for_read))
        })
}

fn create_group_in_bulk(
    tx: &mut Tx<'_>,
    operator: &Operator,
    input: chat::CreateGroupInBulk,
) -> Result<chat::CreatedInBulk, Fault> {
    sapa_accounts::token_only(operator).map_err(|error| error.fault())?;
    chat::create_group_in_bulk(tx, operator, input).map_err(|error| error.fault())
}

async fn group_link(
    context: Context,
    actor: SignedIn,
    input: OneConversation,
) -> Result<GroupLink, Fault> {
    let random: [u8; 16] = context.secret_bytes()?;
    let fresh = BASE32HEX_NOPAD.encode(&random).to_ascii_lowercase();
    let link = context
        .write(move |tx| chat::group_link(tx, &actor, input, fresh))
        .await?;
    let url = format!("{}/join/{}", context.settings().public_url, link.code);
    Ok(GroupLink { url, ..link })
}
