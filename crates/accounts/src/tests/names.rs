use proptest::{prop_assert, prop_assert_eq, proptest};

use super::*;

fn name(text: &str) -> Result<String, NameProblem> {
    clean_name(text, MAX_DISPLAY_NAME)
}

#[test]
fn names_that_can_be_shown() {
    for (text, expected) in [
        ("Sari", "Sari"),
        ("  Sari \t Dewi\n", "Sari Dewi"),
        ("Sa\u{301}ri", "Sári"),
        ("陈小明", "陈小明"),
        ("Nguyễn Thị Ánh", "Nguyễn Thị Ánh"),
        ("محمد", "محمد"),
        ("می\u{200c}خواهم", "می\u{200c}خواهم"),
        ("שרה", "שרה"),
        ("👩\u{200d}👩\u{200d}👧", "👩\u{200d}👩\u{200d}👧"),
        ("❤\u{fe0f}\u{200d}🔥", "❤\u{fe0f}\u{200d}🔥"),
        (
            "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
            "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
        ),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        (&"x".repeat(64), &"x".repeat(64)),
    ] {
        assert_eq!(name(text).as_deref(), Ok(expected), "{text:?}");
    }
}

#[test]
fn names_that_cannot() {
    use NameProblem::{Control, Direction, Empty, Invisible, Marks, TooLong};
    for (text, expected) in [
        ("", Empty),
        ("   ", Empty),
        ("\u{301}\u{301}", Empty),
        ("\u{fe0f}", Empty),
        ("\u{3000}", Empty),
        (&"x".repeat(65), TooLong),
        ("Sari\u{0}", Control),
        ("Sari\u{1b}[31m", Control),
        ("Sari\u{85}", Control),
        ("Sari\u{2028}Dewi", Control),
        ("Sari\u{e000}", Control),
        ("Sari\u{fffe}", Control),
        ("gnp\u{202e}.exe", Direction),
        ("\u{2066}Sari\u{2069}", Direction),
        ("\u{200f}Sari", Direction),
        ("\u{61c}Sari", Direction),
        ("Sa\u{200b}ri", Invisible),
        ("Sari\u{200d}", Invisible),
        ("\u{200c}Sari", Invisible),
        ("Sa\u{200d}\u{200d}ri", Invisible),
        ("Sa\u{ad}ri", Invisible),
        ("\u{3164}", Invisible),
        ("\u{2800}\u{2800}", Invisible),
        ("\u{feff}Sari", Invisible),
        ("Sari\u{e0041}", Invisible),
        (&format!("S{}", "\u{335}".repeat(7)), Marks),
    ] {
        assert_eq!(name(text), Err(expected), "{text:?}");
    }
}

#[test]
fn short_texts_keep_their_lines() {
    assert_eq!(clean_text(" a\r\nb\rc \n", 10).as_deref(), Ok("a\nb\nc"));
    assert_eq!(clean_text("", 10).as_deref(), Ok(""));
    assert_eq!(clean_text(&"x".repeat(11), 10), Err(NameProblem::TooLong));
    assert_eq!(clean_text("a\u{202e}b", 10), Err(NameProblem::Direction));
}

proptest! {
    #[test]
    fn what_is_clean_stays_as_it_is(text in "\\PC{0,80}|[\u{0}-\u{10ffff}]{0,20}") {
        if let Ok(name) = clean_name(&text, MAX_DISPLAY_NAME) {
            prop_assert_eq!(clean_name(&name, MAX_DISPLAY_NAME), Ok(name.clone()));
            prop_assert!(!name.is_empty() && name.chars().count() <= MAX_DISPLAY_NAME);
            prop_assert!(!name.chars().any(char::is_control));
            prop_assert_eq!(name.trim(), name.as_str());
        }
        if let Ok(short) = clean_text(&text, MAX_ABOUT) {
            prop_assert_eq!(clean_text(&short, MAX_ABOUT), Ok(short.clone()));
        }
    }

    #[test]
    fn a_handle_reads_as_itself_and_looks_like_itself(text in "[ @A-Za-z0-9._-]{0,40}|\\PC{0,40}") {
        if let Ok(handle) = Handle::parse(&text) {
            prop_assert_eq!(Handle::parse(handle.as_str()).unwrap(), handle.clone());
            prop_assert!(handle.as_str().is_ascii() && (3..=32).contains(&handle.as_str().len()));
            prop_assert_eq!(Handle::parse(&handle.as_str().to_uppercase()).unwrap().skeleton(), handle.skeleton());
        }
    }
}
