use std::time::Duration;

use sapa_kernel::ConversationId;

use super::world::{World, code, text_of, words};
use crate::{
    CannotSend, Conversation, ConversationType, CreateGroup, Error, GroupLink, Join, LINK_LIFETIME,
    LinkedGroup, MAX_MEMBERS, MAX_NAME, NotAddedReason, Obstacle, OneConversation,
    ResolveGroupLink, SystemKind, TransferOwnership,
};

fn link(world: &World, who: usize, conversation: ConversationId) -> Result<GroupLink, Error> {
    let input = OneConversation { conversation };
    let fresh = format!("code-{}", world.cell.seq());
    world
        .cell
        .write(|tx| crate::group_link(tx, &world.person(who), input, fresh))
}

fn join(world: &World, who: usize, code: &str) -> Result<Conversation, Error> {
    let input = Join { code: code.into() };
    world
        .cell
        .write(|tx| crate::join(tx, &world.person(who), input, &world.friends))
}

fn resolve(world: &World, who: usize, code: &str) -> Result<LinkedGroup, Error> {
    let input = ResolveGroupLink { code: code.into() };
    let actor = world.person(who);
    world
        .cell
        .read(|read| crate::resolve_group_link(read, &actor, input))
}

fn revoke(world: &World, who: usize, conversation: ConversationId) -> Result<(), Error> {
    let input = OneConversation { conversation };
    world
        .cell
        .write(|tx| crate::revoke_group_link(tx, &world.person(who), input))
        .map(|_| ())
}

fn transfer(
    world: &World,
    who: usize,
    conversation: ConversationId,
    whom: usize,
) -> Result<(), Error> {
    let input = TransferOwnership {
        conversation,
        account: world.account(whom),
    };
    world
        .cell
        .write(|tx| crate::transfer_ownership(tx, &world.person(who), input))
        .map(|_| ())
}

