//! The shapes of the JSON files. A wrong type is an error; a key or a word that is not known is a warning, since
//! WeChat adds new ones all the time.

use crate::finding::{Findings, Place};
use crate::json::{Data, Json};

/// What a value may be.
#[derive(Clone, Copy)]
pub(crate) enum Shape {
    Any,
    Bool,
    Number,
    Text,
    /// One of these words.
    Word(&'static [&'static str]),
    List(&'static Shape),
    /// Any keys, with values of one shape.
    Map(&'static Shape),
    Object(&'static [(&'static str, Shape)]),
    /// One of these shapes.
    Either(&'static [Shape]),
}

use Shape::{Any, Bool, Either, List, Map, Number, Object, Text, Word};

const COMPONENTS: Shape = Map(&Text);
const GENERICS: Shape = Map(&Either(&[Bool, Object(&[("default", Text)])]));
const NOTHING_OR_ANY: Shape = Any;

const WINDOW: &[(&str, Shape)] = &[
    ("navigationBarBackgroundColor", Text),
    ("navigationBarTextStyle", Word(&["black", "white"])),
    ("navigationBarTitleText", Text),
    ("navigationStyle", Word(&["default", "custom"])),
    ("homeButton", Bool),
    ("backgroundColor", Text),
    ("backgroundTextStyle", Word(&["dark", "light"])),
    ("backgroundColorTop", Text),
    ("backgroundColorBottom", Text),
    ("backgroundColorContent", Text),
    ("enablePullDownRefresh", Bool),
    ("onReachBottomDistance", Number),
    ("pageOrientation", Word(&["portrait", "landscape", "auto"])),
    (
        "restartStrategy",
        Word(&["homePage", "homePageAndLatestPage"]),
    ),
    (
        "initialRenderingCache",
        Word(&["static", "dynamic", "capture"]),
    ),
    ("visualEffectInBackground", Word(&["none", "hidden"])),
    ("handleWebviewPreload", Word(&["auto", "static", "manual"])),
    ("disableScroll", Bool),
    ("enablePassiveEvent", Any),
    ("renderer", Word(&["webview", "skyline", "xr-frame"])),
    ("rendererOptions", Any),
    ("componentFramework", Word(&["exparser", "glass-easel"])),
    ("singlePage", Any),
];

/// What a page's or component's JSON has beside the window's.
const COMPONENT_ONLY: &[(&str, Shape)] = &[
    ("component", Bool),
    ("usingComponents", COMPONENTS),
    ("componentGenerics", GENERICS),
    ("componentPlaceholder", Map(&Text)),
    (
        "styleIsolation",
        Word(&[
            "isolated",
            "apply-shared",
            "shared",
            "page-isolated",
            "page-apply-shared",
            "page-shared",
        ]),
    ),
    ("addGlobalClass", Bool),
    ("pureDataPattern", Text),
    ("options", Any),
    ("style", Any),
    ("disableSwipeBack", Bool),
    ("usingShareElement", Any),
    ("enableShareAppMessage", Bool),
    ("enableShareTimeline", Bool),
    ("navigationBarTitle", Any),
    ("$schema", Text),
    ("description", Any),
];

const TAB: Shape = Object(&[
    ("pagePath", Text),
    ("text", Text),
    ("iconPath", Text),
    ("selectedIconPath", Text),
    ("iconData", Text),
    ("selectedIconData", Text),
    ("visible", Bool),
]);

const TAB_BAR: Shape = Object(&[
    ("color", Text),
    ("selectedColor", Text),
    ("backgroundColor", Text),
    ("borderStyle", Word(&["black", "white"])),
    ("list", List(&TAB)),
    ("position", Word(&["bottom", "top"])),
    ("custom", Bool),
]);

const SUBPACKAGES: Shape = List(&Object(&[
    ("root", Text),
    ("name", Text),
    ("pages", List(&Text)),
    ("independent", Bool),
    ("plugins", NOTHING_OR_ANY),
    ("entry", Text),
    ("componentFramework", Text),
    ("renderer", Text),
    ("style", Any),
]));

/// `app.json`.
pub(crate) const APP: &[(&str, Shape)] = &[
    ("pages", List(&Text)),
    ("subpackages", SUBPACKAGES),
    ("subPackages", SUBPACKAGES),
    ("window", Object(WINDOW)),
    ("tabBar", TAB_BAR),
    ("usingComponents", COMPONENTS),
    ("componentPlaceholder", Map(&Text)),
    ("entryPagePath", Text),
    ("networkTimeout", Map(&Number)),
    ("debug", Bool),
    ("functionalPages", Any),
    ("plugins", Any),
    (
        "workers",
        Either(&[
            Text,
            Object(&[("path", Text), ("isSubpackage", Bool), ("isPreload", Bool)]),
        ]),
    ),
    ("requiredBackgroundModes", List(&Text)),
    ("requiredPrivateInfos", List(&Text)),
    (
        "preloadRule",
        Map(&Object(&[
            ("packages", List(&Text)),
            ("network", Word(&["all", "wifi"])),
        ])),
    ),
    ("resizable", Bool),
    ("permission", Map(&Object(&[("desc", Text)]))),
    ("sitemapLocation", Text),
    ("style", Text),
    ("useExtendedLib", Any),
    ("entranceDeclare", Any),
    ("darkmode", Bool),
    ("themeLocation", Text),
    ("lazyCodeLoading", Word(&["requiredComponents"])),
    ("singlePage", Any),
    ("supportedMaterials", Any),
    ("serviceProviderTicket", Text),
    ("embeddedAppIdList", List(&Text)),
    ("halfPage", Any),
    ("debugOptions", Any),
    ("enablePassiveEvent", Any),
    ("resolveAlias", Map(&Text)),
    ("renderer", Word(&["webview", "skyline", "xr-frame"])),
    ("rendererOptions", Any),
    ("componentFramework", Word(&["exparser", "glass-easel"])),
    ("miniApp", Any),
    ("static", Any),
    ("convertRpxToVw", Bool),
    ("appBar", Any),
    ("navigateToMiniProgramAppIdList", List(&Text)),
    ("cloud", Any),
    ("openLocationPagePath", Any),
    ("prefetches", Any),
    ("__usePrivacyCheck__", Bool),
    ("ext", Any),
    ("$schema", Text),
];

