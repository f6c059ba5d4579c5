//! All that happened in the town before its first start, in the order in which it happened.

use std::time::Duration;

use crate::residents::{FRIENDS, REQUESTS, RESIDENTS};
use crate::script::{Beat, Script, Setting, What, parse};

macro_rules! talk {
    ($($name:literal),* $(,)?) => {
        &[$((concat!("talk/", $name, ".txt"), include_str!(concat!("talk/", $name, ".txt")))),*]
    };
}

/// What the town says, by file.
const TALK: &[(&str, &str)] = talk![
    "afa-mei",
    "dewi-mei",
    "dewi-sari",
    "dewi-tiwi",
    "dewi-wayan",
    "football",
    "mei-xiaoyu",
    "neighbours",
    "nora-ravi",
    "paper-boats",
    "rahma-joko",
    "sari-afa",
    "sari-budi",
    "tea",
    "tiwi-xiaoyu",
    "wayan-budi",
    "wayan-nora",
];

const DAY: Duration = Duration::from_secs(86_400);

/// When everybody moved in.
const MOVED_IN: Duration = DAY.saturating_mul(30);
/// When they made friends.
const MADE_FRIENDS: Duration = DAY.saturating_mul(21);
/// When the requests that are open were sent.
const ASKED: Duration = Duration::from_secs(5 * 3_600);
/// How soon a slip of the tongue is taken back; the cell allows two minutes.
const TAKEN_BACK_AFTER: Duration = Duration::from_secs(25);
/// How long before the start members last looked at their conversations.
const LAST_LOOK: Duration = Duration::from_secs(60);

/// One thing that somebody did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// How long before the town's first start.
    pub ago: Duration,
    /// Who did it, by handle.
    pub who: &'static str,
    /// What they did.
    pub act: Act,
}

/// What somebody did. Conversations and messages are counted from 0, messages within their conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Moved into the town, with portrait and profile.
    MoveIn,
    /// Asked somebody to be friends.
    Ask {
        /// Whom.
        whom: &'static str,
        /// With these words.
        greeting: &'static str,
    },
    /// Agreed to be friends with somebody who had asked; talks with them in this conversation, if they talk.
    Agree {
        /// Whom.
        whom: &'static str,
        /// Their conversation.
        conversation: Option<usize>,
    },
    /// Founded a group.
    Found {
        /// The conversation.
        conversation: usize,
        /// Its name.
        name: &'static str,
        /// The others.
        members: Vec<&'static str>,
    },
    /// Brought a friend into a group.
    Invite {
        /// The conversation.
        conversation: usize,
        /// Whom.
        whom: &'static str,
    },
    /// Said something.
    Say {
        /// Where.
        conversation: usize,
        /// Which message it is.
        message: usize,
        /// The text, or the caption of photos.
        text: Words,
        /// Painted scenes.
        photos: Vec<&'static str>,
        /// The message that this answers.
        reply_to: Option<usize>,
    },
    /// Took back what they had said.
    TakeBack {
        /// Where.
        conversation: usize,
        /// Which message.
        message: usize,
    },
    /// Read up to a message.
    Read {
        /// Where.
        conversation: usize,
        /// Up to which.
        message: usize,
    },
    /// Arranged a conversation for themselves.
    Set {
        /// Which.
        conversation: usize,
        /// How.
        setting: OwnView,
    },
}

/// How somebody arranged a conversation for themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnView {
    /// It stays on top.
    Pinned,
    /// They are not told of new messages.
    Muted,
    /// They left this unsent.
    Draft(&'static str),
}

/// A text in which members are named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// The text, handles replaced by names.
    pub text: String,
    /// Who is named where.
    pub mentions: Vec<Mention>,
}

/// Somebody is named in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Who, by handle; none: everybody.
    pub whom: Option<&'static str>,
    /// Where it begins, in UTF-16 units.
    pub offset: usize,
    /// How long it is, in UTF-16 units, with the `@`.
    pub length: usize,
}

/// Everything, from the first day to the last minute.
pub fn plan() -> Vec<Step> {
    let scripts = scripts().expect("a test reads every script");
    let mut steps: Vec<Step> = RESIDENTS
        .iter()
        .map(|resident| step(MOVED_IN, resident.handle, Act::MoveIn))
        .collect();
    befriend(&scripts, &mut steps);
    for (who, whom, greeting) in REQUESTS {
        steps.push(step(ASKED, who, Act::Ask { whom, greeting }));
    }
    for (conversation, script) in scripts.iter().enumerate() {
        play(conversation, script, &mut steps);
    }
    // Stable: what happens at one moment stays in the order of the scripts.
    steps.sort_by_key(|step| std::cmp::Reverse(step.ago));
    steps
}

