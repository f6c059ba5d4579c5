//! Devices that come and go at random always end with what the cell has: nothing missing, nothing twice, nothing
//! that they may not see.
//!
//! A device here does what a client does: it keeps what it was pushed, and after each break it syncs with what it
//! holds. Whenever it is connected its state is compared with a fresh look at the cell.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use proptest::prelude::*;
use sapa_kernel::{AccountId, ConversationId, SignedIn};
use sapa_store::{Event, Topic};

use super::world::{World, words};
use crate::{
    Body, Conversation, ConversationItem, Held, List, MEMBERSHIP, Membership, Message, MessagePush,
    OneConversation, Tails,
};

const PEOPLE: usize = 4;
const FEED_PAGE: usize = 50;

/// What a device has of a conversation.
#[derive(Debug)]
struct Local {
    conversation: Conversation,
    /// It has every visible message after this one.
    base: u64,
    head_no: u64,
    change_no: u64,
    messages: BTreeMap<u64, Message>,
}

#[derive(Debug)]
struct Device {
    who: usize,
    online: bool,
    subscribed: BTreeSet<ConversationId>,
    position: u64,
    places: BTreeMap<ConversationId, Local>,
}

impl Local {
    fn new(conversation: Conversation) -> Self {
        // Nothing is held yet: older messages are paged in when somebody looks.
        Self {
            base: conversation.head_no,
            head_no: conversation.head_no,
            change_no: conversation.change_no,
            conversation,
            messages: BTreeMap::new(),
        }
    }

    fn describe(&mut self, conversation: Conversation) {
        let first = conversation.first_visible_no;
        self.base = self.base.max(first - 1);
        self.messages.retain(|number, _| *number >= first);
        self.conversation = conversation;
    }

    fn take(&mut self, message: Message) {
        self.head_no = self.head_no.max(message.message_no);
        self.change_no = self.change_no.max(message.change_no);
        if message.message_no > self.base {
            self.messages.insert(message.message_no, message);
        }
    }

    fn change(&mut self, message: Message) {
        self.change_no = self.change_no.max(message.change_no);
        if let Body::Recalled { .. } = message.body {
            for other in self.messages.values_mut() {
                if let Some(quoted) = &mut other.reply_to
                    && quoted.message_no == message.message_no
                {
                    quoted.excerpt.clear();
                    quoted.photos = None;
                    quoted.recalled = true;
                }
            }
        }
        if let Some(held) = self.messages.get_mut(&message.message_no) {
            *held = message;
        }
    }
}

impl Device {
    fn new(who: usize) -> Self {
        Self {
            who,
            online: false,
            subscribed: BTreeSet::new(),
            position: 0,
            places: BTreeMap::new(),
        }
    }

    fn me(&self, world: &World) -> SignedIn {
        world.person(self.who)
    }

    fn connect(&mut self, world: &World) {
        let account = world.account(self.who);
        self.online = true;
        self.subscribed = world
            .cell
            .read(|read| crate::conversations_of(read, account))
            .unwrap()
            .into_iter()
            .collect();
        let held: Vec<Held> = self
            .places
            .iter()
            .map(|(conversation, local)| Held {
                conversation: *conversation,
                change_no: local.change_no,
                head_no: local.head_no,
            })
            .collect();
        let missed = world.sync(self.who, &held);
        assert!(!missed.reload);
        for gone in &missed.gone {
            self.places.remove(gone);
        }
        for told in missed.conversations {
            let id = told.conversation.conversation;
            let local = self
                .places
                .entry(id)
                .or_insert_with(|| Local::new(told.conversation.clone()));
            if told.gap || !held.iter().any(|held| held.conversation == id) {
                local.messages.clear();
                let first = told.messages.first().map(|message| message.message_no);
                local.base = first.map_or(told.conversation.head_no, |first| first - 1);
            }
            for message in &told.messages {
                let twice = local.messages.contains_key(&message.message_no);
                assert!(!twice, "message {} came twice", message.message_no);
            }
            local.head_no = told.conversation.head_no;
            local.change_no = told.conversation.change_no;
            local.describe(told.conversation);
            told.changed
                .into_iter()
                .for_each(|message| local.change(message));
            told.messages
                .into_iter()
                .for_each(|message| local.take(message));
        }
        self.read_feed(world);
    }

