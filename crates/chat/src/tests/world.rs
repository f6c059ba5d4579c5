//! A cell with people in it, and short words for what they do.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use sapa_accounts::NewResident;
use sapa_blobs::image::{Format, Processed, ProcessedFile};
use sapa_blobs::{NewUpload, Purpose};
use sapa_kernel::{
    AccountId, Amount, Coded, ConversationId, Id, Money, PaymentId, SessionId, SignedIn, UploadId,
};
use sapa_store::{Event, Read, StoreError};
use sapa_test_kit::TestCell;

use crate::{
    Body, Card, CardKind, CardState, Conversation, CreateGroup, Error, Friendship, Held, History,
    HistoryPage, Missed, NewBody, NewMention, Obstacle, OneConversation, OpenDirect, PostCard,
    Send, Sent, Service, Tails,
};

/// Everybody is a friend of everybody but for what a test says.
#[derive(Debug, Default)]
pub(super) struct TestFriends {
    obstacles: Mutex<BTreeMap<(AccountId, AccountId), (Obstacle, bool)>>,
}

impl Friendship for TestFriends {
    fn obstacle(
        &self,
        _: &dyn Read,
        from: AccountId,
        to: AccountId,
    ) -> Result<Option<Obstacle>, StoreError> {
        let found = self.obstacles.lock().unwrap().get(&(from, to)).copied();
        Ok(found.map(|(obstacle, _)| obstacle))
    }

    fn known_obstacle(
        &self,
        _: &dyn Read,
        from: AccountId,
        to: AccountId,
    ) -> Result<Option<Obstacle>, StoreError> {
        let found = self.obstacles.lock().unwrap().get(&(from, to)).copied();
        Ok(found
            .filter(|(_, known)| *known)
            .map(|(obstacle, _)| obstacle))
    }
}

pub(super) struct World {
    pub(super) cell: TestCell,
    pub(super) friends: TestFriends,
    pub(super) tails: Tails,
    pub(super) people: Vec<SignedIn>,
}

impl World {
    /// A cell with this many people.
    pub(super) fn with(people: usize) -> Self {
        let cell = TestCell::new();
        let people = (0..people)
            .map(|number| {
                let new = NewResident {
                    handle: format!("person{number}"),
                    display_name: format!("Person {number}"),
                    about: String::new(),
                    language: "en".into(),
                };
                let account = cell
                    .write(|tx| sapa_accounts::create_resident(tx, &new))
                    .unwrap();
                SignedIn {
                    account,
                    session: SessionId::from_bytes([1; 16]),
                }
            })
            .collect();
        cell.events();
        Self {
            cell,
            friends: TestFriends::default(),
            tails: Tails::new(),
            people,
        }
    }

    pub(super) fn person(&self, number: usize) -> SignedIn {
        self.people[number].clone()
    }

    pub(super) fn account(&self, number: usize) -> AccountId {
        self.people[number].account
    }

    /// Puts something between two people; `known` says whether the first one is shown it.
    pub(super) fn part(&self, from: usize, to: usize, obstacle: Obstacle, known: bool) {
        let key = (self.account(from), self.account(to));
        let mut obstacles = self.friends.obstacles.lock().unwrap();
        obstacles.insert(key, (obstacle, known));
    }

    /// The conversation of two people.
    pub(super) fn direct(&self, a: usize, b: usize) -> ConversationId {
        let input = OpenDirect {
            account: self.account(b),
        };
        self.cell
            .write(|tx| crate::open_direct(tx, &self.person(a), input, &self.friends))
            .unwrap()
            .conversation
    }

    /// A group of the first so many people, owned by the first.
    pub(super) fn group(&self, size: usize) -> ConversationId {
        self.group_of(0, &(1..size).collect::<Vec<_>>())
    }

    pub(super) fn group_of(&self, owner: usize, others: &[usize]) -> ConversationId {
        self.try_group(owner, others).unwrap().conversation
    }

    pub(super) fn try_group(&self, owner: usize, others: &[usize]) -> Result<Conversation, Error> {
        let seq = self.cell.seq();
        let input = CreateGroup {
            name: Some("The group".into()),
            members: others.iter().map(|other| self.account(*other)).collect(),
            client_id: format!("group-{seq}"),
        };
        self.cell
            .write(|tx| crate::create_group(tx, &self.person(owner), input, &self.friends))
    }

    pub(super) fn send(
        &self,
        who: usize,
        conversation: ConversationId,
        client_id: &str,
        body: NewBody,
        reply_to: Option<u64>,
    ) -> Result<Sent, Error> {
        let input = Send {
            conversation,
            client_id: client_id.into(),
            body,
            reply_to,
        };
        self.cell
            .write(|tx| crate::send(tx, &self.person(who), input, &self.friends))
    }

