//! Drawings that take for ever, or all memory, unless their work is counted before it is done.

use super::outcome;

const RECT: &str = "<rect width='60' height='60'/>";
const SMALL: &str = "<rect width='9' height='9'/>";

fn svg(inner: impl AsRef<str>) -> String {
    let inner = inner.as_ref();
    format!("<svg xmlns='http://www.w3.org/2000/svg' width='100' height='100'>{inner}</svg>")
}

/// As many pieces, each made from its number.
fn many(n_pieces: usize, piece: impl Fn(usize) -> String) -> String {
    let pieces: Vec<_> = (0..n_pieces).map(piece).collect();
    pieces.concat()
}

/// A small square that refers to something.
fn referring(property: &str, level: usize) -> String {
    format!("<rect width='9' height='9' {property}='url(#c{level})'/>")
}

fn line(numbers: &str, more: &str) -> String {
    format!("<path d='M0 0{numbers}' stroke='red' fill='none' {more}/>")
}

/// Eight levels, each of which refers ten times to the one below.
fn levels(tag: &str, referring: impl Fn(usize) -> String) -> String {
    let levels = many(8, |below| {
        let refers = referring(below).repeat(10);
        format!("<{tag} id='c{}'>{refers}</{tag}>", below + 1)
    });
    let top = referring(8);
    svg(format!(
        "<defs><{tag} id='c0'>{RECT}</{tag}>{levels}</defs>{top}"
    ))
}

fn assert_is_too_much(name: &str, bomb: &str) {
    let (said, file) = outcome(&format!("{name}.svg"), bomb.as_bytes());
    assert!(
        file.is_none() && said.contains("than any logo"),
        "{name}: {said}"
    );
}

#[test]
fn references_to_references() {
    for (name, tag, property) in [
        ("clips", "clipPath", "clip-path"),
        ("masks", "mask", "mask"),
        ("patterns", "pattern", "fill"),
    ] {
        assert_is_too_much(name, &levels(tag, |level| referring(property, level)));
    }
    let marked = |level| line("L1 1L2 2L3 3", &format!("marker-mid='url(#c{level})'"));
    assert_is_too_much("markers", &levels("marker", marked));
    let of_class = |level| format!("<rect width='9' height='9' class='k{level}'/>");
    let rules = many(9, |at| format!(".k{at}{{clip-path:url(#c{at})}}"));
    let by_sheet = levels("clipPath", of_class);
    let by_sheet = by_sheet.replace("<defs>", &format!("<style>{rules}</style><defs>"));
    assert_is_too_much("by-sheet", &by_sheet);
}

#[test]
fn markers_at_many_points() {
    let points = line(&"L1 1L2 2".repeat(9_000), "marker-mid='url(#m)'");
    let marker = format!("<marker id='m'>{}</marker>", RECT.repeat(900));
    assert_is_too_much("points", &svg(marker.clone() + &points));
    // The property comes from a group around.
    let inherited = line(&"L1 1L2 2".repeat(9_000), "");
    let group = format!("<g style='marker-mid:url(#m)'>{inherited}</g>");
    assert_is_too_much("inherited", &svg(marker + &group));
}

#[test]
fn chains_of_references() {
    let gradients = many(20_000, |at| {
        format!("<linearGradient id='g{}' href='#g{at}'/>", at + 1)
    });
    let filled = "<rect width='9' height='9' fill='url(#g20000)'/>";
    assert_is_too_much(
        "gradients",
        &svg(format!("<defs>{gradients}</defs>{filled}")),
    );
    let clips = many(9_000, |at| {
        format!(
            "<clipPath id='c{}' clip-path='url(#c{at})'>{RECT}</clipPath>",
            at + 1
        )
    });
    assert_is_too_much(
        "clips-in-clips",
        &svg(clips + &referring("clip-path", 9_000)),
    );
}

#[test]
fn style_sheets_with_many_rules_or_parts() {
    let rules = many(20_000, |at| format!(".a{at}{{fill:red}}"));
    assert_is_too_much(
        "rules",
        &svg(format!("<style>{rules}</style>{}", SMALL.repeat(9_000))),
    );
    let parts = "g ".repeat(12);
    let (open, close) = ("<g>".repeat(200), "</g>".repeat(200));
    let deep = format!("<style>{parts} x rect{{fill:red}}</style>{open}{RECT}{close}");
    assert_is_too_much("parts", &svg(deep));
}