/// `project.config.json`: what is read of it. The rest is DevTools' own.
pub(crate) const PROJECT: &[(&str, Shape)] = &[
    ("miniprogramRoot", Text),
    (
        "packOptions",
        Object(&[("ignore", List(&Any)), ("include", List(&Any))]),
    ),
    ("setting", Any),
    ("*", Any),
];

/// A page's or a component's JSON.
pub(crate) fn check_component(file: &str, json: &Json, findings: &mut Findings) {
    if !matches!(json.data, Data::Object(_)) {
        wrong(file, json, "an object", findings);
        return;
    }
    for member in json.members() {
        let shape = COMPONENT_ONLY
            .iter()
            .chain(WINDOW)
            .find(|(key, _)| *key == member.key);
        match shape {
            Some((_, shape)) => check_value(file, &member.value, *shape, findings),
            None => unknown(file, member.at, &member.key, findings),
        }
    }
}

/// A file that is an object of these keys; `*` allows others.
pub(crate) fn check(
    file: &str,
    json: &Json,
    keys: &'static [(&'static str, Shape)],
    findings: &mut Findings,
) {
    check_value(file, json, Object(keys), findings);
}

fn check_value(file: &str, json: &Json, shape: Shape, findings: &mut Findings) {
    match (shape, &json.data) {
        (Any, _) | (Bool, Data::Bool(_)) | (Number, Data::Number(_)) | (Text, Data::String(_)) => {}
        (Word(words), Data::String(word)) => {
            // With an @ it is a name in the theme's file.
            if !word.starts_with('@') && !words.contains(&word.as_str()) {
                let message = format!("\"{word}\" is none of {}", words.join(", "));
                findings.warning("json.word", file, Place::At(json.at), message);
            }
        }
        (List(inner), Data::Array(items)) => {
            for item in items {
                check_value(file, item, *inner, findings);
            }
        }
        (Map(inner), Data::Object(members)) => {
            for member in members {
                check_value(file, &member.value, *inner, findings);
            }
        }
        (Object(keys), Data::Object(members)) => {
            for member in members {
                match keys.iter().find(|(key, _)| *key == member.key) {
                    Some((_, inner)) => check_value(file, &member.value, *inner, findings),
                    None if keys.iter().any(|(key, _)| *key == "*") => {}
                    None => unknown(file, member.at, &member.key, findings),
                }
            }
        }
        (Either(shapes), data) => {
            let fit = shapes.iter().find(|shape| fits(**shape, data));
            match fit {
                Some(inner) => check_value(file, json, *inner, findings),
                None => wrong(file, json, &name(shape), findings),
            }
        }
        _ => wrong(file, json, &name(shape), findings),
    }
}

fn fits(shape: Shape, data: &Data) -> bool {
    matches!(
        (shape, data),
        (Any, _)
            | (Bool, Data::Bool(_))
            | (Number, Data::Number(_))
            | (Text | Word(_), Data::String(_))
            | (List(_), Data::Array(_))
            | (Map(_) | Object(_), Data::Object(_))
    )
}

fn name(shape: Shape) -> String {
    match shape {
        Any => "anything".to_owned(),
        Bool => "true or false".to_owned(),
        Number => "a number".to_owned(),
        Text | Word(_) => "a string".to_owned(),
        List(_) => "an array".to_owned(),
        Map(_) | Object(_) => "an object".to_owned(),
        Either(shapes) => {
            let names: Vec<String> = shapes.iter().map(|shape| name(*shape)).collect();
            names.join(" or ")
        }
    }
}

fn wrong(file: &str, json: &Json, expected: &str, findings: &mut Findings) {
    let found = match &json.data {
        Data::Null => "null",
        Data::Bool(_) => "true or false",
        Data::Number(_) => "a number",
        Data::String(_) => "a string",
        Data::Array(_) => "an array",
        Data::Object(_) => "an object",
    };
    let message = format!("{expected} is expected here, not {found}");
    findings.error("json.type", file, Place::At(json.at), message);
}

fn unknown(file: &str, at: usize, key: &str, findings: &mut Findings) {
    let message = format!("the key \"{key}\" is not known");
    findings.warning("json.key", file, Place::At(at), message);
}