fn last_event(world: &World, who: usize, place: ConversationId) -> crate::SystemEvent {
    match world.history(who, place).messages.pop().unwrap().body {
        crate::Body::System { event } => event,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_group_is_made_once_per_client_id() {
    let world = World::with(4);
    let make = |client_id: &str, members: &[usize]| {
        let input = CreateGroup {
            name: Some("  Weekend   trip ".into()),
            members: members.iter().map(|who| world.account(*who)).collect(),
            client_id: client_id.into(),
        };
        world
            .cell
            .write(|tx| crate::create_group(tx, &world.person(0), input, &world.friends))
    };
    let group = make("a", &[1, 2]).unwrap();
    assert_eq!(group.kind, ConversationType::Group);
    assert_eq!(group.name.as_deref(), Some("Weekend trip"));
    assert_eq!((group.member_count, group.members_preview.len()), (3, 3));
    assert_eq!(group.owner, Some(world.account(0)));
    assert_eq!(
        (group.head_no, group.unread),
        (1, 0),
        "one's own doing is read"
    );
    assert_eq!(world.see(1, group.conversation).unread, 1);
    assert_eq!(
        make("a", &[1, 2, 3]).unwrap().conversation,
        group.conversation
    );
    assert_ne!(make("b", &[1, 2]).unwrap().conversation, group.conversation);
    let created = last_event(&world, 1, group.conversation);
    assert_eq!(
        (created.kind, created.actor),
        (SystemKind::Created, Some(world.account(0)))
    );
    assert_eq!(created.accounts.len(), 2);
}

#[test]
fn a_new_group_is_checked() {
    let world = World::with(4);
    assert_eq!(code(world.try_group(0, &[])), "chat.too_few_members");
    assert_eq!(code(world.try_group(0, &[1])), "chat.too_few_members");
    assert_eq!(code(world.try_group(0, &[1, 1])), "chat.count_invalid");
    assert_eq!(code(world.try_group(0, &[0, 1])), "chat.count_invalid");
    world.part(0, 3, Obstacle::NotFriends, true);
    assert_eq!(code(world.try_group(0, &[1, 3])), "chat.not_friends");
    assert!(world.try_group(0, &[1, 2]).is_ok());
}

#[test]
fn names_can_be_shown_safely() {
    let world = World::with(3);
    let place = world.group(3);
    let longest = "é".repeat(MAX_NAME);
    world.rename(1, place, &longest).unwrap();
    assert_eq!(world.see(2, place).name.as_deref(), Some(longest.as_str()));
    for bad in [
        &format!("{longest}x"),
        "a\u{202e}b",
        "a\u{7}b",
        "a\u{200b}b",
    ] {
        assert_eq!(
            code(world.rename(1, place, bad)),
            "chat.name_invalid",
            "{bad:?}"
        );
    }
    world.rename(1, place, " ").unwrap();
    assert_eq!(world.see(2, place).name, None);
    let head = world.see(2, place).head_no;
    world.rename(1, place, "").unwrap();
    assert_eq!(world.see(2, place).head_no, head, "nothing changed");
    assert_eq!(
        code(world.rename(0, world.direct(0, 1), "us")),
        "chat.not_a_group"
    );
}

#[test]
fn who_joins_sees_what_is_said_from_then_on() {
    let world = World::with(4);
    let place = world.group(3);
    let before = world.say(0, place, "before");
    let invited = world.invite(1, place, &[3]).unwrap();
    assert_eq!(invited.added, [world.account(3)]);
    let after = world.say(0, place, "after");
    assert_eq!(world.numbers(3, place), [before + 1, after]);
    let seen = world.see(3, place);
    assert_eq!((seen.first_visible_no, seen.unread), (before + 1, 2));
    for who in [before, 1] {
        assert_eq!(
            code(world.delete(3, place, &[who])),
            "chat.message_not_found"
        );
    }
    let page = world.page(3, place, Some(before + 1), None, 10).unwrap();
    assert_eq!((page.messages.len(), page.more), (0, false));
}

#[test]
fn an_invitation_says_who_could_not_come_and_why() {
    let world = World::with(7);
    let place = world.group(3);
    world.part(0, 3, Obstacle::NotFriends, true);
    world.part(0, 4, Obstacle::Deleted, true);
    world.part(0, 5, Obstacle::Blocked, true);
    let invited = world.invite(0, place, &[1, 3, 4, 5, 6]).unwrap();
    assert_eq!(invited.added, [world.account(6)]);
    let reasons: Vec<_> = invited.not_added.iter().map(|not| not.reason).collect();
    assert_eq!(
        reasons,
        [
            NotAddedReason::AlreadyMember,
            NotAddedReason::NotFriends,
            NotAddedReason::Deleted,
            NotAddedReason::NotFriends,
        ]
    );
    let head = world.see(0, place).head_no;
    assert!(world.invite(0, place, &[1]).unwrap().added.is_empty());
    assert_eq!(
        world.see(0, place).head_no,
        head,
        "nobody came, nothing is said"
    );
    assert_eq!(code(world.invite(0, place, &[])), "chat.count_invalid");
    assert_eq!(code(world.invite(0, place, &[6, 6])), "chat.count_invalid");
    assert_eq!(
        code(world.invite(0, world.direct(0, 1), &[2])),
        "chat.not_a_group"
    );
}

#[test]
fn a_group_has_at_most_500_members() {
    let world = World::with(MAX_MEMBERS + 2);
    let all: Vec<usize> = (1..MAX_MEMBERS).collect();
    let place = world.group_of(0, &all);
    assert_eq!(world.see(0, place).member_count as usize, MAX_MEMBERS);
    assert_eq!(world.members(0, place).len(), MAX_MEMBERS);
    let event = last_event(&world, 7, place);
    assert_eq!((event.accounts.len(), event.account_count), (20, Some(499)));
    let refused = world.invite(0, place, &[MAX_MEMBERS]).unwrap();
    assert_eq!(refused.not_added[0].reason, NotAddedReason::GroupFull);
    let code_of_link = link(&world, 0, place).unwrap().code;
    assert_eq!(
        code(join(&world, MAX_MEMBERS, &code_of_link)),
        "chat.group_full"
    );
    world.leave(3, place).unwrap();
    assert_eq!(
        world.invite(0, place, &[MAX_MEMBERS]).unwrap().added.len(),
        1
    );
    let one_more: Vec<usize> = (1..=MAX_MEMBERS).collect();
    assert_eq!(code(world.try_group(0, &one_more)), "chat.group_full");
}

#[test]
fn who_leaves_is_gone_and_the_group_goes_on() {
    let world = World::with(4);
    let place = world.group(4);
    world.say(1, place, "bye");
    world.events();
    world.leave(1, place).unwrap();
    assert_eq!(
        world.heard(),
        [
            "Account feed",
            "Account chat.membership",
            "Conversation chat.message",
            "Conversation chat.conversation"
        ]
    );
    assert_eq!(code(world.try_see(1, place)), "chat.not_a_member");
    assert_eq!(
        code(world.send(1, place, "x", words("x"), None)),
        "chat.not_a_member"
    );
    assert_eq!(last_event(&world, 0, place).kind, SystemKind::Left);
    assert_eq!(world.see(0, place).member_count, 3);
    let people = world.history(0, place).people;
    assert_eq!(people.len(), 1, "their name is still known");
    assert_eq!(people[0].account, world.account(1));
    assert_eq!(code(world.leave(1, place)), "chat.not_a_member");
    assert_eq!(code(world.leave(0, world.direct(0, 1))), "chat.not_a_group");
    // Coming back, one begins anew.
    world.invite(0, place, &[1]).unwrap();
    assert_eq!(world.numbers(1, place).len(), 1);
}

#[test]
fn an_owner_who_leaves_hands_over_to_the_longest_standing() {
    let world = World::with(4);
    let place = world.group_of(2, &[0, 3]);
    world.cell.clock().advance(Duration::from_secs(1));
    world.invite(2, place, &[1]).unwrap();
    world.leave(2, place).unwrap();
    let first = [world.account(0), world.account(3)]
        .into_iter()
        .min()
        .unwrap();
    let seen = world.see(1, place);
    assert_eq!(seen.owner, Some(first));
    let kinds: Vec<_> = world
        .history(1, place)
        .messages
        .iter()
        .map(|message| text_of(&message.body))
        .collect();
    assert_eq!(kinds, ["[Invited]", "[Left]", "[OwnerChanged]"]);
    for who in [0, 3, 1] {
        world.leave(who, place).unwrap();
    }
    assert_eq!(code(world.try_see(1, place)), "chat.not_a_member");
}

#[test]
fn ownership_is_handed_on_by_the_owner_alone() {
    let world = World::with(4);
    let place = world.group(3);
    assert_eq!(code(transfer(&world, 1, place, 2)), "chat.not_owner");
    assert_eq!(code(transfer(&world, 0, place, 3)), "chat.not_a_member");
    assert_eq!(
        code(transfer(&world, 0, world.direct(0, 1), 1)),
        "chat.not_a_group"
    );
    transfer(&world, 0, place, 0).unwrap();
    transfer(&world, 0, place, 1).unwrap();
    assert_eq!(world.see(2, place).owner, Some(world.account(1)));
    assert_eq!(code(transfer(&world, 0, place, 0)), "chat.not_owner");
}

#[test]
fn who_is_removed_keeps_what_there_was_and_sees_nothing_more() {
    let world = World::with(4);
    let place = world.group(3);
    let last = world.say(0, place, "before");
    let code_of_link = link(&world, 0, place).unwrap().code;
    assert_eq!(code(world.remove(1, place, 2)), "chat.not_owner");
    assert_eq!(code(world.remove(0, place, 0)), "chat.not_owner");
    world.remove(0, place, 3).unwrap();
    world.events();
    world.remove(0, place, 1).unwrap();
    let heard = world.heard();
    assert_eq!(
        heard.last().unwrap(),
        "Account chat.membership",
        "the last they hear"
    );
    world.remove(0, place, 1).unwrap();
    world.rename(0, place, "Without them").unwrap();
    world.say(0, place, "after");

    let seen = world.see(1, place);
    assert_eq!(seen.name.as_deref(), Some("The group"));
    assert_eq!(
        (seen.head_no, seen.left, seen.can_send),
        (last + 1, true, false)
    );
    assert_eq!(seen.cannot_send_reason, Some(CannotSend::Removed));
    assert_eq!((seen.member_count, seen.members_preview.len()), (0, 0));
    assert_eq!(world.numbers(1, place), [1, last, last + 1]);
    assert_eq!(last_event(&world, 1, place).kind, SystemKind::Removed);
    assert_eq!(
        code(world.send(1, place, "x", words("x"), None)),
        "chat.not_a_member"
    );
    assert_eq!(code(resolve(&world, 1, &code_of_link)), "chat.link_invalid");

    // What remains can be read, and taken out of the list.
    world.read_to(1, place, u64::MAX);
    assert_eq!(world.see(1, place).unread, 0);
    world.leave(1, place).unwrap();
    assert_eq!(code(world.try_see(1, place)), "chat.not_a_member");
}

#[test]
fn who_was_removed_can_be_invited_again() {
    let world = World::with(3);
    let place = world.group(3);
    world.say(0, place, "before");
    world.remove(0, place, 1).unwrap();
    world.say(0, place, "between");
    world.invite(2, place, &[1]).unwrap();
    let seen = world.see(1, place);
    assert!(!seen.left && seen.can_send);
    assert_eq!(world.numbers(1, place).len(), 1, "only that they came");
}

#[test]
fn a_link_lets_in_until_it_expires_or_is_revoked() {
    let world = World::with(6);
    let place = world.group(3);
    let first = link(&world, 1, place).unwrap();
    assert_eq!(
        link(&world, 2, place).unwrap(),
        first,
        "a group has one link"
    );
    let shown = resolve(&world, 3, &first.code).unwrap();
    assert_eq!((shown.member_count, shown.already_member), (3, false));
    assert_eq!(shown.conversation, None);
    let joined = join(&world, 3, &first.code).unwrap();
    assert_eq!((joined.member_count, joined.head_no), (4, 2));
    assert_eq!(last_event(&world, 3, place).kind, SystemKind::JoinedByLink);
    assert_eq!(
        join(&world, 3, &first.code).unwrap().head_no,
        2,
        "once is enough"
    );
    assert_eq!(
        resolve(&world, 3, &first.code).unwrap().conversation,
        Some(place)
    );

    assert_eq!(code(revoke(&world, 1, place)), "chat.not_owner");
    revoke(&world, 0, place).unwrap();
    revoke(&world, 0, place).unwrap();
    for unknown in [first.code.as_str(), "", "nothing", "\u{0}"] {
        assert_eq!(code(join(&world, 4, unknown)), "chat.link_invalid");
    }
    let second = link(&world, 1, place).unwrap();
    assert_ne!(second.code, first.code);
    world
        .cell
        .clock()
        .advance(LINK_LIFETIME - Duration::from_millis(1));
    assert!(resolve(&world, 4, &second.code).is_ok());
    world.cell.clock().advance(Duration::from_millis(1));
    assert_eq!(code(join(&world, 4, &second.code)), "chat.link_invalid");
    assert_ne!(link(&world, 1, place).unwrap().code, second.code);
    assert_eq!(code(link(&world, 4, place)), "chat.not_a_member");
    assert_eq!(
        code(link(&world, 0, world.direct(0, 1))),
        "chat.not_a_group"
    );
}

#[test]
fn friends_get_a_conversation_that_says_so() {
    let world = World::with(2);
    let (a, b) = (world.account(0), world.account(1));
    let place = world.cell.write(|tx| crate::befriend(tx, a, b)).unwrap();
    assert_eq!(last_event(&world, 0, place).kind, SystemKind::FriendsNow);
    assert_eq!(world.see(1, place).unread, 1);
    assert_eq!(world.direct(1, 0), place);
    let again = world.cell.write(|tx| crate::befriend(tx, b, a)).unwrap();
    assert_eq!(again, place, "friends again, in the same place");
    assert_eq!(world.see(1, place).head_no, 2);
}

#[test]
fn a_direct_conversation_opens_only_with_a_friend() {
    let world = World::with(3);
    let open = |who: usize, with: usize| {
        let input = crate::OpenDirect {
            account: world.account(with),
        };
        world
            .cell
            .write(|tx| crate::open_direct(tx, &world.person(who), input, &world.friends))
    };
    assert_eq!(code(open(0, 0)), "chat.not_friends");
    world.part(0, 1, Obstacle::NotFriends, true);
    assert_eq!(code(open(0, 1)), "chat.not_friends");
    let place = world.direct(1, 0);
    assert_eq!(
        open(0, 1).unwrap().conversation,
        place,
        "what is there can be opened"
    );
}

#[test]
fn a_deleted_account_leaves_its_conversations() {
    let world = World::with(4);
    let direct = world.direct(1, 0);
    let owned = world.group_of(1, &[0, 2]);
    let other = world.group_of(0, &[1, 2]);
    world.say(1, direct, "hello");
    let account = world.account(1);
    let mut rounds = 1;
    while world
        .cell
        .write(|tx| crate::forget_account(tx, account, 2))
        .unwrap()
    {
        rounds += 1;
    }
    assert_eq!(rounds, 2);
    assert_eq!(
        world.numbers(0, direct),
        [1],
        "the other one keeps what was said"
    );
    for place in [owned, other] {
        assert!(!world.members(0, place).contains(&account));
    }
    assert_ne!(world.see(0, owned).owner, Some(account));
    let none = world
        .cell
        .read(|read| crate::conversations_of(read, account));
    assert!(none.unwrap().is_empty());
}

#[test]
fn what_nobody_has_any_more_is_swept() {
    let world = World::with(4);
    let before = rows(&world);
    let place = world.group(3);
    let upload = world.upload(0);
    world
        .send(0, place, "p", super::world::photos(&[upload]), None)
        .unwrap();
    for n in 0..1_200 {
        world.say(n % 3, place, "x");
    }
    let number = world.say(1, place, "x");
    world.recall(1, place, number).unwrap();
    link(&world, 0, place).unwrap();
    world.remove(0, place, 1).unwrap();
    world.invite(0, place, &[1]).unwrap();
    world.remove(0, place, 1).unwrap();
    world.leave(0, place).unwrap();
    world.leave(2, place).unwrap();
    sweep(&world);
    assert!(world.numbers(1, place).len() > 1, "somebody still has it");
    assert_eq!(world.references(upload), Some(2));
    world.leave(1, place).unwrap();
    sweep(&world);
    assert_eq!(world.references(upload), Some(1), "only the upload itself");
    let mut left = rows(&world);
    left.retain(|name, count| before.get(name) != Some(count));
    let kept = ["chat.group_client_ids"];
    left.retain(|name, _| name.starts_with("chat.") && !kept.contains(&name.as_str()));
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn the_conversation_of_two_deleted_accounts_is_swept() {
    let world = World::with(2);
    let place = world.direct(0, 1);
    world.say(0, place, "x");
    for who in [0, 1] {
        sweep(&world);
        assert!(rows(&world).contains_key("chat.messages"));
        let account = world.account(who);
        world
            .cell
            .write(|tx| crate::forget_account(tx, account, 10))
            .unwrap();
    }
    sweep(&world);
    let left = rows(&world);
    assert!(
        !left.keys().any(|name| name.starts_with("chat.")),
        "{left:?}"
    );
}

fn sweep(world: &World) {
    let handlers = crate::jobs().and(sapa_blobs::jobs::handlers_without_storage());
    world.cell.run_due_jobs(&handlers).unwrap();
}

/// How many rows each table has.
fn rows(world: &World) -> std::collections::BTreeMap<String, usize> {
    let mut counts = std::collections::BTreeMap::new();
    world.cell.read(|read| {
        for prefix in sapa_store::prefixes::ALL {
            let scan = sapa_store::RawScan::prefix(&prefix.bytes());
            let count = read.scan_raw(&scan).unwrap().len();
            if count > 0 {
                counts.insert(prefix.name.to_owned(), count);
            }
        }
    });
    counts
}

#[test]
fn common_groups_are_counted() {
    let world = World::with(4);
    world.direct(0, 1);
    let (a, b, c) = (world.account(0), world.account(1), world.account(3));
    let count = |x, y| {
        world
            .cell
            .read(|read| crate::common_groups(read, x, y))
            .unwrap()
    };
    assert_eq!(count(a, b), 0, "their own conversation is no group");
    world.group(3);
    let place = world.group(3);
    assert_eq!((count(a, b), count(b, a), count(a, c)), (2, 2, 0));
    assert!(
        world
            .cell
            .read(|read| crate::have_common_group(read, a, b))
            .unwrap()
    );
    world.leave(1, place).unwrap();
    assert_eq!(count(a, b), 1);
}
