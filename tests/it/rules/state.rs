//! The rules of Nghị định 30/2020/NĐ-CP, phụ lục I. A number in brackets is that of its diagram (“ô số”).

use super::common::{
    addressees, appendix_notes, appendix_titles, bold, edges, in_capitals, in_small_letters, italic, looks,
    mm, off_each_other, off_page, page_numbers, pitches, rule_off, rule_share, sizes, text, upright,
};
use super::paper::{Block, Line, Paper};
use super::rule::{AT_LEAST, MILLIMETRES, PLACE, POINTS, Rule, SIZE, Style, TIMES};

const COUNTRY: &str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
const MOTTO: &str = "Độc lập - Tự do - Hạnh phúc";

const PAGE: &str = "NĐ 30, I";
const SMALL: (&str, (f64, f64), f64) = (POINTS, (12.0, 13.0), SIZE);
const LARGE: (&str, (f64, f64), f64) = (POINTS, (13.0, 14.0), SIZE);
const CENTRED: (&str, (f64, f64), f64) = (MILLIMETRES, (0.0, 0.0), PLACE);
/// A third to a half of the line above it; the tolerance is half of what can be seen.
const SHORT_RULE: (&str, (f64, f64), f64) = (TIMES, (1.0 / 3.0, 0.5), 0.005);

fn country(paper: &Paper) -> Vec<&Block> {
    paper.block(COUNTRY).into_iter().collect()
}

fn motto(paper: &Paper) -> Vec<&Block> {
    paper.block(MOTTO).into_iter().collect()
}

/// What follows a label such as “Số: ”, and has no spaces.
fn is_sign(sign: &str) -> bool {
    let Some((number, symbol)) = sign.split_once('/') else { return false };
    let is_number = number.chars().all(|digit| digit.is_ascii_digit() || digit == '.') && number.len() >= 2;
    let is_symbol = symbol.chars().all(|letter| letter.is_uppercase() || "-&.0123456789".contains(letter));
    is_number && (is_symbol || symbol.contains("TTr"))
}

/// Days below 10 and the months 1 and 2 have two digits.
pub(super) fn is_date(words: &str) -> bool {
    let Some((_, date)) = words.split_once("ngày ") else { return false };
    let words: Vec<&str> = date.split(' ').collect();
    let [day, "tháng", month, "năm", year] = words[..] else { return false };
    let blank = |word: &str| word.chars().all(|letter| letter == '.');
    let month_is_right =
        matches!(month, "01" | "02" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "10" | "11" | "12");
    (blank(day) || day.len() == 2) && (blank(month) || month_is_right) && (blank(year) || year.len() == 4)
}

