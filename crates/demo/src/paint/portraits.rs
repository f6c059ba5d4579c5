//! The residents' faces: one way to draw a person, with the few things that tell them apart.

#![expect(
    clippy::too_many_lines,
    reason = "a picture is one list of strokes, from what is far to what is near"
)]

use std::f32::consts::TAU;

use super::canvas::{Canvas, fall, flat, glow, sheer};

/// What is on somebody's head.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Hair {
    /// Short, with a parting.
    Short(u32),
    /// Down to the shoulders.
    Long(u32),
    /// Tied up in a knot.
    Knot(u32),
    /// Curls all around.
    Curls(u32),
    /// A headscarf of this colour.
    Scarf(u32),
    /// A captain's cap over short hair.
    Cap(u32),
    /// A straw hat.
    Straw(u32),
}

/// One person.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Face {
    /// Behind them, from top to bottom.
    pub(crate) ground: (u32, u32),
    /// Skin.
    pub(crate) skin: u32,
    /// Hair or what covers it.
    pub(crate) hair: Hair,
    /// What they wear.
    pub(crate) clothes: u32,
    /// Whether they wear glasses.
    pub(crate) glasses: bool,
    /// Whether they have a moustache or beard, of this colour.
    pub(crate) beard: Option<u32>,
    /// How wide the smile is, 0 to 1.
    pub(crate) smile: f32,
}

/// Pixels of a side.
const SIDE: u16 = 400;

/// The portrait of `face`.
pub(crate) fn portrait(face: &Face, seed: u64) -> Canvas {
    let mut canvas = Canvas::scaled(SIDE, SIDE, 1.0, face.ground.0);
    canvas.rect(
        0.0,
        0.0,
        400.0,
        400.0,
        &fall(0.0, 400.0, face.ground.0, face.ground.1),
    );
    canvas.disc(
        300.0,
        90.0,
        260.0,
        &glow((300.0, 90.0), 260.0, 0xffffff, 0.35),
    );
    behind_head(&mut canvas, face.hair);
    // Shoulders and neck.
    let clothes = fall(300.0, 400.0, face.clothes, darker(face.clothes, 0.72));
    canvas.blob(
        &[
            (40.0, 460.0),
            (70.0, 318.0),
            (200.0, 290.0),
            (330.0, 318.0),
            (360.0, 460.0),
        ],
        &clothes,
    );
    canvas.round(
        (168.0, 250.0),
        (64.0, 82.0),
        30.0,
        &flat(darker(face.skin, 0.86)),
    );
    canvas.oval(200.0, 322.0, 44.0, 22.0, &flat(darker(face.skin, 0.9)));
    // Head and ears.
    if !matches!(face.hair, Hair::Scarf(_)) {
        canvas.disc(112.0, 196.0, 20.0, &flat(darker(face.skin, 0.92)));
        canvas.disc(288.0, 196.0, 20.0, &flat(darker(face.skin, 0.92)));
    }
    canvas.oval(200.0, 186.0, 88.0, 104.0, &flat(face.skin));
    canvas.oval(
        200.0,
        186.0,
        88.0,
        104.0,
        &glow((170.0, 150.0), 120.0, 0xffffff, 0.22),
    );
    features(&mut canvas, face);
    on_head(&mut canvas, face.hair, face.skin);
    canvas.develop(seed, 2.5)
}

