//! The rules of the Party: HD 05-HD/VPTW of 27 May 2026, where HD 36-HD/VPTW of 3 April 2018 allows the same.

use super::common::{
    addressees, bold, edges, in_capitals, italic, looks, mm, off_each_other, off_page, page_numbers, pitches,
    rule_off, rule_share, sizes, text, upright,
};
use super::paper::{Block, Paper};
use super::rule::{AT_LEAST, MILLIMETRES, PLACE, POINTS, Rule, SIZE, Style, TIMES};
use super::state::is_date;

const PARTY: &str = "ĐẢNG CỘNG SẢN VIỆT NAM";
const SOURCE: &str = "HD 36, HD 05";

const FOURTEEN: (&str, (f64, f64), f64) = (POINTS, (14.0, 14.0), SIZE);
const TEXT: (&str, (f64, f64), f64) = (POINTS, (14.0, 15.0), SIZE);
const CENTRED: (&str, (f64, f64), f64) = (MILLIMETRES, (0.0, 0.0), PLACE);

fn country(paper: &Paper) -> Vec<&Block> {
    paper.block(PARTY).into_iter().collect()
}

/// Returns the block right below another that shows just this.
fn below<'a>(paper: &'a Paper, key: &str, words: &str) -> Vec<&'a Block> {
    let Some(above) = paper.part(key).into_iter().next() else { return Vec::new() };
    let is_below = |block: &&Block| {
        let distance = block.first().y - above.last().y;
        block.first().page == above.last().page && (0.0..30.0).contains(&distance) && block.text() == words
    };
    paper.blocks.iter().filter(is_below).collect()
}

fn is_there<'a>(paper: &'a Paper, key: &str, found: &[&'a Block]) -> Vec<bool> {
    if paper.part(key).is_empty() { Vec::new() } else { vec![!found.is_empty()] }
}

fn number_is_right(words: &str) -> bool {
    let Some((number, symbol)) = words.strip_prefix("Số ").and_then(|rest| rest.split_once('-')) else {
        return false;
    };
    let is_number = number.len() >= 2 && number.chars().all(|digit| digit.is_ascii_digit() || digit == '.');
    is_number && symbol.contains('/') && !symbol.contains(' ')
}

