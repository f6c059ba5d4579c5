//! Stories that span domains: people join, become friends, write, change their name, and go.

mod deletion;
mod feed;
mod money;
mod money_shared;
mod money_to_come;

use std::cell::Cell;
use std::time::Duration;

use sapa_accounts::{
    CreateInvitation, Error as AccountError, Hashing, Prepared, Register, Registered,
    RegistrationMode, RegistrationSecrets, Token, UpdateProfile, UpdateSettings, WAITING_PERIOD,
};
use sapa_chat::{
    CannotSend, Conversation, CreateGroup, Friendship, Held, NewBody, Obstacle, Send, Tails,
};
use sapa_contacts::{Accept, AccountInput, Relation, Request};
use sapa_feed::{KIND_CONTACT, Touched};
use sapa_kernel::{AccountId, CellId, ConversationId, Fault, Id, Operator, SignedIn, Visitor};
use sapa_store::{Topic, Tx};
use sapa_test_kit::TestCell;
use serde_json::{Value, json};

use crate::*;

const PASSWORD: &str = "a long enough password";
const MACHINE: Operator = Operator { account: None };

type Answer<T> = Result<T, &'static str>;

struct Town {
    cell: TestCell,
    drawn: Cell<u8>,
}

impl Town {
    fn new() -> Self {
        let town = Self {
            cell: TestCell::new(),
            drawn: Cell::new(0),
        };
        let open = UpdateSettings {
            registration: Some(RegistrationMode::Open),
            cell_name: None,
        };
        town.write(|tx| sapa_accounts::update_settings(tx, &MACHINE, open).map_err(fault))
            .unwrap();
        town
    }