fn features(canvas: &mut Canvas, face: &Face) {
    let ink = flat(0x2a1d18);
    for side in [-1.0, 1.0] {
        let x = 200.0 + side * 36.0;
        canvas.oval(x, 192.0, 7.0, 8.5, &ink);
        canvas.disc(x + 2.5, 188.5, 2.4, &flat(0xffffff));
        canvas.bow(
            (x - 17.0, 170.0),
            (x, 158.0 - face.smile * 4.0),
            (x + 17.0, 170.0),
            5.0,
            &sheer(0x2a1d18, 0.75),
        );
        canvas.disc(
            200.0 + side * 52.0,
            222.0,
            20.0,
            &glow((200.0 + side * 52.0, 222.0), 20.0, 0xe2574c, 0.35),
        );
    }
    canvas.bow(
        (200.0, 196.0),
        (190.0, 222.0),
        (203.0, 224.0),
        4.0,
        &sheer(0x5a2f22, 0.5),
    );
    if let Some(colour) = face.beard {
        canvas.blob(
            &[
                (150.0, 232.0),
                (200.0, 222.0),
                (250.0, 232.0),
                (238.0, 286.0),
                (200.0, 304.0),
                (162.0, 286.0),
            ],
            &sheer(colour, 0.55),
        );
        canvas.blob(
            &[
                (160.0, 240.0),
                (200.0, 222.0),
                (240.0, 240.0),
                (200.0, 246.0),
            ],
            &sheer(colour, 0.8),
        );
    }
    let reach = 22.0 + face.smile * 12.0;
    if face.smile > 0.7 {
        canvas.blob(
            &[
                (200.0 - reach, 240.0),
                (200.0, 246.0),
                (200.0 + reach, 240.0),
                (200.0 + reach * 0.6, 264.0),
                (200.0 - reach * 0.6, 264.0),
            ],
            &flat(0x7c2a26),
        );
        canvas.round(
            (200.0 - reach * 0.58, 244.0),
            (reach * 1.16, 7.0),
            3.5,
            &flat(0xfff8f0),
        );
    } else {
        canvas.bow(
            (200.0 - reach, 246.0),
            (200.0, 262.0),
            (200.0 + reach, 246.0),
            5.0,
            &flat(0x8a3a30),
        );
    }
    if face.glasses {
        for side in [-1.0, 1.0] {
            canvas.disc(200.0 + side * 38.0, 192.0, 27.0, &sheer(0xffffff, 0.16));
            canvas.ring(200.0 + side * 38.0, 192.0, 27.0, 4.5, &flat(0x37302c));
        }
        canvas.bow(
            (189.0, 190.0),
            (200.0, 184.0),
            (211.0, 190.0),
            4.5,
            &flat(0x37302c),
        );
    }
}

/// Hair that falls behind the face.
fn behind_head(canvas: &mut Canvas, hair: Hair) {
    match hair {
        Hair::Long(colour) => canvas.blob(
            &[
                (200.0, 50.0),
                (306.0, 80.0),
                (318.0, 230.0),
                (300.0, 352.0),
                (200.0, 330.0),
                (100.0, 352.0),
                (82.0, 230.0),
                (94.0, 80.0),
            ],
            &fall(80.0, 340.0, colour, darker(colour, 0.7)),
        ),
        Hair::Curls(colour) => {
            for step in 0..14_u8 {
                let angle = f32::from(step) / 14.0 * TAU;
                let (x, y) = (200.0 + angle.cos() * 98.0, 168.0 + angle.sin() * 98.0);
                canvas.disc(
                    x,
                    y,
                    40.0,
                    &flat(if step % 2 == 0 {
                        colour
                    } else {
                        darker(colour, 0.85)
                    }),
                );
            }
        }
        Hair::Knot(colour) => canvas.disc(200.0, 64.0, 40.0, &flat(darker(colour, 0.85))),
        Hair::Scarf(colour) => canvas.blob(
            &[
                (200.0, 40.0),
                (318.0, 90.0),
                (322.0, 250.0),
                (330.0, 380.0),
                (200.0, 390.0),
                (70.0, 380.0),
                (78.0, 250.0),
                (82.0, 90.0),
            ],
            &fall(60.0, 380.0, colour, darker(colour, 0.75)),
        ),
        Hair::Short(_) | Hair::Cap(_) | Hair::Straw(_) => {}
    }
}

