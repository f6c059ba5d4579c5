use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use crate::plan::scripts;
use crate::script::{Setting, What, parse};
use crate::{Act, OwnView, RESIDENTS, Step, paint, plan, resident};

#[test]
fn the_town_has_twelve_residents_in_three_languages() {
    assert_eq!(RESIDENTS.len(), 12);
    let languages: BTreeSet<&str> = RESIDENTS
        .iter()
        .map(|resident| resident.language.code())
        .collect();
    assert_eq!(languages, BTreeSet::from(["en", "id", "zh"]));
}

#[test]
fn scripts_name_residents_scenes_and_earlier_messages() {
    for script in scripts().unwrap() {
        let file = script.file;
        let mut members: BTreeSet<&str> = script.members.iter().copied().collect();
        let mut said = 0;
        for beat in &script.beats {
            assert!(
                members.contains(beat.who),
                "{file}: {} is no member",
                beat.who
            );
            match &beat.what {
                What::Invite(whom) => assert!(members.insert(whom), "{file}: {whom} is a member"),
                What::Say {
                    text,
                    photos,
                    reply_to,
                    ..
                } => {
                    assert!(
                        !text.is_empty() || !photos.is_empty(),
                        "{file}: somebody says nothing"
                    );
                    assert!(
                        photos.iter().all(|name| paint::is_scene(name)),
                        "{file}: {photos:?}"
                    );
                    assert!(reply_to.is_none_or(|to| to < said), "{file}: {text}");
                    said += 1;
                }
            }
        }
        for member in members {
            assert!(
                resident(member).is_some(),
                "{file}: {member} lives elsewhere"
            );
        }
    }
}

#[test]
fn what_somebody_has_not_seen_is_not_their_own() {
    for script in scripts().unwrap() {
        let authors: Vec<&str> = script
            .beats
            .iter()
            .filter(|beat| matches!(beat.what, What::Say { .. }))
            .map(|beat| beat.who)
            .collect();
        for setting in &script.settings {
            if let Setting::Unread(who, count) = setting {
                let last = &authors[authors.len() - count..];
                assert!(
                    !last.contains(who),
                    "{}: {who} wrote what is unread",
                    script.file
                );
            }
        }
    }
}

#[test]
fn the_story_runs_forwards_and_ends_before_the_start() {
    let steps = plan();
    assert!(steps.windows(2).all(|pair| pair[0].ago >= pair[1].ago));
    assert!(steps.last().unwrap().ago > Duration::ZERO);
}

fn position(steps: &[Step], wanted: impl Fn(&Step) -> bool) -> Option<usize> {
    steps.iter().position(wanted)
}

#[test]
fn people_are_friends_before_they_talk_or_are_brought_in() {
    let steps = plan();
    let mut friends = BTreeSet::new();
    for step in &steps {
        match &step.act {
            Act::Agree { whom, .. } => {
                assert!(
                    friends.insert((step.who, *whom)),
                    "{} and {whom} agree twice",
                    step.who
                );
                friends.insert((*whom, step.who));
            }
            Act::Found { members, .. } => {
                for member in members {
                    assert!(
                        friends.contains(&(step.who, *member)),
                        "{} founds with {member}",
                        step.who
                    );
                }
            }
            Act::Invite { whom, .. } => assert!(
                friends.contains(&(step.who, *whom)),
                "{} invites {whom}",
                step.who
            ),
            _ => {}
        }
    }
    for step in &steps {
        if let Act::Ask { whom, .. } = &step.act
            && !friends.contains(&(step.who, *whom))
        {
            assert!(
                step.ago < Duration::from_secs(86_400),
                "an open request is recent"
            );
        }
    }
}

#[test]
fn the_two_printed_links_are_of_friends_who_talk() {
    let [one, other, ..] = RESIDENTS else {
        panic!("nobody lives here")
    };
    let steps = plan();
    let agreed = position(
        &steps,
        |step| matches!(&step.act, Act::Agree { whom, conversation: Some(_) } if *whom == one.handle && step.who == other.handle),
    );
    assert!(agreed.is_some());
}

#[test]
fn everything_that_chats_can_do_is_shown() {
    let mut shown = BTreeMap::new();
    for step in plan() {
        let name = match &step.act {
            Act::Say { photos, .. } if !photos.is_empty() => "photos",
            Act::Say {
                reply_to: Some(_), ..
            } => "reply",
            Act::Say { text, .. } if !text.mentions.is_empty() => "mention",
            Act::Say { .. } => "text",
            Act::TakeBack { .. } => "recall",
            Act::Found { .. } => "group",
            Act::Invite { .. } => "invite",
            Act::Set { setting, .. } => match setting {
                OwnView::Pinned => "pin",
                OwnView::Muted => "mute",
                OwnView::Draft(_) => "draft",
            },
            Act::MoveIn | Act::Ask { .. } | Act::Agree { .. } | Act::Read { .. } => continue,
        };
        *shown.entry(name).or_insert(0) += 1;
    }
    assert_eq!(shown.len(), 10, "{shown:?}");
    assert!(shown["photos"] >= 12 && shown["text"] >= 150, "{shown:?}");
}

#[test]
fn a_mention_covers_the_name_in_utf_16_units() {
    let mut found = 0;
    for step in plan() {
        let Act::Say { text, .. } = step.act else {
            continue;
        };
        let units: Vec<u16> = text.text.encode_utf16().collect();
        for mention in text.mentions {
            let covered =
                String::from_utf16(&units[mention.offset..mention.offset + mention.length])
                    .unwrap();
            let name = mention
                .whom
                .map_or("all", |whom| resident(whom).unwrap().display_name);
            assert_eq!(covered, format!("@{name}"));
            found += 1;
        }
    }
    assert!(found >= 5);
}

#[test]
fn a_mistake_in_a_script_is_said_with_its_line() {
    for (text, expected) in [
        ("", "x:1"),
        ("trio a b c", "x:1"),
        ("direct a b\na: hello", "x:2: say first how long ago"),
        ("direct a b\nago 10s", "x:2: 10s is no time"),
        (
            "direct a b\nago 1m\n\na: one\nb (reply 2): two",
            "x:5: nothing was said then",
        ),
        (
            "direct a b\nago 1m\na (sung): one",
            "x:3: that mark is not known",
        ),
        (
            "direct a b\nago 1m\npause 2m",
            "x:3: this would be in the future",
        ),
        ("direct a b\nago 1m\nunread a", "x:3: how many"),
    ] {
        let problem = parse("x", text).unwrap_err();
        assert!(problem.starts_with(expected), "{problem}");
    }
}

#[test]
fn pictures_are_the_same_each_time() {
    assert_eq!(paint::photo("ferry"), paint::photo("ferry"));
    assert!(paint::photo("nothing").is_none());
    assert!(
        RESIDENTS[0].portrait().starts_with(&[0xff, 0xd8]),
        "a portrait is a JPEG"
    );
}

#[test]
fn every_scene_is_shown_somewhere() {
    let shown: BTreeSet<&str> = plan()
        .into_iter()
        .filter_map(|step| match step.act {
            Act::Say { photos, .. } => Some(photos),
            _ => None,
        })
        .flatten()
        .collect();
    assert_eq!(shown, paint::scenes().collect());
}