    fn read_feed(&mut self, world: &World) {
        loop {
            let account = world.account(self.who);
            let changes = world
                .cell
                .read(|read| sapa_feed::since(read, account, self.position, FEED_PAGE))
                .unwrap();
            let page = match changes {
                sapa_feed::Changes::Page(page) => page,
                sapa_feed::Changes::Reload { position } => {
                    // A new device: its conversations have just come, without what was deleted.
                    assert_eq!(self.position, 0);
                    self.position = position;
                    return;
                }
            };
            for item in page.items {
                self.feed(world, &item.subject);
            }
            self.position = page.position;
            if !page.more {
                return;
            }
        }
    }

    fn feed(&mut self, world: &World, subject: &sapa_feed::Subject) {
        if subject.kind != sapa_feed::KIND_CONVERSATION {
            return;
        }
        let account = world.account(self.who);
        let item = world
            .cell
            .read(|read| crate::feed_item(read, account, &subject.id, &world.friends))
            .unwrap()
            .unwrap();
        self.item(item);
    }

    fn item(&mut self, item: ConversationItem) {
        let Some(conversation) = item.conversation else {
            self.places.remove(&item.conversation_id);
            return;
        };
        let local = self
            .places
            .entry(item.conversation_id)
            .or_insert_with(|| Local::new(conversation.clone()));
        local.describe(conversation);
        for number in item.deleted_nos {
            local.messages.remove(&number);
        }
    }

    fn hear(&mut self, world: &World, event: &Event, push: Option<&(ConversationId, Push)>) {
        if !self.online {
            return;
        }
        match event.topic {
            Topic::Account(account) if account == world.account(self.who) => {
                if event.name == MEMBERSHIP {
                    let change: Membership = event.body().unwrap();
                    if change.member {
                        self.subscribed.insert(change.conversation);
                    } else {
                        self.subscribed.remove(&change.conversation);
                    }
                } else if event.name == sapa_feed::EVENT {
                    let touched: sapa_feed::Touched = event.body().unwrap();
                    self.position = touched.position;
                    let subject = sapa_feed::Subject {
                        kind: touched.kind,
                        id: touched.id,
                    };
                    self.feed(world, &subject);
                } else if let Some((place, push)) = push {
                    self.pushed(world, *place, push);
                }
            }
            Topic::Account(_) => {}
            Topic::Conversation(place) if self.subscribed.contains(&place) => {
                let (_, push) = push.expect("it was rendered");
                self.pushed(world, place, push);
            }
            _ => {}
        }
    }

    fn pushed(&mut self, world: &World, place: ConversationId, push: &Push) {
        let me = self.me(world);
        let Some(local) = self.places.get_mut(&place) else {
            panic!("a push for a conversation that the device does not know");
        };
        match push {
            Push::Message(message) => local.take(message.mine(me.account)),
            Push::Changed(message) => {
                let seen = message.message_no >= local.conversation.first_visible_no;
                let recalled = matches!(message.body, Body::Recalled { .. });
                assert!(
                    seen || recalled,
                    "nobody is told of a card that they do not see"
                );
                local.change(message.mine(me.account));
            }
            Push::Other { change_no } => local.change_no = local.change_no.max(*change_no),
        }
        // What a client derives from the push it takes here from the cell; messages it does not.
        let input = OneConversation {
            conversation: place,
        };
        let seen = world
            .cell
            .read(|read| crate::conversation(read, &me, input, &world.friends))
            .unwrap();
        local.describe(seen);
    }