pub(crate) fn scripts() -> Result<Vec<Script>, String> {
    TALK.iter().map(|(file, text)| parse(file, text)).collect()
}

const fn step(ago: Duration, who: &'static str, act: Act) -> Step {
    Step { ago, who, act }
}

fn befriend(scripts: &[Script], steps: &mut Vec<Step>) {
    let talking = scripts
        .iter()
        .enumerate()
        .filter(|(_, script)| script.name.is_none())
        .map(|(conversation, script)| (script.members[0], script.members[1], Some(conversation)));
    let silent = FRIENDS.iter().map(|(one, other)| (*one, *other, None));
    for (index, (one, other, conversation)) in talking.chain(silent).enumerate() {
        let minutes = u64::try_from(index).unwrap_or(0) * 7;
        let ago = MADE_FRIENDS - Duration::from_secs(minutes * 60);
        let greeting =
            crate::residents::resident(one).map_or("", |resident| resident.language.hello());
        steps.push(step(
            ago,
            one,
            Act::Ask {
                whom: other,
                greeting,
            },
        ));
        let ago = ago - Duration::from_secs(90);
        steps.push(step(
            ago,
            other,
            Act::Agree {
                whom: one,
                conversation,
            },
        ));
    }
}

fn play(conversation: usize, script: &Script, steps: &mut Vec<Step>) {
    if let (Some(name), Some(first)) = (script.name, script.beats.first()) {
        let act = Act::Found {
            conversation,
            name,
            members: script.members[1..].to_vec(),
        };
        steps.push(step(first.ago + DAY, script.members[0], act));
    }
    let mut members = script.members.clone();
    let mut message = 0;
    for beat in &script.beats {
        match &beat.what {
            What::Invite(whom) => {
                members.push(whom);
                steps.push(step(beat.ago, beat.who, Act::Invite { conversation, whom }));
            }
            What::Say { .. } => {
                say(conversation, message, script, beat, steps);
                message += 1;
            }
        }
    }
    finish(conversation, message, script, &members, steps);
}

fn say(conversation: usize, message: usize, script: &Script, beat: &Beat, steps: &mut Vec<Step>) {
    let What::Say {
        text,
        photos,
        reply_to,
        recalled,
    } = &beat.what
    else {
        return;
    };
    let text = words(text, script.name.is_some());
    let act = Act::Say {
        conversation,
        message,
        text,
        photos: photos.clone(),
        reply_to: *reply_to,
    };
    steps.push(step(beat.ago, beat.who, act));
    if *recalled {
        let act = Act::TakeBack {
            conversation,
            message,
        };
        steps.push(step(
            beat.ago.saturating_sub(TAKEN_BACK_AFTER),
            beat.who,
            act,
        ));
    }
}

/// What each member has seen and set in the end.
fn finish(
    conversation: usize,
    said: usize,
    script: &Script,
    members: &[&'static str],
    steps: &mut Vec<Step>,
) {
    for member in members {
        let unread = script.settings.iter().find_map(|setting| match setting {
            Setting::Unread(who, count) if who == member => Some(*count),
            _ => None,
        });
        if let Some(message) = said.checked_sub(1 + unread.unwrap_or(0)) {
            steps.push(step(
                LAST_LOOK,
                member,
                Act::Read {
                    conversation,
                    message,
                },
            ));
        }
    }
    for setting in &script.settings {
        let (who, setting) = match setting {
            Setting::Pin(who) => (who, OwnView::Pinned),
            Setting::Mute(who) => (who, OwnView::Muted),
            Setting::Draft(who, text) => (who, OwnView::Draft(text)),
            Setting::Unread(..) => continue,
        };
        let act = Act::Set {
            conversation,
            setting,
        };
        steps.push(step(LAST_LOOK, who, act));
    }
}

/// `@nora` becomes `@Nora Whitlock`, and is a mention in a group.
fn words(text: &str, in_group: bool) -> Words {
    let mut words = Words {
        text: String::new(),
        mentions: Vec::new(),
    };
    let mut rest = text;
    while let Some(at) = rest.find('@') {
        words.text.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let end = rest
            .find(|c: char| !c.is_ascii_lowercase())
            .unwrap_or(rest.len());
        let known = crate::residents::resident(&rest[..end]);
        let (whom, name) = match known {
            Some(resident) => (Some(resident.handle), resident.display_name),
            None => (None, &rest[..end]),
        };
        let offset = words.text.encode_utf16().count();
        words.text.push('@');
        words.text.push_str(name);
        if in_group && (whom.is_some() || name == "all") {
            let length = 1 + name.encode_utf16().count();
            words.mentions.push(Mention {
                whom,
                offset,
                length,
            });
        }
        rest = &rest[end..];
    }
    words.text.push_str(rest);
    words
}
