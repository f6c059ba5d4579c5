//! A small box of paints over `tiny-skia`: shapes, gradients, glows, and grain like that of a photograph.
//!
//! Coordinates grow to the right and downwards. Everything is deterministic: the same picture is the same
//! bytes on every machine.

use std::f32::consts::TAU;

use tiny_skia::{
    Color, FillRule, GradientStop, LineCap, LineJoin, LinearGradient, Paint, Path, PathBuilder,
    Pixmap, Point, RadialGradient, Rect, Shader, SpreadMode, Stroke, Transform,
};

/// What a shape is filled with. Colours are `0xRRGGBB`.
#[derive(Debug, Clone)]
pub(crate) enum Ink {
    /// One colour and its opacity.
    Flat(u32, f32),
    /// From a top to a bottom, through stops of (position 0..=1, colour, opacity).
    Fall(f32, f32, Vec<(f32, u32, f32)>),
    /// From a centre outwards, to a radius.
    Glow((f32, f32), f32, Vec<(f32, u32, f32)>),
}

/// One opaque colour.
pub(crate) fn flat(colour: u32) -> Ink {
    Ink::Flat(colour, 1.0)
}

/// One colour, seen through.
pub(crate) fn sheer(colour: u32, opacity: f32) -> Ink {
    Ink::Flat(colour, opacity)
}

/// An opaque fall from one colour at `top` to another at `bottom`.
pub(crate) fn fall(top: f32, bottom: f32, from: u32, to: u32) -> Ink {
    Ink::Fall(top, bottom, vec![(0.0, from, 1.0), (1.0, to, 1.0)])
}

/// Light around a point that fades into nothing.
pub(crate) fn glow(centre: (f32, f32), radius: f32, colour: u32, opacity: f32) -> Ink {
    let stops = vec![
        (0.0, colour, opacity),
        (0.35, colour, opacity * 0.45),
        (1.0, colour, 0.0),
    ];
    Ink::Glow(centre, radius, stops)
}

fn colour(rgb: u32, opacity: f32) -> Color {
    let [_, red, green, blue] = rgb.to_be_bytes();
    let mut colour = Color::from_rgba8(red, green, blue, 255);
    colour.apply_opacity(opacity.clamp(0.0, 1.0));
    colour
}

fn stops(stops: &[(f32, u32, f32)]) -> Vec<GradientStop> {
    stops
        .iter()
        .map(|(at, rgb, opacity)| GradientStop::new(*at, colour(*rgb, *opacity)))
        .collect()
}

fn shader(ink: &Ink) -> Shader<'static> {
    let none = Shader::SolidColor(Color::TRANSPARENT);
    match ink {
        Ink::Flat(rgb, opacity) => Shader::SolidColor(colour(*rgb, *opacity)),
        Ink::Fall(top, bottom, list) => LinearGradient::new(
            Point::from_xy(0.0, *top),
            Point::from_xy(0.0, *bottom),
            stops(list),
            SpreadMode::Pad,
            Transform::identity(),
        )
        .unwrap_or(none),
        Ink::Glow((x, y), radius, list) => RadialGradient::new(
            Point::from_xy(*x, *y),
            0.0,
            Point::from_xy(*x, *y),
            *radius,
            stops(list),
            SpreadMode::Pad,
            Transform::identity(),
        )
        .unwrap_or(none),
    }
}

/// Pixels of a scene for each unit of its coordinates: large enough for a phone's screen, and cheap to clean.
const SCENE_SCALE: f32 = 0.75;

/// A sheet to paint on.
pub(crate) struct Canvas {
    sheet: Pixmap,
    scale: f32,
    place: Transform,
}

impl Canvas {
    /// A sheet for a scene of this size, in one colour.
    pub(crate) fn new(width: u16, height: u16, ground: u32) -> Self {
        Self::scaled(width, height, SCENE_SCALE, ground)
    }

    /// A sheet with so many pixels for each unit of its coordinates.
    pub(crate) fn scaled(width: u16, height: u16, scale: f32, ground: u32) -> Self {
        let pixels = |units: u16| ((f32::from(units) * scale) as u32).max(1);
        let mut sheet = Pixmap::new(pixels(width), pixels(height))
            .expect("a sheet of one to 65,535 pixels a side can be had");
        sheet.fill(colour(ground, 1.0));
        Self {
            sheet,
            scale,
            place: Transform::from_scale(scale, scale),
        }
    }

