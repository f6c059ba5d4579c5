//! Reading every history again, and comparing it with what was acknowledged.

use sapa_client::{BulkAccount, Client, Message};
use sapa_kernel::ConversationId;

use crate::error::Error;

/// Whether and where the cell took a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Acknowledged(u32);

impl Acknowledged {
    pub(crate) const NOT_YET: Self = Self(0);

    /// Message numbers begin at one. A load run stays far below 2^32 messages in one conversation.
    pub(crate) fn at(message_no: u64) -> Self {
        Self(u32::try_from(message_no).unwrap_or(u32::MAX))
    }
}

/// Whose histories, and what should stand there.
pub(crate) struct Histories<'a> {
    /// Neighbours share a conversation.
    pub(crate) accounts: &'a [BulkAccount],
    pub(crate) conversations: &'a [ConversationId],
    /// By account, then by the number that is also the client id.
    pub(crate) acknowledged: Vec<&'a [Acknowledged]>,
}

/// What does not hold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Found {
    /// Acknowledged, and not in the history.
    pub(crate) lost: u64,
    /// In the history more than once.
    pub(crate) duplicated: u64,
    /// In the history under another number than was acknowledged, or a gap or step back in the numbers.
    pub(crate) misplaced: u64,
}

/// Reads every conversation from its first message to its last.
pub(crate) async fn reread(client: &Client, histories: &Histories<'_>) -> Result<Found, Error> {
    let mut found = Found::default();
    for (number, conversation) in histories.conversations.iter().enumerate() {
        let pair = &histories.accounts[number * 2..number * 2 + 2];
        let reader = client.with_token(&pair[0].token);
        let mut check = Check::new([
            histories.acknowledged[number * 2],
            histories.acknowledged[number * 2 + 1],
        ]);
        let mut after = 0;
        loop {
            let page = reader.history_after(*conversation, after).await?;
            for message in &page.messages {
                check.message(pair, message);
            }
            match page.messages.last() {
                Some(last) if page.more && last.message_no > after => after = last.message_no,
                _ => break,
            }
        }
        check.add_to(&mut found);
    }
    Ok(found)
}

/// One conversation's comparison.
struct Check<'a> {
    acknowledged: [&'a [Acknowledged]; 2],
    seen: [Vec<u8>; 2],
    last_no: u64,
    misplaced: u64,
    duplicated: u64,
}

impl<'a> Check<'a> {
    fn new(acknowledged: [&'a [Acknowledged]; 2]) -> Self {
        Self {
            acknowledged,
            seen: acknowledged.map(|list| vec![0; list.len()]),
            last_no: 0,
            misplaced: 0,
            duplicated: 0,
        }
    }

    fn message(&mut self, pair: &[BulkAccount], message: &Message) {
        if message.message_no != self.last_no + 1 {
            self.misplaced += 1;
        }
        self.last_no = message.message_no;
        let Some(side) = pair
            .iter()
            .position(|account| Some(account.account) == message.sender)
        else {
            // The cell's own message at the beginning of a friendship.
            return;
        };
        let number = message
            .client_id
            .as_deref()
            .and_then(|id| id.parse::<usize>().ok())
            .filter(|number| *number < self.seen[side].len());
        let Some(number) = number else {
            self.misplaced += 1;
            return;
        };
        if self.seen[side][number] > 0 {
            self.duplicated += 1;
        } else if self.acknowledged[side][number] != Acknowledged::at(message.message_no) {
            self.misplaced += 1;
        }
        self.seen[side][number] = 1;
    }

    fn add_to(self, found: &mut Found) {
        found.misplaced += self.misplaced;
        found.duplicated += self.duplicated;
        for (acknowledged, seen) in self.acknowledged.iter().zip(&self.seen) {
            let lost = acknowledged
                .iter()
                .zip(seen)
                .filter(|(acknowledged, seen)| {
                    **acknowledged != Acknowledged::NOT_YET && **seen == 0
                });
            found.lost += lost.count() as u64;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const ACCOUNTS: [&str; 2] = ["0000000000000000000000000g", "00000000000000000000000010"];

    /// Sides, client ids and numbers of a history against acknowledged numbers of both sides.
    fn check(history: &[(usize, &str, u64)], acknowledged: [&[u64]; 2]) -> Found {
        let pair: Vec<BulkAccount> = ACCOUNTS
            .iter()
            .map(|account| {
                serde_json::from_value(json!({"account": account, "handle": "a", "token": "t"}))
                    .unwrap()
            })
            .collect();
        let lists = acknowledged.map(|numbers| {
            numbers
                .iter()
                .map(|number| Acknowledged::at(*number))
                .collect::<Vec<_>>()
        });
        let mut check = Check::new([&lists[0], &lists[1]]);
        for (side, client_id, message_no) in history {
            let message = serde_json::from_value(json!({
                "conversation": ACCOUNTS[0], "message_no": message_no, "change_no": message_no,
                "sender": ACCOUNTS.get(*side), "sent_at": "2026-01-01T00:00:00.000Z",
                "client_id": client_id, "body": {},
            }))
            .unwrap();
            check.message(&pair, &message);
        }
        let mut found = Found::default();
        check.add_to(&mut found);
        found
    }

    #[test]
    fn histories_are_judged_by_what_was_acknowledged() {
        let whole = [(9, "", 1), (0, "0", 2), (1, "0", 3), (0, "1", 4)];
        // An acknowledged number of zero stands for a message without an answer.
        for (history, acknowledged, lost, duplicated, misplaced) in [
            (&whole[..], [&[2, 4][..], &[3][..]], 0, 0, 0),
            (&whole[..3], [&[2, 4], &[3]], 1, 0, 0),
            (&whole[..3], [&[2, 0], &[3]], 0, 0, 0),
            (&[(0, "0", 1), (0, "0", 2)], [&[1], &[]], 0, 1, 0),
            (&[(0, "0", 1), (0, "1", 2)], [&[2, 1], &[]], 0, 0, 2),
            (&[(0, "0", 1), (0, "1", 3)], [&[1, 3], &[]], 0, 0, 1),
            (&[(0, "7", 1)], [&[], &[]], 0, 0, 1),
        ] {
            let expected = Found {
                lost,
                duplicated,
                misplaced,
            };
            assert_eq!(check(history, acknowledged), expected, "{history:?}");
        }
    }
}