#[test]
fn attributes_and_entities_without_number() {
    let attributes = many(90_000, |at| format!("a{at}='' "));
    assert_is_too_much("attributes", &svg(format!("<rect {attributes}/>")));
    let style = "fill:red;".repeat(90_000);
    assert_is_too_much("style", &svg(format!("<rect style='{style}'/>")));
    let filters = "url(#f) ".repeat(90_000);
    assert_is_too_much(
        "filters",
        &svg(format!("<filter id='f'/><rect filter='{filters}'/>")),
    );
    let entities = many(9_000, |at| format!("<!ENTITY e{at} 'x'>"));
    let entities = format!("<!DOCTYPE svg [{entities}]>{}", svg(RECT));
    assert_is_too_much("entities", &entities);
    let hidden = format!(
        "<!DOCTYPE svg [<!ENTITY e \"<rect {attributes}/>\">]>{}",
        svg("&e;")
    );
    let (said, file) = outcome("hidden.svg", hidden.as_bytes());
    assert!(
        file.is_none() && said.contains("has elements in an entity"),
        "{said}"
    );
}

#[test]
fn strokes_of_wide_and_many_lines() {
    assert_is_too_much(
        "wide",
        &svg(line("C1e9 1e9-1e9 1e9 5 5", "stroke-width='1e9'")),
    );
    let dashed = line("H99999", "stroke-dasharray='.1'").repeat(900);
    assert_is_too_much("dashed", &svg(dashed));
    let curves = line(&"c1 9 9 1 9 9".repeat(250_000), "stroke-linejoin='round'");
    assert_is_too_much("curves", &svg(curves));
}

#[test]
fn style_sheets_that_say_much_of_many() {
    let references = many(60_000, |at| format!("marker:url(#m{at});"));
    let selectors = "rect,".repeat(60_000);
    let sheet = |selectors: &str, declarations: &str| {
        format!("<style>{selectors} rect{{{declarations}}}</style>")
    };
    // For every selector, every element, every element that is referred to; and many of one kind in one.
    assert_is_too_much("selectors", &svg(sheet(&selectors, &references) + SMALL));
    assert_is_too_much(
        "elements",
        &svg(sheet("", &references) + &SMALL.repeat(60_000)),
    );
    let uses = format!(
        "<g id='g'>{}</g>{}",
        SMALL.repeat(100),
        "<use href='#g'/>".repeat(100)
    );
    assert_is_too_much("uses", &svg(sheet("", &references) + &uses));
    let of_one = format!("fill:{}", "url(#a)".repeat(60_000));
    assert_is_too_much("of-one", &svg(sheet("", &of_one) + &SMALL.repeat(60_000)));
}

#[test]
fn a_drawing_as_programs_save_it_is_not_too_much() {
    // Classes, clips, a marker and gradients that nothing uses, as Illustrator and Inkscape write them.
    let rules = many(40, |at| format!(".cls-{at}{{fill:#c00}}"));
    let rules = rules + ".clip{clip-path:url(#clip)} g > path.cls-2, svg g path{stroke:none}";
    let shapes = many(4_000, |at| {
        format!(
            "<g><path class='cls-{} clip' d='M{at}.5.25-3l2 2c1-1,2-2,3-3z'/></g>",
            at % 40
        )
    });
    let inner = format!(
        "<style>{rules}</style><defs><clipPath id='clip'><path d='M0 0h90v90H0z'/></clipPath>\
         <linearGradient id='a'><stop/></linearGradient><linearGradient id='b' href='#a'/>\
         <marker id='m'><path d='M0 0L1 1'/></marker></defs>{shapes}\
         <path d='M0 0L9 9' stroke='#000' stroke-dasharray='1 1' marker-end='url(#m)'/>"
    );
    let (said, file) = outcome("usual.svg", svg(inner).as_bytes());
    assert!(file.is_some(), "{said}");
}