    /// Compares what the device has with what the cell has.
    fn check(&self, world: &World) {
        let me = self.me(world);
        let mut cursor = None;
        let mut seen = BTreeMap::new();
        loop {
            let input = List {
                cursor,
                limit: Some(100),
            };
            let page = world
                .cell
                .read(|read| crate::list(read, &me, input, &world.friends))
                .unwrap();
            seen.extend(page.items.into_iter().map(|item| (item.conversation, item)));
            cursor = page.next_cursor;
            if cursor.is_none() {
                break;
            }
        }
        assert!(self.places.keys().eq(seen.keys()), "the same conversations");
        for (place, local) in &self.places {
            assert_eq!(local.conversation, seen[place]);
            assert_eq!(local.head_no, seen[place].head_no);
            assert!(local.conversation.left || local.change_no == seen[place].change_no);
            let expected = all_messages(world, &me, *place, local.base);
            if local.conversation.left {
                // What is recalled after somebody was removed they are no longer told.
                let numbers = expected.iter().map(|message| message.message_no);
                assert!(local.messages.keys().copied().eq(numbers));
                continue;
            }
            let held: Vec<_> = local.messages.values().cloned().collect();
            assert_eq!(held, expected, "the same messages");
        }
    }
}

impl Message {
    /// The message as the one who gets the push sees it: a push is the same for all.
    fn mine(&self, me: AccountId) -> Self {
        let Body::Text { mentions, .. } = &self.body else {
            return self.clone();
        };
        let named = |mention: &crate::Mention| mention.account.is_none_or(|named| named == me);
        Self {
            mentions_me: self.sender != Some(me) && mentions.iter().any(named),
            ..self.clone()
        }
    }
}

/// All messages after `base` that somebody sees, without any cache.
fn all_messages(world: &World, me: &SignedIn, place: ConversationId, base: u64) -> Vec<Message> {
    let mut found = Vec::new();
    let mut after = base;
    loop {
        let input = crate::History {
            conversation: place,
            before: None,
            after: Some(after),
            limit: Some(100),
        };
        let page = world
            .cell
            .read(|read| crate::history(read, me, input, &Tails::new()))
            .unwrap();
        found.extend(page.messages);
        if !page.more {
            return found;
        }
        after = found.last().unwrap().message_no;
    }
}

/// A push as it is rendered once for all.
enum Push {
    Message(Message),
    Changed(Message),
    Other { change_no: u64 },
}

/// What devices are told of an event, and of which conversation it is.
fn render(world: &World, event: &Event) -> Option<(ConversationId, Push)> {
    let (topic, tails) = (event.topic, &world.tails);
    world.cell.read(|read| match &*event.name {
        "chat.message" => {
            let push = crate::push_message(read, &topic, event.body().unwrap(), tails);
            let MessagePush::Message { message } = push.unwrap()?;
            Some((message.conversation, Push::Message(message)))
        }
        "chat.changed" => {
            let push = crate::push_changed(read, &topic, event.body().unwrap(), tails);
            let crate::ChangedPush::Changed { message } = push.unwrap()?;
            Some((message.conversation, Push::Changed(message)))
        }
        "chat.conversation" => {
            let crate::ConversationPush::Conversation {
                conversation,
                change_no,
            } = crate::push_conversation(&topic, event.body().unwrap())?;
            Some((conversation, Push::Other { change_no }))
        }
        "chat.read" => {
            let crate::ReadPush::Read {
                conversation,
                change_no,
                ..
            } = crate::push_read(&topic, event.body().unwrap(), tails)?;
            Some((conversation, Push::Other { change_no }))
        }
        _ => None,
    })
}

/// Something that happens: what, who, where, and how much.
type Action = (u8, u8, u8, u8);

struct Town {
    world: World,
    devices: Vec<Device>,
    places: Vec<ConversationId>,
}

impl Town {
    fn new() -> Self {
        let world = World::with(PEOPLE);
        let places = vec![
            world.direct(0, 1),
            world.direct(1, 2),
            world.group(3),
            world.group_of(3, &[0, 1, 2]),
            world.service_card(1),
        ];
        world.events();
        let devices = (0..PEOPLE)
            .flat_map(|who| [Device::new(who), Device::new(who)])
            .collect();
        Self {
            world,
            devices,
            places,
        }
    }

