//! Lines, titles and paragraphs of every length.

use bifolio::base::color::Ink;
use bifolio::base::language::Language;
use bifolio::base::units::{Em, Pt};
use bifolio::design::fonts::{Caps, Figures, Fonts, Slant, Weight};
use bifolio::design::language::row;
use bifolio::inline::break_lines::Setting;
use bifolio::inline::hyphenate::Hyphenator;
use bifolio::inline::line::Line;
use bifolio::inline::paragraph::{Paragraph, Voice};
use bifolio::inline::shape::Shaper;
use bifolio::inline::{prepare, set};

/// The size texts are set at.
const SIZE: Pt = Pt(11.0);

fn set_text(text: &str, measure: Pt, setting: Setting) -> Vec<Line> {
    let fonts = Fonts::built_in();
    let face = fonts.nearest("source-serif-4", Weight::Regular, Slant::Upright);
    let voice = Voice {
        is_foreign: false,
        face: face.unwrap(),
        scale: 1.0,
        figures: Figures::OldStyle,
        caps: Caps::AsWritten,
        tracking: Em(0.0),
        ink: Ink::Text,
        language: Language::English,
    };
    let mut shaper = Shaper::new(fonts);
    let hyphenator = Hyphenator::new(row(Language::English).unwrap(), []);
    let paragraph = Paragraph::plain(text, voice);
    let prepared = prepare(&mut shaper, &hyphenator, &paragraph);
    set(&mut shaper, &prepared, SIZE, measure, &setting)
}

const ALICE: &str = "“I wonder if I shall fall right THROUGH the earth! How funny it’ll seem to come out among the people that walk with their heads downward! The Antipathies, I think—” (she was rather glad there WAS no one listening, this time, as it didn’t sound at all the right word) “—but I shall have to ask them what the name of the country is, you know. Please, Ma’am, is this New Zealand or Australia?” (and she tried to curtsey as she spoke—fancy CURTSEYING as you’re falling through the air! Do you think you could manage it?) “And what an ignorant little girl she’ll think me for asking! No, it’ll never do to ask: perhaps I shall see it written up somewhere.”";

#[test]
fn scratch() {
    for part in [
        ALICE.to_owned(),
        ALICE.replace('’', "'"),
        "Presently she began again. ".to_owned() + ALICE,
    ] {
        for mm in 80..150 {
            let lines = set_text(&part, Pt::from_mm(mm as f64), Setting::JUSTIFIED);
            let worst = lines
                .iter()
                .max_by(|a, b| a.space_ratio.total_cmp(&b.space_ratio))
                .unwrap();
            if worst.space_ratio > 1.5 {
                println!(
                    "{mm} {:.2} {}",
                    worst.space_ratio,
                    &part[worst.text.clone()]
                );
            }
        }
    }
}