    fn write<T>(&self, run: impl FnOnce(&mut Tx<'_>) -> Result<T, Fault>) -> Answer<T> {
        self.cell.write(run).map_err(|fault| fault.code)
    }

    fn draw<const N: usize>(&self) -> [u8; N] {
        self.drawn.set(self.drawn.get() + 1);
        [self.drawn.get(); N]
    }

    fn prepare(&self, handle: &str, invitation: Option<&str>) -> Result<Prepared, AccountError> {
        let input = Register {
            handle: handle.to_owned(),
            display_name: handle.to_uppercase(),
            password: PASSWORD.into(),
            invitation: invitation.map(Into::into),
        };
        let checked = self
            .cell
            .read(|read| sapa_accounts::check_registration(read, input))?;
        let secrets = RegistrationSecrets {
            token: self.draw(),
            salt: self.draw(),
            codes: self.draw(),
        };
        let hashing = Hashing::CHEAP;
        Ok(sapa_accounts::prepare_registration(
            checked, hashing, &secrets,
        ))
    }

    fn join(&self, handle: &str, invitation: Option<&str>) -> Registered {
        self.cell.clock().advance(Duration::from_millis(1));
        let prepared = self.prepare(handle, invitation).unwrap();
        self.write(|tx| register(tx, &Visitor::default(), &prepared))
            .unwrap()
    }

    fn people<const N: usize>(&self, handles: [&str; N]) -> [SignedIn; N] {
        handles.map(|handle| self.join(handle, None).signed_in)
    }

    fn befriend(&self, a: &SignedIn, b: &SignedIn) -> ConversationId {
        let input = BefriendInBulk {
            pairs: vec![(a.account, b.account)],
        };
        self.write(|tx| befriend_in_bulk(tx, &MACHINE, input))
            .unwrap()
            .conversations[0]
    }

    fn ask(&self, from: &SignedIn, to: &SignedIn) -> Answer<RequestAnswer> {
        let input = Request {
            account: to.account,
            greeting: "hello".to_owned(),
            via: None,
        };
        self.write(|tx| request(tx, from, input))
    }

    fn accept(&self, who: &SignedIn, of: &SignedIn) -> Answer<Accepted> {
        let input = Accept {
            account: of.account,
            remark: None,
        };
        self.write(|tx| accept(tx, who, input))
    }

    fn contacts(
        &self,
        verb: fn(
            &mut Tx<'_>,
            &SignedIn,
            AccountInput,
        ) -> Result<sapa_kernel::Empty, sapa_contacts::Error>,
        who: &SignedIn,
        whom: &SignedIn,
    ) {
        let account = whom.account;
        self.write(|tx| verb(tx, who, AccountInput { account }).map_err(fault))
            .unwrap();
    }

    fn say(&self, who: &SignedIn, conversation: ConversationId, text: &str) -> Answer<u64> {
        let body: NewBody =
            serde_json::from_value(json!({ "kind": "text", "text": text })).unwrap();
        let input = Send {
            conversation,
            client_id: text.to_owned(),
            body,
            reply_to: None,
        };
        self.write(|tx| sapa_chat::send(tx, who, input, &Friends).map_err(fault))
            .map(|sent| sent.message_no)
    }

    fn group(&self, owner: &SignedIn, members: &[&SignedIn]) -> Conversation {
        let input = CreateGroup {
            name: Some("Warung".to_owned()),
            members: members.iter().map(|member| member.account).collect(),
            client_id: "group".to_owned(),
        };
        self.write(|tx| sapa_chat::create_group(tx, owner, input, &Friends).map_err(fault))
            .unwrap()
    }

    fn conversation(&self, who: &SignedIn, conversation: ConversationId) -> Conversation {
        let input = sapa_chat::OneConversation { conversation };
        self.cell
            .read(|read| sapa_chat::conversation(read, who, input, &Friends))
            .unwrap()
    }

    fn sync(&self, who: &SignedIn, feed_position: u64, conversations: Vec<Held>) -> Value {
        let input = Sync {
            feed_position,
            conversations,
        };
        let synced = self
            .cell
            .read(|read| sync(read, who, &input, &Tails::new()))
            .unwrap();
        serde_json::to_value(synced).unwrap()
    }

    fn run_jobs(&self) {
        let keys = sapa_wallet::Keys {
            pepper: [1; 32],
            draw: [2; 32],
        };
        self.cell.run_due_jobs(&jobs(keys)).unwrap();
    }

    fn position(&self, who: &SignedIn) -> u64 {
        self.cell
            .read(|read| sapa_feed::head(read, who.account))
            .unwrap()
    }
}

fn invite(town: &Town, actor: &SignedIn) -> String {
    let code = Token::code_from_random(town.draw());
    let input = CreateInvitation::default();
    town.write(|tx| sapa_accounts::create_invitation(tx, actor, input, &code, "").map_err(fault))
        .unwrap()
        .code
}

#[test]
fn whoever_comes_by_an_invitation_has_a_friend_and_can_write() {
    let town = Town::new();
    let [ratna] = town.people(["ratna"]);
    let code = invite(&town, &ratna);
    let sari = town.join("sari", Some(&code));
    assert_eq!(sari.inviter, Some(ratna.account));
    let sari = sari.signed_in;
    let synced = town.sync(&sari, 0, Vec::new());
    assert_eq!(synced["reload"], json!(["all"]));
    let conversation = &synced["conversations"][0]["conversation"];
    assert_eq!(conversation["peer"]["handle"], "ratna");
    assert_eq!(
        conversation["last_message"]["body"]["event"]["type"],
        "friends_now"
    );
    let id: ConversationId = serde_json::from_value(conversation["conversation"].clone()).unwrap();
    assert_eq!(town.say(&sari, id, "selamat-pagi"), Ok(2));
    assert_eq!(town.say(&ratna, id, "pagi"), Ok(3));
    // One invitation, one person: the next is refused, also if both began at once.
    assert!(matches!(
        town.prepare("budi", Some(&code)),
        Err(AccountError::InvitationInvalid(_))
    ));
}

#[test]
fn of_two_who_use_the_last_place_of_an_invitation_at_once_one_comes_in() {
    let town = Town::new();
    let [ratna] = town.people(["ratna"]);
    let code = invite(&town, &ratna);
    let both = ["sari", "budi"].map(|handle| town.prepare(handle, Some(&code)).unwrap());
    let [first, second] =
        both.map(|prepared| town.write(|tx| register(tx, &Visitor::default(), &prepared)));
    assert!(first.is_ok());
    assert_eq!(second.map(|_| ()), Err("accounts.invitation_invalid"));
}

#[test]
fn a_request_that_is_accepted_gives_a_conversation() {
    let town = Town::new();
    let [sari, budi] = town.people(["sari", "budi"]);
    let asked = town.ask(&sari, &budi).unwrap();
    assert_eq!(
        (asked.relation, asked.conversation),
        (Relation::RequestSent, None)
    );
    let accepted = town.accept(&budi, &sari).unwrap();
    assert_eq!(town.accept(&budi, &sari), Ok(accepted), "repeated");
    assert_eq!(
        town.conversation(&sari, accepted.conversation).head_no,
        1,
        "said once"
    );
    assert_eq!(town.say(&sari, accepted.conversation, "hi"), Ok(2));
    assert_eq!(town.accept(&sari, &budi), Err("contacts.request_not_found"));
}

#[test]
fn who_both_ask_have_a_conversation() {
    let town = Town::new();
    let [sari, budi] = town.people(["sari", "budi"]);
    town.ask(&sari, &budi).unwrap();
    let asked = town.ask(&budi, &sari).unwrap();
    assert_eq!(asked.relation, Relation::Friend);
    let conversation = asked.conversation.unwrap();
    assert_eq!(town.say(&sari, conversation, "hi"), Ok(2));
}

/// What stands in the way of `from` writing to `to`: what holds, and what `from` may know of it.
fn obstacles(town: &Town, from: &SignedIn, to: AccountId) -> (Option<Obstacle>, Option<Obstacle>) {
    town.cell.read(|read| {
        (
            Friends.obstacle(read, from.account, to).unwrap(),
            Friends.known_obstacle(read, from.account, to).unwrap(),
        )
    })
}

#[test]
fn who_may_write_to_whom() {
    use Obstacle::{Blocked, Deleted, NotFriends};
    let town = Town::new();
    let [sari, budi] = town.people(["sari", "budi"]);
    let both = || {
        (
            obstacles(&town, &sari, budi.account),
            obstacles(&town, &budi, sari.account),
        )
    };
    let nothing = (None, None);
    let strangers = (Some(NotFriends), Some(NotFriends));
    assert_eq!(both(), (strangers, strangers));
    let conversation = town.befriend(&sari, &budi);
    assert_eq!(both(), (nothing, nothing));
    town.contacts(sapa_contacts::delete, &sari, &budi);
    assert_eq!(
        both(),
        (strangers, (Some(NotFriends), None)),
        "the other side does not know"
    );
    assert_eq!(town.say(&budi, conversation, "a"), Err("chat.not_friends"));
    assert!(town.conversation(&budi, conversation).can_send);
    assert_eq!(
        town.conversation(&sari, conversation).cannot_send_reason,
        Some(CannotSend::NotFriends)
    );
    town.befriend(&sari, &budi);
    town.contacts(sapa_contacts::block, &sari, &budi);
    assert_eq!(
        both(),
        ((Some(Blocked), Some(Blocked)), (Some(NotFriends), None))
    );
    assert_eq!(town.say(&budi, conversation, "b"), Err("chat.not_friends"));
    assert_eq!(town.say(&sari, conversation, "c"), Err("chat.blocked"));
    town.contacts(sapa_contacts::unblock, &sari, &budi);
    assert_eq!(both(), (nothing, nothing));
    let nobody = AccountId::compose(CellId(9), 9, [9; 6]);
    assert_eq!(
        obstacles(&town, &sari, nobody),
        (Some(Deleted), Some(Deleted))
    );
}

#[test]
fn members_of_a_common_group_see_each_others_profile() {
    let town = Town::new();
    let [sari, budi, putu] = town.people(["sari", "budi", "putu"]);
    town.befriend(&sari, &budi);
    town.befriend(&sari, &putu);
    let see = |who: &SignedIn, account| {
        town.cell
            .read(|read| profile(read, who, AccountInput { account }))
            .map_err(|fault| fault.code)
    };
    assert_eq!(
        see(&budi, putu.account).map(|_| ()),
        Err("contacts.not_visible")
    );
    town.group(&sari, &[&budi, &putu]);
    let seen = see(&budi, putu.account).unwrap();
    assert_eq!(
        (seen.common_groups, seen.found.relation),
        (1, Relation::None)
    );
    assert_eq!(seen.about, None);
    assert_eq!(see(&budi, budi.account).unwrap().common_groups, 0);
    let nobody = AccountId::compose(CellId(9), 9, [9; 6]);
    assert_eq!(see(&budi, nobody).map(|_| ()), Err("contacts.not_found"));
}

#[test]
fn friends_by_the_hundred() {
    let town = Town::new();
    let [sari, budi] = town.people(["sari", "budi"]);
    let befriend = |operator: &Operator, pairs: Vec<(AccountId, AccountId)>| {
        town.write(|tx| befriend_in_bulk(tx, operator, BefriendInBulk { pairs }))
    };
    let pair = (sari.account, budi.account);
    let first = befriend(&MACHINE, vec![pair]).unwrap();
    assert_eq!(
        befriend(&MACHINE, vec![pair, pair]).unwrap().conversations[1],
        first.conversations[0]
    );
    let nobody = AccountId::compose(CellId(9), 9, [9; 6]);
    for (pairs, code) in [
        (vec![], "accounts.out_of_range"),
        (vec![pair; 1_001], "accounts.out_of_range"),
        (vec![(sari.account, nobody)], "accounts.not_found"),
        (vec![(sari.account, sari.account)], "contacts.self"),
    ] {
        assert_eq!(befriend(&MACHINE, pairs).map(|_| ()), Err(code));
    }
    let person = Operator {
        account: Some(sari.account),
    };
    assert_eq!(
        befriend(&person, vec![pair]).map(|_| ()),
        Err("accounts.token_needed")
    );
}

#[test]
fn as_many_pairs_as_are_allowed_fit_into_a_transaction() {
    let town = Town::new();
    let input = sapa_accounts::CreateInBulk {
        count: sapa_accounts::MAX_BULK,
        prefix: "load-".to_owned(),
    };
    let tokens: Vec<Token> = (0..sapa_accounts::MAX_BULK)
        .map(|n| {
            let mut random = [0; 32];
            random[..4].copy_from_slice(&n.to_be_bytes());
            Token::from_random(random)
        })
        .collect();
    let made = town
        .write(|tx| sapa_accounts::create_in_bulk(tx, &MACHINE, &input, &tokens).map_err(fault))
        .unwrap()
        .accounts;
    let next = made.iter().cycle().skip(1);
    let pairs: Vec<_> = made
        .iter()
        .zip(next)
        .map(|(a, b)| (a.account, b.account))
        .collect();
    assert_eq!(pairs.len(), MAX_PAIRS as usize);
    let input = BefriendInBulk { pairs };
    let friends = town
        .write(|tx| befriend_in_bulk(tx, &MACHINE, input))
        .unwrap();
    assert_eq!(friends.conversations.len(), MAX_PAIRS as usize);
}