    fn act(&mut self, (what, who, place, how): Action) {
        let who = usize::from(who) % PEOPLE;
        let place = self.places[usize::from(place) % self.places.len()];
        let other = usize::from(how) % PEOPLE;
        let world = &self.world;
        let head = world.try_see(who, place).map_or(0, |seen| seen.head_no);
        let recent = head.saturating_sub(u64::from(how % 5));
        // Many of these are refused, as in life: a stranger writes, an owner is somebody else.
        match what % 22 {
            0..=3 => drop(self.text(who, place, &format!("text {how}"), None)),
            4 => drop(self.text(who, place, "reply", Some(recent))),
            5 => {
                let everyone = super::world::calling("@", &[None]);
                let named = super::world::calling("@", &[Some(world.account(other))]);
                let body = if how.is_multiple_of(2) {
                    everyone
                } else {
                    named
                };
                drop(world.send(who, place, &format!("m{}", world.cell.seq()), body, None));
            }
            6 | 7 => drop(world.recall(who, place, recent)),
            8 => drop(world.delete(who, place, &[recent])),
            9 | 10 if head > 0 => world.read_to(who, place, recent),
            11 => drop(world.rename(who, place, &format!("name {}", how % 3))),
            12 => drop(world.invite(who, place, &[other])),
            13 => drop(world.remove(who, place, other)),
            14 if how % 4 == 0 => drop(world.leave(who, place)),
            15 => self.settings(who, place, how),
            16 if how % 3 == 0 => {
                for n in 0..(how / 2) {
                    drop(self.text(who, place, &format!("burst {n}"), None));
                }
            }
            17 => world
                .cell
                .clock()
                .advance(Duration::from_secs(u64::from(how))),
            20 if how.is_multiple_of(3) => drop(world.service_card(who)),
            20 => drop(world.card(who, place, &format!("c{}", world.cell.seq()))),
            21 => world.settle_card(place, recent),
            18 | 19 => self.toggle(usize::from(how) % self.devices.len()),
            _ => {}
        }
        self.deliver();
    }

    fn text(
        &self,
        who: usize,
        place: ConversationId,
        text: &str,
        reply_to: Option<u64>,
    ) -> Result<crate::Sent, crate::Error> {
        let client_id = format!("t{}", self.world.cell.seq());
        self.world
            .send(who, place, &client_id, words(text), reply_to)
    }

    fn settings(&self, who: usize, conversation: ConversationId, how: u8) {
        let me = self.world.person(who);
        let on = how.is_multiple_of(2);
        let _ = self.world.cell.write(|tx| match how % 5 {
            0 => crate::set_muted(
                tx,
                &me,
                crate::SetMuted {
                    conversation,
                    muted: on,
                },
            ),
            1 => crate::set_pinned(
                tx,
                &me,
                crate::SetPinned {
                    conversation,
                    pinned: on,
                },
            ),
            2 => crate::set_hidden(
                tx,
                &me,
                crate::SetHidden {
                    conversation,
                    hidden: on,
                },
            ),
            3 => crate::mark_unread(
                tx,
                &me,
                crate::MarkUnread {
                    conversation,
                    unread: on,
                },
            ),
            _ => {
                let text = format!("{}", how % 3);
                let input = crate::SetDraft {
                    conversation,
                    text,
                    reply_to: None,
                };
                crate::set_draft(tx, &me, input)
            }
        });
    }

    fn toggle(&mut self, device: usize) {
        self.deliver();
        let device = &mut self.devices[device];
        if device.online {
            device.online = false;
        } else {
            device.connect(&self.world);
            device.check(&self.world);
        }
    }

    /// Hands every event to every device that is connected, in order.
    fn deliver(&mut self) {
        for event in self.world.events() {
            let push = render(&self.world, &event);
            for device in &mut self.devices {
                device.hear(&self.world, &event, push.as_ref());
            }
        }
    }

    fn finish(&mut self) {
        for device in &mut self.devices {
            if device.online {
                device.check(&self.world);
            }
            device.connect(&self.world);
            device.check(&self.world);
        }
    }
}

proptest! {
    #[test]
    fn a_device_that_comes_back_has_exactly_what_the_cell_has(
        actions in prop::collection::vec(any::<Action>(), 1..150)
    ) {
        let mut town = Town::new();
        for action in actions {
            town.act(action);
        }
        town.finish();
    }
}