    /// Width in units.
    pub(crate) fn width(&self) -> f32 {
        self.sheet.width() as f32 / self.scale
    }

    /// Height in units.
    pub(crate) fn height(&self) -> f32 {
        self.sheet.height() as f32 / self.scale
    }

    /// Paints with the origin moved, scaled and turned (degrees, clockwise).
    pub(crate) fn at(
        &mut self,
        (x, y): (f32, f32),
        scale: f32,
        turn: f32,
        draw: impl FnOnce(&mut Self),
    ) {
        let before = self.place;
        self.place = before
            .pre_translate(x, y)
            .pre_rotate(turn)
            .pre_scale(scale, scale);
        draw(self);
        self.place = before;
    }

    fn fill(&mut self, path: Option<Path>, ink: &Ink) {
        let Some(path) = path else {
            return; // A shape without extent shows nothing.
        };
        let paint = Paint {
            shader: shader(ink),
            ..Paint::default()
        };
        self.sheet
            .fill_path(&path, &paint, FillRule::Winding, self.place, None);
    }

    /// A rectangle by its left, top, width and height.
    pub(crate) fn rect(&mut self, x: f32, y: f32, width: f32, height: f32, ink: &Ink) {
        self.fill(
            Rect::from_xywh(x, y, width, height).map(PathBuilder::from_rect),
            ink,
        );
    }

    /// A rectangle with round corners.
    pub(crate) fn round(
        &mut self,
        (x, y): (f32, f32),
        (width, height): (f32, f32),
        radius: f32,
        ink: &Ink,
    ) {
        let radius = radius.min(width / 2.0).min(height / 2.0);
        let mut path = PathBuilder::new();
        path.move_to(x + radius, y);
        path.line_to(x + width - radius, y);
        path.quad_to(x + width, y, x + width, y + radius);
        path.line_to(x + width, y + height - radius);
        path.quad_to(x + width, y + height, x + width - radius, y + height);
        path.line_to(x + radius, y + height);
        path.quad_to(x, y + height, x, y + height - radius);
        path.line_to(x, y + radius);
        path.quad_to(x, y, x + radius, y);
        path.close();
        self.fill(path.finish(), ink);
    }

    /// A disc.
    pub(crate) fn disc(&mut self, x: f32, y: f32, radius: f32, ink: &Ink) {
        self.fill(PathBuilder::from_circle(x, y, radius), ink);
    }

    /// An upright oval by its centre and half axes.
    pub(crate) fn oval(&mut self, x: f32, y: f32, across: f32, down: f32, ink: &Ink) {
        let oval = Rect::from_xywh(x - across, y - down, across * 2.0, down * 2.0);
        self.fill(oval.and_then(PathBuilder::from_oval), ink);
    }

    /// A closed shape with straight sides.
    pub(crate) fn poly(&mut self, points: &[(f32, f32)], ink: &Ink) {
        self.fill(straight(points, true), ink);
    }

    /// A closed shape whose outline runs smoothly past the middle of each side.
    pub(crate) fn blob(&mut self, points: &[(f32, f32)], ink: &Ink) {
        let count = points.len();
        let middle = |i: usize| {
            let (a, b) = (points[i % count], points[(i + 1) % count]);
            ((a.0 + b.0) / 2.0, (a.1 + b.1) / 2.0)
        };
        if count < 3 {
            return;
        }
        let mut path = PathBuilder::new();
        path.move_to(middle(0).0, middle(0).1);
        for i in 1..=count {
            let (corner, end) = (points[i % count], middle(i));
            path.quad_to(corner.0, corner.1, end.0, end.1);
        }
        path.close();
        self.fill(path.finish(), ink);
    }

    /// An open line with round ends.
    pub(crate) fn line(&mut self, points: &[(f32, f32)], width: f32, ink: &Ink) {
        self.stroke(straight(points, false), width, ink);
    }

    /// An open line from the first point to the last that bends towards the middle one.
    pub(crate) fn bow(
        &mut self,
        from: (f32, f32),
        over: (f32, f32),
        to: (f32, f32),
        width: f32,
        ink: &Ink,
    ) {
        let mut path = PathBuilder::new();
        path.move_to(from.0, from.1);
        path.quad_to(over.0, over.1, to.0, to.1);
        self.stroke(path.finish(), width, ink);
    }