/// What lies over the forehead.
fn on_head(canvas: &mut Canvas, hair: Hair, skin: u32) {
    match hair {
        Hair::Short(colour) | Hair::Knot(colour) | Hair::Long(colour) => {
            let top = fall(70.0, 170.0, colour, darker(colour, 0.8));
            canvas.blob(
                &[
                    (96.0, 190.0),
                    (104.0, 92.0),
                    (200.0, 58.0),
                    (296.0, 92.0),
                    (304.0, 190.0),
                    (272.0, 128.0),
                    (176.0, 112.0),
                    (126.0, 140.0),
                ],
                &top,
            );
        }
        Hair::Curls(colour) => {
            for (x, y) in [
                (130.0, 120.0),
                (166.0, 100.0),
                (206.0, 94.0),
                (246.0, 104.0),
                (274.0, 128.0),
            ] {
                canvas.disc(x, y, 28.0, &flat(colour));
            }
        }
        Hair::Scarf(colour) => {
            canvas.blob(
                &[
                    (90.0, 210.0),
                    (96.0, 84.0),
                    (200.0, 52.0),
                    (304.0, 84.0),
                    (310.0, 210.0),
                    (284.0, 140.0),
                    (200.0, 104.0),
                    (116.0, 140.0),
                ],
                &flat(colour),
            );
            canvas.blob(
                &[
                    (104.0, 230.0),
                    (140.0, 292.0),
                    (200.0, 306.0),
                    (260.0, 292.0),
                    (296.0, 230.0),
                    (300.0, 340.0),
                    (200.0, 372.0),
                    (100.0, 340.0),
                ],
                &fall(230.0, 372.0, colour, darker(colour, 0.82)),
            );
            canvas.bow(
                (124.0, 326.0),
                (200.0, 366.0),
                (284.0, 318.0),
                4.0,
                &sheer(darker(colour, 0.6), 0.6),
            );
        }
        Hair::Cap(colour) => {
            canvas.blob(
                &[
                    (100.0, 184.0),
                    (104.0, 140.0),
                    (122.0, 140.0),
                    (120.0, 184.0),
                ],
                &flat(0x2b2320),
            );
            canvas.blob(
                &[
                    (300.0, 184.0),
                    (296.0, 140.0),
                    (278.0, 140.0),
                    (280.0, 184.0),
                ],
                &flat(0x2b2320),
            );
            canvas.blob(
                &[
                    (84.0, 120.0),
                    (110.0, 56.0),
                    (200.0, 40.0),
                    (290.0, 56.0),
                    (316.0, 120.0),
                    (200.0, 104.0),
                ],
                &flat(0xf4efe4),
            );
            canvas.blob(
                &[
                    (98.0, 142.0),
                    (104.0, 102.0),
                    (200.0, 88.0),
                    (296.0, 102.0),
                    (302.0, 142.0),
                    (200.0, 126.0),
                ],
                &flat(colour),
            );
            canvas.blob(
                &[
                    (116.0, 134.0),
                    (200.0, 116.0),
                    (284.0, 134.0),
                    (200.0, 164.0),
                ],
                &flat(darker(colour, 0.7)),
            );
            canvas.disc(200.0, 108.0, 11.0, &flat(0xe0a526));
        }
        Hair::Straw(colour) => {
            canvas.oval(
                200.0,
                128.0,
                150.0,
                34.0,
                &fall(96.0, 160.0, colour, darker(colour, 0.78)),
            );
            canvas.blob(
                &[
                    (120.0, 124.0),
                    (136.0, 56.0),
                    (200.0, 36.0),
                    (264.0, 56.0),
                    (280.0, 124.0),
                    (200.0, 140.0),
                ],
                &flat(colour),
            );
            canvas.bow(
                (124.0, 112.0),
                (200.0, 138.0),
                (276.0, 112.0),
                12.0,
                &flat(0xb8452f),
            );
            canvas.oval(200.0, 156.0, 84.0, 12.0, &sheer(darker(skin, 0.5), 0.25));
        }
    }
}

/// The same hue with less light in it.
pub(crate) fn darker(colour: u32, keep: f32) -> u32 {
    let [_, red, green, blue] = colour.to_be_bytes();
    let dim = |channel: u8| (f32::from(channel) * keep).clamp(0.0, 255.0) as u8;
    u32::from_be_bytes([0, dim(red), dim(green), dim(blue)])
}