pub(super) const RULES: &[Rule] = &[
    Style::State.measure("margin-left", "Left margin", PAGE, (MILLIMETRES, (30.0, 35.0), PLACE), |paper| {
        vec![mm(paper.left_edge())]
    }),
    Style::State.measure("margin-right", "Right margin", PAGE, (MILLIMETRES, (15.0, 20.0), PLACE), |paper| {
        vec![mm(paper.right_margin())]
    }),
    Style::State.measure(
        "margin-top",
        "Top margin: no text but the page number above it",
        PAGE,
        (MILLIMETRES, (20.0, 25.0), 0.2),
        |paper| edges(paper).iter().map(|(top, _)| *top).collect(),
    ),
    Style::State.measure(
        "margin-bottom",
        "Bottom margin: no text below it",
        PAGE,
        (MILLIMETRES, (20.0, AT_LEAST), 0.2),
        |paper| edges(paper).iter().map(|(_, bottom)| *bottom).collect(),
    ),
    Style::State.measure("page-number-size", "Size of the page number", PAGE, LARGE, |paper| {
        page_numbers(paper).iter().map(|(_, run, _)| run.size).collect()
    }),
    Style::State.measure(
        "page-number-top",
        "The page number lies within the top margin",
        PAGE,
        (MILLIMETRES, (5.0, 20.0), PLACE),
        |paper| page_numbers(paper).iter().map(|(_, run, _)| mm(run.y)).collect(),
    ),
    // [1] Quốc hiệu, Tiêu ngữ.
    Style::State.fact(
        "country-words",
        "The Quốc hiệu stands in capitals on one line",
        "NĐ 30, II [1]",
        |paper| vec![country(paper).iter().any(|block| block.lines.len() == 1 && block.text() == COUNTRY)],
    ),
    Style::State.measure("country-size", "Size of the Quốc hiệu", "NĐ 30, II [1]", SMALL, |paper| {
        sizes(country(paper))
    }),
    Style::State.fact("country-bold", "The Quốc hiệu is bold and upright", "NĐ 30, II [1]", |paper| {
        looks(country(paper), bold)
    }),
    Style::State.fact(
        "country-place",
        "The Quốc hiệu stands at the top right of page 1",
        "NĐ 30, II [1]",
        |paper| {
            let right = |line: &Line| line.page == 0 && line.middle() > paper.middle(0) && mm(line.y) < 35.0;
            country(paper).iter().map(|block| right(block.first())).collect()
        },
    ),
    Style::State.fact(
        "motto-words",
        "The Tiêu ngữ has capitals for each phrase and spaced hyphens",
        "NĐ 30, II [1]",
        |paper| vec![motto(paper).iter().any(|block| block.lines.len() == 1 && block.text() == MOTTO)],
    ),
    Style::State.measure("motto-size", "Size of the Tiêu ngữ", "NĐ 30, II [1]", LARGE, |paper| {
        sizes(motto(paper))
    }),
    Style::State.fact("motto-bold", "The Tiêu ngữ is bold and upright", "NĐ 30, II [1]", |paper| {
        looks(motto(paper), bold)
    }),
    Style::State.measure(
        "motto-centred",
        "The Tiêu ngữ stands in the middle under the Quốc hiệu",
        "NĐ 30, II [1]",
        CENTRED,
        |paper| off_each_other(&motto(paper), &country(paper)),
    ),
    Style::State.measure(
        "motto-spacing",
        "Quốc hiệu and Tiêu ngữ are single-spaced",
        "NĐ 30, II [1]",
        (TIMES, (1.0, 1.2), 0.01),
        |paper| {
            let distance = |(country, motto): (&&Block, &&Block)| {
                (motto.first().y - country.first().y) / motto.first().size()
            };
            country(paper).iter().zip(&motto(paper)).map(distance).collect()
        },
    ),
    Style::State.measure(
        "motto-rule",
        "The rule below the Tiêu ngữ is as long as its text",
        "NĐ 30, II [1]",
        (TIMES, (1.0, 1.0), 0.005),
        |paper| rule_share(paper, &motto(paper)),
    ),
    Style::State.measure(
        "motto-rule-centred",
        "The rule stands in the middle under the Tiêu ngữ",
        "NĐ 30, II [1]",
        CENTRED,
        |paper| rule_off(paper, &motto(paper)),
    ),
    // [2] The issuing bodies.
    Style::State.measure("superior-size", "Size of the superior body", "NĐ 30, II [2]", SMALL, |paper| {
        sizes(paper.part("superior"))
    }),
    Style::State.fact("superior-upright", "The superior body is upright", "NĐ 30, II [2]", |paper| {
        looks(paper.part("superior"), upright)
    }),
    Style::State.fact("superior-capitals", "The superior body is in capitals", "NĐ 30, II [2]", |paper| {
        in_capitals(paper.part("superior"))
    }),
    Style::State.measure(
        "superior-centred",
        "The superior body is centred above the issuing one",
        "NĐ 30, II [2]",
        CENTRED,
        |paper| off_each_other(&paper.part("superior"), &paper.part("issuer")),
    ),
    Style::State.fact("issuer-place", "The issuing body stands at the top left", "NĐ 30, II [2]", |paper| {
        paper.part("issuer").iter().map(|block| block.first().middle() < paper.middle(0)).collect()
    }),
    Style::State.measure("issuer-size", "Size of the issuing body", "NĐ 30, II [2]", SMALL, |paper| {
        sizes(paper.part("issuer"))
    }),
    Style::State.fact("issuer-bold", "The issuing body is bold and upright", "NĐ 30, II [2]", |paper| {
        looks(paper.part("issuer"), bold)
    }),
    Style::State.fact("issuer-capitals", "The issuing body is in capitals", "NĐ 30, II [2]", |paper| {
        in_capitals(paper.part("issuer"))
    }),
    Style::State.measure(
        "issuer-rule",
        "The rule below the issuing body is a third to a half of its line",
        "NĐ 30, II [2]",
        SHORT_RULE,
        |paper| rule_share(paper, &paper.part("issuer")),
    ),
    Style::State.measure(
        "issuer-rule-centred",
        "The rule stands in the middle under the issuing body",
        "NĐ 30, II [2]",
        CENTRED,
        |paper| rule_off(paper, &paper.part("issuer")),
    ),
    // [3] The number, [4] place and date.
    Style::State.measure(
        "number-size",
        "Size of the number and symbol",
        "NĐ 30, II [3]",
        (POINTS, (13.0, 13.0), SIZE),
        |paper| sizes(paper.part("number")),
    ),
    Style::State.fact("number-upright", "The number and symbol are upright", "NĐ 30, II [3]", |paper| {
        looks(paper.part("number"), upright)
    }),
    Style::State.fact(
        "number-form",
        "“Số: ”, at least two digits, a slash, a symbol in capitals, no spaces",
        "NĐ 30, II [3]",
        |paper| {
            let form = |block: &&Block| block.text().strip_prefix("Số: ").is_some_and(is_sign);
            paper.part("number").iter().map(form).collect()
        },
    ),
    Style::State.measure(
        "number-centred",
        "The number stands in the middle under the issuing body",
        "NĐ 30, II [3]",
        CENTRED,
        |paper| off_each_other(&paper.part("number"), &paper.part("issuer")),
    ),
    Style::State.measure("date-size", "Size of place and date", "NĐ 30, II [4]", LARGE, |paper| {
        sizes(paper.part("place-date"))
    }),
    Style::State.fact("date-italic", "Place and date are italic", "NĐ 30, II [4]", |paper| {
        looks(paper.part("place-date"), italic)
    }),
    Style::State.fact(
        "date-form",
        "Days below 10 and the months 1 and 2 have two digits",
        "NĐ 30, II [4]",
        |paper| paper.part("place-date").iter().map(|block| is_date(&block.text())).collect(),
    ),
    Style::State.measure(
        "date-level",
        "Place and date stand on the line of the number",
        "NĐ 30, II [4]",
        CENTRED,
        |paper| {
            let pairs = paper.part("place-date").into_iter().zip(paper.part("number"));
            pairs.map(|(date, number)| mm(date.first().y - number.first().y)).collect()
        },
    ),
    Style::State.measure(
        "date-centred",
        "Place and date stand in the middle under the Tiêu ngữ",
        "NĐ 30, II [4]",
        CENTRED,
        |paper| off_each_other(&paper.part("place-date"), &motto(paper)),
    ),
    // [5a] The type and the subject.
    Style::State.measure("title-size", "Size of the type of document", "NĐ 30, II [5a]", LARGE, |paper| {
        sizes(paper.part("title"))
    }),
    Style::State.fact("title-bold", "The type of document is bold and upright", "NĐ 30, II [5a]", |paper| {
        looks(paper.part("title"), bold)
    }),
    Style::State.fact("title-capitals", "The type of document is in capitals", "NĐ 30, II [5a]", |paper| {
        in_capitals(paper.part("title"))
    }),
    Style::State.measure(
        "title-centred",
        "The type of document is centred",
        "NĐ 30, II [5a]",
        CENTRED,
        |paper| off_page(paper, paper.part("title")),
    ),
    Style::State.measure("subject-size", "Size of the subject", "NĐ 30, II [5a]", LARGE, |paper| {
        sizes(paper.part("subject"))
    }),
    Style::State.fact("subject-bold", "The subject is bold and upright", "NĐ 30, II [5a]", |paper| {
        looks(paper.part("subject"), bold)
    }),
    Style::State.fact("subject-case", "The subject is in small letters", "NĐ 30, II [5a]", |paper| {
        in_small_letters(paper.part("subject"))
    }),
    Style::State.measure(
        "subject-centred",
        "The subject is centred under the type",
        "NĐ 30, II [5a]",
        CENTRED,
        |paper| off_page(paper, paper.part("subject")),
    ),
    Style::State.measure(
        "subject-rule",
        "The rule below the subject is a third to a half of its line",
        "NĐ 30, II [5a]",
        SHORT_RULE,
        |paper| rule_share(paper, &paper.part("subject")),
    ),
    Style::State.measure(
        "subject-rule-centred",
        "The rule stands in the middle under the subject",
        "NĐ 30, II [5a]",
        CENTRED,
        |paper| rule_off(paper, &paper.part("subject")),
    ),
    // [6] Grounds and text.
    Style::State.measure("bases-size", "Size of the grounds", "NĐ 30, II [6]", LARGE, |paper| {
        sizes(paper.part("bases"))
    }),
    Style::State.fact("bases-italic", "The grounds are italic", "NĐ 30, II [6]", |paper| {
        looks(paper.part("bases"), italic)
    }),
    Style::State
        .measure("body-size", "Size of the text", "NĐ 30, II [6]", LARGE, |paper| sizes(text(paper))),
    Style::State.measure(
        "line-spacing",
        "Distance of lines: single (1.15 of the size for this font) to one and a half",
        "NĐ 30, II [6]",
        (TIMES, (1.15, 1.725), 0.005),
        |paper| pitches(paper).iter().map(|(pitch, size)| pitch / size).collect(),
    ),
    Style::State.measure("heading-size", "Size of headings in the text", "NĐ 30, II [6]", LARGE, |paper| {
        sizes(paper.blocks.iter().filter(|block| block.is_heading() && !block.is_in("H1")))
    }),
    // [7] Signatures, [9] addressees and recipients.
    Style::State.measure("post-size", "Size of the post of who signs", "NĐ 30, II [7a]", LARGE, |paper| {
        sizes(paper.signed("title"))
    }),
    Style::State.fact(
        "post-bold",
        "In whose name and in which post one signs is bold and upright",
        "NĐ 30, II [7a]",
        |paper| looks(paper.signed("capacity").into_iter().chain(paper.signed("title")), bold),
    ),
    Style::State.measure("name-size", "Size of the name of who signs", "NĐ 30, II [7b]", LARGE, |paper| {
        sizes(paper.signed("name"))
    }),
    Style::State.measure(
        "addressee-size",
        "Size of “Kính gửi” and the addressees",
        "NĐ 30, II [9a]",
        LARGE,
        |paper| sizes(addressees(paper)),
    ),
    Style::State.fact(
        "addressee-upright",
        "“Kính gửi” and the addressees are upright",
        "NĐ 30, II [9a]",
        |paper| looks(addressees(paper), upright),
    ),
    Style::State.measure(
        "recipients-label-size",
        "Size of “Nơi nhận:”",
        "NĐ 30, II [9b]",
        (POINTS, (12.0, 12.0), SIZE),
        |paper| sizes(paper.block("Nơi nhận:")),
    ),
    Style::State.fact(
        "recipients-label-looks",
        "“Nơi nhận:” is bold and italic",
        "NĐ 30, II [9b]",
        |paper| looks(paper.block("Nơi nhận:"), |run| run.is_bold() && run.is_italic()),
    ),
    Style::State.measure(
        "recipients-size",
        "Size of the recipients",
        "NĐ 30, II [9b]",
        (POINTS, (11.0, 11.0), SIZE),
        |paper| sizes(paper.recipients()),
    ),
    Style::State.fact("recipients-upright", "The recipients are upright", "NĐ 30, II [9b]", |paper| {
        looks(paper.recipients(), upright)
    }),
    Style::State.measure(
        "recipients-left",
        "“Nơi nhận:” stands at the left margin",
        "NĐ 30, II [9b]",
        CENTRED,
        |paper| {
            paper
                .block("Nơi nhận:")
                .iter()
                .map(|label| mm(label.first().left() - paper.left_edge()))
                .collect()
        },
    ),
    // Appendices.
    Style::State.measure(
        "appendix-title-size",
        "Size of the title of an appendix",
        "NĐ 30, V",
        LARGE,
        |paper| sizes(appendix_titles(paper)),
    ),
    Style::State.measure("appendix-note-size", "Size of “(Kèm theo …)”", "NĐ 30, V", LARGE, |paper| {
        sizes(appendix_notes(paper))
    }),
];