    /// Says something and gives its number.
    pub(super) fn say(&self, who: usize, conversation: ConversationId, text: &str) -> u64 {
        let client_id = format!("say-{}", self.cell.seq());
        self.send(who, conversation, &client_id, words(text), None)
            .unwrap()
            .message_no
    }

    pub(super) fn see(&self, who: usize, conversation: ConversationId) -> Conversation {
        self.try_see(who, conversation).unwrap()
    }

    pub(super) fn try_see(
        &self,
        who: usize,
        conversation: ConversationId,
    ) -> Result<Conversation, Error> {
        let input = OneConversation { conversation };
        let actor = self.person(who);
        self.cell
            .read(|read| crate::conversation(read, &actor, input, &self.friends))
    }

    pub(super) fn history(&self, who: usize, conversation: ConversationId) -> HistoryPage {
        self.page(who, conversation, None, None, 100).unwrap()
    }

    pub(super) fn page(
        &self,
        who: usize,
        conversation: ConversationId,
        before: Option<u64>,
        after: Option<u64>,
        limit: u32,
    ) -> Result<HistoryPage, Error> {
        let input = History {
            conversation,
            before,
            after,
            limit: Some(limit),
        };
        let actor = self.person(who);
        self.cell
            .read(|read| crate::history(read, &actor, input, &self.tails))
    }

    pub(super) fn numbers(&self, who: usize, conversation: ConversationId) -> Vec<u64> {
        let page = self.history(who, conversation);
        page.messages
            .iter()
            .map(|message| message.message_no)
            .collect()
    }

    pub(super) fn sync(&self, who: usize, held: &[Held]) -> Missed {
        let actor = self.person(who);
        self.cell
            .read(|read| crate::sync_conversations(read, &actor, held, &self.friends, &self.tails))
            .unwrap()
    }

    pub(super) fn read_to(&self, who: usize, conversation: ConversationId, message_no: u64) {
        let input = crate::MarkRead {
            conversation,
            message_no,
        };
        self.cell
            .write(|tx| crate::mark_read(tx, &self.person(who), input))
            .unwrap();
    }

    pub(super) fn recall(
        &self,
        who: usize,
        conversation: ConversationId,
        message_no: u64,
    ) -> Result<u64, Error> {
        let input = crate::Recall {
            conversation,
            message_no,
        };
        self.cell
            .write(|tx| crate::recall(tx, &self.person(who), input))
            .map(|recalled| recalled.change_no)
    }

    /// Puts a card that waits.
    pub(super) fn card(
        &self,
        who: usize,
        conversation: ConversationId,
        client_id: &str,
    ) -> Result<Sent, Error> {
        let input = PostCard {
            conversation,
            client_id: Some(client_id.into()),
            card: a_card(),
        };
        self.cell
            .write(|tx| crate::post_card(tx, self.account(who), input, &self.friends))
    }

    /// Has the wallet say something to somebody, and gives the conversation in which it does.
    pub(super) fn service_card(&self, who: usize) -> ConversationId {
        let account = self.account(who);
        let card = Card {
            kind: CardKind::Receipt,
            detail: Some("top_up".into()),
            state: CardState::Done,
            ..a_card()
        };
        self.cell
            .write(|tx| crate::post_service_card(tx, account, Service::Wallet, card))
            .unwrap();
        let places = self
            .cell
            .read(|read| crate::conversations_of(read, account))
            .unwrap();
        let is_service =
            |place: &ConversationId| self.see(who, *place).kind == crate::ConversationType::Service;
        places.into_iter().find(is_service).unwrap()
    }

    /// What a card is about is over; nothing happens if it is over already.
    pub(super) fn settle_card(&self, conversation: ConversationId, message_no: u64) {
        self.cell
            .write(|tx| {
                crate::change_card(tx, conversation, message_no, |card| {
                    card.state = CardState::Accepted;
                })
            })
            .unwrap();
    }

    pub(super) fn delete(
        &self,
        who: usize,
        conversation: ConversationId,
        message_nos: &[u64],
    ) -> Result<(), Error> {
        let input = crate::DeleteForMe {
            conversation,
            message_nos: message_nos.to_vec(),
        };
        self.cell
            .write(|tx| crate::delete_for_me(tx, &self.person(who), input))
            .map(|_| ())
    }

    pub(super) fn invite(
        &self,
        who: usize,
        conversation: ConversationId,
        others: &[usize],
    ) -> Result<crate::Invited, Error> {
        let input = crate::Invite {
            conversation,
            accounts: others.iter().map(|other| self.account(*other)).collect(),
        };
        self.cell
            .write(|tx| crate::invite(tx, &self.person(who), input, &self.friends))
    }

    pub(super) fn remove(
        &self,
        who: usize,
        conversation: ConversationId,
        whom: usize,
    ) -> Result<(), Error> {
        let input = crate::RemoveMember {
            conversation,
            account: self.account(whom),
        };
        self.cell
            .write(|tx| crate::remove_member(tx, &self.person(who), input))
            .map(|_| ())
    }