pub(super) const RULES: &[Rule] = &[
    Style::Party.measure(
        "party-margin-left",
        "Left margin",
        SOURCE,
        (MILLIMETRES, (30.0, 30.0), PLACE),
        |paper| vec![mm(paper.left_edge())],
    ),
    Style::Party.measure(
        "party-margin-right",
        "Right margin",
        SOURCE,
        (MILLIMETRES, (15.0, 15.0), PLACE),
        |paper| vec![mm(paper.right_margin())],
    ),
    Style::Party.measure(
        "party-margin-top",
        "Top margin: where the text of page 1 begins",
        SOURCE,
        (MILLIMETRES, (20.0, 20.0), 0.2),
        |paper| edges(paper).iter().take(1).map(|(top, _)| *top).collect(),
    ),
    Style::Party.measure(
        "party-margin-bottom",
        "Bottom margin: no text below it",
        SOURCE,
        (MILLIMETRES, (20.0, AT_LEAST), 0.2),
        |paper| edges(paper).iter().map(|(_, bottom)| *bottom).collect(),
    ),
    Style::Party.measure("party-page-number-size", "Size of the page number", "HD 05", FOURTEEN, |paper| {
        page_numbers(paper).iter().map(|(_, run, _)| run.size).collect()
    }),
    Style::Party.measure(
        "party-page-number-top",
        "The page number stands 10 mm below the edge",
        "HD 05",
        (MILLIMETRES, (10.0, 10.0), 0.2),
        |paper| {
            // Four fifths of the size stand above the baseline.
            page_numbers(paper).iter().map(|(_, run, _)| mm(run.y - 0.8 * run.size)).collect()
        },
    ),
    // The head.
    Style::Party.fact(
        "party-title-words",
        "“ĐẢNG CỘNG SẢN VIỆT NAM” stands in capitals on one line at the top right",
        SOURCE,
        |paper| {
            let right = |block: &&Block| block.first().page == 0 && block.first().middle() > paper.middle(0);
            vec![
                country(paper)
                    .iter()
                    .any(|block| block.lines.len() == 1 && block.text() == PARTY && right(block)),
            ]
        },
    ),
    Style::Party.measure(
        "party-title-size",
        "Size of “ĐẢNG CỘNG SẢN VIỆT NAM”",
        SOURCE,
        (POINTS, (15.0, 15.0), SIZE),
        |paper| sizes(country(paper)),
    ),
    Style::Party.fact(
        "party-title-bold",
        "“ĐẢNG CỘNG SẢN VIỆT NAM” is bold and upright",
        SOURCE,
        |paper| looks(country(paper), bold),
    ),
    Style::Party.measure(
        "party-title-rule",
        "The rule below it is as long as its text",
        SOURCE,
        (TIMES, (1.0, 1.0), 0.005),
        |paper| rule_share(paper, &country(paper)),
    ),
    Style::Party.measure(
        "party-title-rule-centred",
        "The rule stands in the middle under it",
        SOURCE,
        CENTRED,
        |paper| rule_off(paper, &country(paper)),
    ),
    Style::Party.measure("party-superior-size", "Size of the superior body", SOURCE, FOURTEEN, |paper| {
        sizes(paper.part("superior"))
    }),
    Style::Party.fact(
        "party-superior-upright",
        "The superior body is upright and in capitals",
        SOURCE,
        |paper| [looks(paper.part("superior"), upright), in_capitals(paper.part("superior"))].concat(),
    ),
    Style::Party.measure("party-issuer-size", "Size of the issuing body", SOURCE, FOURTEEN, |paper| {
        sizes(paper.part("issuer"))
    }),
    Style::Party.fact("party-issuer-bold", "The issuing body is bold and in capitals", SOURCE, |paper| {
        [looks(paper.part("issuer"), bold), in_capitals(paper.part("issuer"))].concat()
    }),
    Style::Party.fact("party-asterisk", "An asterisk stands below the issuing body", SOURCE, |paper| {
        is_there(paper, "issuer", &below(paper, "issuer", "*"))
    }),
    Style::Party.measure(
        "party-asterisk-centred",
        "The asterisk stands in the middle under it",
        SOURCE,
        CENTRED,
        |paper| off_each_other(&below(paper, "issuer", "*"), &paper.part("issuer")),
    ),
    Style::Party.measure("party-number-size", "Size of the number and symbol", SOURCE, FOURTEEN, |paper| {
        sizes(paper.part("number"))
    }),
    Style::Party.fact("party-number-upright", "The number and symbol are upright", SOURCE, |paper| {
        looks(paper.part("number"), upright)
    }),
    Style::Party.fact(
        "party-number-form",
        "“Số ” without a colon, at least two digits, a hyphen, a symbol with a slash",
        SOURCE,
        |paper| paper.part("number").iter().map(|block| number_is_right(&block.text())).collect(),
    ),
    Style::Party.measure(
        "party-number-centred",
        "The number stands in the middle under the issuing body",
        SOURCE,
        CENTRED,
        |paper| off_each_other(&paper.part("number"), &paper.part("issuer")),
    ),
    Style::Party.measure("party-date-size", "Size of place and date", SOURCE, FOURTEEN, |paper| {
        sizes(paper.part("place-date"))
    }),
    Style::Party.fact("party-date-italic", "Place and date are italic", SOURCE, |paper| {
        looks(paper.part("place-date"), italic)
    }),
    Style::Party.fact(
        "party-date-form",
        "Days below 10 and the months 1 and 2 have two digits",
        SOURCE,
        |paper| paper.part("place-date").iter().map(|block| is_date(&block.text())).collect(),
    ),
    Style::Party.fact("party-date-right", "Place and date stand on the right", SOURCE, |paper| {
        paper.part("place-date").iter().map(|block| block.first().middle() > paper.middle(0)).collect()
    }),
    // The type, the subject, the text.
    Style::Party.measure(
        "party-type-size",
        "Size of the type of document",
        SOURCE,
        (POINTS, (15.0, 16.0), SIZE),
        |paper| sizes(paper.part("title")),
    ),
    Style::Party.fact("party-type-bold", "The type of document is bold and in capitals", SOURCE, |paper| {
        [looks(paper.part("title"), bold), in_capitals(paper.part("title"))].concat()
    }),
    Style::Party.measure(
        "party-subject-size",
        "Size of the subject: 13–14 pt (HD 36), 14–15 pt (HD 05)",
        SOURCE,
        FOURTEEN,
        |paper| sizes(paper.part("subject")),
    ),
    Style::Party.fact("party-subject-bold", "The subject is bold and upright", SOURCE, |paper| {
        looks(paper.part("subject"), bold)
    }),
    Style::Party.measure(
        "party-title-centred",
        "The type and the subject are centred",
        SOURCE,
        CENTRED,
        |paper| off_page(paper, [paper.part("title"), paper.part("subject")].concat()),
    ),
    Style::Party.fact("party-hyphens", "Five hyphens stand below the subject", SOURCE, |paper| {
        is_there(paper, "subject", &below(paper, "subject", "-----"))
    }),
    Style::Party.measure("party-hyphens-centred", "The hyphens are centred", SOURCE, CENTRED, |paper| {
        off_page(paper, below(paper, "subject", "-----"))
    }),
    Style::Party.fact("party-bases-upright", "The grounds are upright", SOURCE, |paper| {
        looks(paper.part("bases"), upright)
    }),
    Style::Party.fact("party-bases-dash", "Each ground begins with a dash", SOURCE, |paper| {
        paper.part("bases").iter().map(|block| block.text().starts_with("- ")).collect()
    }),
    Style::Party.measure("party-body-size", "Size of the text", SOURCE, TEXT, |paper| sizes(text(paper))),
    Style::Party.measure(
        "party-line-pitch",
        "Distance of lines: exactly 18–22 pt",
        "HD 05",
        (POINTS, (18.0, 22.0), SIZE),
        |paper| pitches(paper).iter().map(|(pitch, _)| *pitch).collect(),
    ),
    Style::Party.fact("party-heading-form", "Parts of the text are numbered `I-`", SOURCE, |paper| {
        let roman = |block: &&Block| block.text().starts_with(['I', 'V', 'X']);
        let headings =
            paper.blocks.iter().filter(|block| block.is_heading() && !block.is_in("H1")).filter(roman);
        let form = |block: &Block| {
            block.text().split_once(' ').is_some_and(|(number, _)| {
                number
                    .strip_suffix('-')
                    .is_some_and(|number| number.chars().all(|letter| "IVX".contains(letter)))
            })
        };
        headings.map(form).collect()
    }),
    Style::Party.measure("party-heading-size", "Size of headings in the text", "HD 05", TEXT, |paper| {
        sizes(paper.blocks.iter().filter(|block| block.is_heading() && !block.is_in("H1")))
    }),
    Style::Party.fact("party-end", "The text ends in a full stop, not in `./.`", SOURCE, |paper| {
        paper.paragraphs().iter().map(|block| !block.text().ends_with("./.")).collect()
    }),
    // Signatures and recipients.
    Style::Party.fact(
        "party-capacity-bold",
        "In whose name one signs is bold and in capitals",
        SOURCE,
        |paper| [looks(paper.signed("capacity"), bold), in_capitals(paper.signed("capacity"))].concat(),
    ),
    Style::Party.fact("party-post-upright", "The post of who signs is upright, not bold", SOURCE, |paper| {
        looks(paper.signed("title"), upright)
    }),
    Style::Party.measure(
        "party-signature-size",
        "Size of capacity, post and name",
        SOURCE,
        FOURTEEN,
        |paper| sizes([paper.signed("capacity"), paper.signed("title"), paper.signed("name")].concat()),
    ),
    Style::Party.measure(
        "party-addressee-size",
        "Size of “Kính gửi” and the addressees",
        SOURCE,
        TEXT,
        |paper| sizes(addressees(paper)),
    ),
    Style::Party.fact(
        "party-submission-address",
        "A submission is addressed with “Kính trình”",
        SOURCE,
        |paper| {
            if paper.frame["title"] == "TỜ TRÌNH" {
                vec![addressees(paper).first().is_some_and(|label| label.text().starts_with("Kính trình"))]
            } else {
                Vec::new()
            }
        },
    ),
    Style::Party.measure(
        "party-recipients-label-size",
        "Size of “Nơi nhận:”",
        "HD 05",
        FOURTEEN,
        |paper| sizes(paper.block("Nơi nhận:")),
    ),
    Style::Party.fact("party-recipients-label-upright", "“Nơi nhận:” is upright", "HD 05", |paper| {
        looks(paper.block("Nơi nhận:"), upright)
    }),
    Style::Party.measure(
        "party-recipients-label-rule",
        "“Nơi nhận” is underlined",
        "HD 05",
        (TIMES, (0.9, 1.0), 0.01),
        |paper| paper.block("Nơi nhận:").iter().map(|label| paper.underlined(label.first())).collect(),
    ),
    Style::Party.measure(
        "party-recipients-size",
        "Size of the recipients",
        "HD 05",
        (POINTS, (12.0, 12.0), SIZE),
        |paper| sizes(paper.recipients()),
    ),
    Style::Party.fact("party-recipients-upright", "The recipients are upright", "HD 05", |paper| {
        looks(paper.recipients(), upright)
    }),
];