    /// A circle's line.
    pub(crate) fn ring(&mut self, x: f32, y: f32, radius: f32, width: f32, ink: &Ink) {
        self.stroke(PathBuilder::from_circle(x, y, radius), width, ink);
    }

    fn stroke(&mut self, path: Option<Path>, width: f32, ink: &Ink) {
        let Some(path) = path else {
            return;
        };
        let paint = Paint {
            shader: shader(ink),
            ..Paint::default()
        };
        let stroke = Stroke {
            width,
            line_cap: LineCap::Round,
            line_join: LineJoin::Round,
            ..Stroke::default()
        };
        self.sheet
            .stroke_path(&path, &paint, &stroke, self.place, None);
    }

    /// The whole sheet in a fall through (position, colour).
    pub(crate) fn sky(&mut self, list: &[(f32, u32)]) {
        let list = list.iter().map(|(at, rgb)| (*at, *rgb, 1.0)).collect();
        let ink = Ink::Fall(0.0, self.height(), list);
        self.rect(0.0, 0.0, self.width(), self.height(), &ink);
    }

    /// A range of hills: everything below a line that wanders around `level` by up to `swing`.
    pub(crate) fn hills(&mut self, seed: u64, level: f32, swing: f32, ink: &Ink) {
        let mut dice = Dice::new(seed);
        let phases: Vec<f32> = (0..5).map(|_| dice.between(0.0, TAU)).collect();
        let (width, height) = (self.width(), self.height());
        let mut outline = vec![(-10.0, height + 10.0)];
        let steps: u16 = 160;
        for step in 0..=steps {
            let along = f32::from(step) / f32::from(steps);
            let rise: f32 = phases
                .iter()
                .zip([1.1_f32, 2.3, 4.7, 9.1, 17.0])
                .map(|(phase, pace)| (along * pace * 4.0 + phase).sin() / pace)
                .sum();
            outline.push((along * (width + 20.0) - 10.0, level - rise * swing));
        }
        outline.push((width + 10.0, height + 10.0));
        self.poly(&outline, ink);
    }

    /// Darker corners and fine grain, as in a photograph.
    pub(crate) fn develop(mut self, seed: u64, grain: f32) -> Self {
        let (width, height) = (self.width(), self.height());
        let stops = vec![
            (0.0, 0x000000, 0.0),
            (0.62, 0x000000, 0.0),
            (1.0, 0x000000, 0.28),
        ];
        let corners = Ink::Glow(
            (width / 2.0, height / 2.0),
            width.hypot(height) / 2.0,
            stops,
        );
        self.rect(0.0, 0.0, width, height, &corners);
        let mut dice = Dice::new(seed);
        for pixel in self.sheet.data_mut().chunks_exact_mut(4) {
            let noise = dice.between(-grain, grain);
            for channel in &mut pixel[..3] {
                *channel = (f32::from(*channel) + noise).clamp(0.0, 255.0) as u8;
            }
        }
        self
    }

    /// Width, height and the pixels as red, green, blue.
    pub(crate) fn rgb(&self) -> (u32, u32, Vec<u8>) {
        let rgb = self
            .sheet
            .data()
            .chunks_exact(4)
            .flat_map(|pixel| [pixel[0], pixel[1], pixel[2]])
            .collect();
        (self.sheet.width(), self.sheet.height(), rgb)
    }
}

fn straight(points: &[(f32, f32)], closed: bool) -> Option<Path> {
    let mut path = PathBuilder::new();
    let (first, rest) = points.split_first()?;
    path.move_to(first.0, first.1);
    for point in rest {
        path.line_to(point.0, point.1);
    }
    if closed {
        path.close();
    }
    path.finish()
}

/// Chance that falls the same way each time (SplitMix64).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from `low` up to `high`.
    pub(crate) fn between(&mut self, low: f32, high: f32) -> f32 {
        // Twenty-four bits are what an f32 holds exactly.
        let part = (self.roll() >> 40) as f32 / (1_u32 << 24) as f32;
        low + (high - low) * part
    }

    /// One of these.
    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.roll() as usize % from.len()]
    }
}