    pub(super) fn leave(&self, who: usize, conversation: ConversationId) -> Result<(), Error> {
        let input = crate::Leave { conversation };
        self.cell
            .write(|tx| crate::leave(tx, &self.person(who), input))
            .map(|_| ())
    }

    pub(super) fn rename(
        &self,
        who: usize,
        conversation: ConversationId,
        name: &str,
    ) -> Result<(), Error> {
        let input = crate::Rename {
            conversation,
            name: name.into(),
        };
        self.cell
            .write(|tx| crate::rename(tx, &self.person(who), input))
            .map(|_| ())
    }

    /// An upload of somebody's that is ready to be sent.
    pub(super) fn upload(&self, who: usize) -> UploadId {
        let actor = self.person(who);
        let file = |name: &'static str, edge: u32| ProcessedFile {
            name,
            format: Format::Jpeg,
            width: edge,
            height: edge,
            bytes: vec![0; edge as usize],
        };
        let processed = Processed {
            width: 640,
            height: 640,
            placeholder: "data:image/png;base64,AA".into(),
            files: vec![file("full", 640), file("thumb", 480)],
        };
        let random = u128::from(self.cell.seq()).to_be_bytes();
        let plan = NewUpload::plan(Purpose::Photo, &processed, random);
        let id = self
            .cell
            .write(|tx| sapa_blobs::begin_upload(tx, &actor, plan))
            .unwrap();
        self.cell
            .write(|tx| sapa_blobs::complete_upload(tx, &actor, id))
            .unwrap()
            .upload
    }

    /// References that a blob has; none if it is gone.
    pub(super) fn references(&self, blob: UploadId) -> Option<u32> {
        self.cell
            .read(|read| sapa_blobs::get(read, blob))
            .unwrap()
            .map(|blob| blob.references)
    }

    /// Names of the events since the last call, each with its topic's kind.
    pub(super) fn heard(&self) -> Vec<String> {
        self.cell
            .events()
            .iter()
            .map(|event| {
                format!("{:?}", event.topic)
                    .split('(')
                    .next()
                    .unwrap()
                    .to_owned()
                    + " "
                    + &event.name
            })
            .collect()
    }

    pub(super) fn events(&self) -> Vec<Event> {
        self.cell.events()
    }

    pub(super) fn members(&self, who: usize, conversation: ConversationId) -> BTreeSet<AccountId> {
        let actor = self.person(who);
        let mut found = BTreeSet::new();
        let mut cursor = None;
        loop {
            let input = crate::Members {
                conversation,
                cursor,
                limit: Some(100),
            };
            let list = self
                .cell
                .read(|read| crate::members(read, &actor, input))
                .unwrap();
            found.extend(list.items.iter().map(|item| item.card.account));
            cursor = list.next_cursor;
            if cursor.is_none() {
                return found;
            }
        }
    }
}

/// A transfer of 15,000 rupiah that waits.
pub(super) fn a_card() -> Card {
    Card {
        kind: CardKind::Transfer,
        payment: Some(PaymentId::from_bytes([7; 16])),
        money: Some(Money {
            amount: Amount::from_minor(1_500_000),
            currency: "IDR".parse().unwrap(),
        }),
        note: Some("Lunch".into()),
        account: None,
        state: CardState::Waiting,
        detail: None,
    }
}

/// A text body.
pub(super) fn words(text: &str) -> NewBody {
    NewBody::Text {
        text: text.into(),
        mentions: Vec::new(),
    }
}

/// A text body that names people, each by the first unit of the text.
pub(super) fn calling(text: &str, accounts: &[Option<AccountId>]) -> NewBody {
    NewBody::Text {
        text: text.into(),
        mentions: accounts
            .iter()
            .map(|account| NewMention {
                account: *account,
                offset: 0,
                length: 1,
            })
            .collect(),
    }
}

pub(super) fn photos(uploads: &[UploadId]) -> NewBody {
    NewBody::Photos {
        uploads: uploads.to_vec(),
        caption: None,
    }
}

/// The text of a body, or what it is instead.
pub(super) fn text_of(body: &Body) -> String {
    match body {
        Body::Text { text, .. } => text.clone(),
        Body::Photos { photos, .. } => format!("[{} photos]", photos.len()),
        Body::System { event } => format!("[{:?}]", event.kind),
        Body::Recalled { .. } => "[recalled]".into(),
        Body::Card { card } => format!("[{:?} {:?}]", card.kind, card.state),
    }
}

/// The code of a refusal.
#[track_caller]
pub(super) fn code<T: std::fmt::Debug>(result: Result<T, Error>) -> &'static str {
    result.expect_err("this should have been refused").code()
}
