//! What the State and the Party rule alike, and the measures that their tables share.

use super::paper::{Block, Line, Paper};
use super::rule::{AT_LEAST, MILLIMETRES, PLACE, POINTS, Rule, SIZE, Style};
use super::sheet::{Page, Run};

const PAGE: &str = "NĐ 30, I";

/// Points as millimetres.
pub(super) fn mm(points: f64) -> f64 {
    points * 25.4 / 72.0
}

pub(super) fn sizes<'a>(blocks: impl IntoIterator<Item = &'a Block>) -> Vec<f64> {
    blocks.into_iter().flat_map(Block::runs).map(|run| run.size).collect()
}

/// Says of each run whether it looks so.
pub(super) fn looks<'a>(blocks: impl IntoIterator<Item = &'a Block>, are: fn(&Run) -> bool) -> Vec<bool> {
    blocks.into_iter().flat_map(Block::runs).filter(|run| !run.text.trim().is_empty()).map(are).collect()
}

pub(super) fn bold(run: &Run) -> bool {
    run.is_bold() && !run.is_italic()
}

pub(super) fn upright(run: &Run) -> bool {
    !run.is_bold() && !run.is_italic()
}

pub(super) fn italic(run: &Run) -> bool {
    !run.is_bold() && run.is_italic()
}

pub(super) fn in_capitals<'a>(blocks: impl IntoIterator<Item = &'a Block>) -> Vec<bool> {
    blocks.into_iter().map(|block| block.text() == block.text().to_uppercase()).collect()
}

pub(super) fn in_small_letters<'a>(blocks: impl IntoIterator<Item = &'a Block>) -> Vec<bool> {
    blocks.into_iter().map(|block| block.text() != block.text().to_uppercase()).collect()
}

/// Measures how far the lines of blocks stand from a middle.
pub(super) fn off<'a>(blocks: impl IntoIterator<Item = &'a Block>, middle: f64) -> Vec<f64> {
    blocks.into_iter().flat_map(|block| &block.lines).map(|line| mm(line.middle() - middle)).collect()
}

/// Measures how far the lines of blocks stand from the middle of their page.
pub(super) fn off_page<'a>(paper: &Paper, blocks: impl IntoIterator<Item = &'a Block>) -> Vec<f64> {
    let lines = blocks.into_iter().flat_map(|block| &block.lines);
    lines.map(|line| mm(line.middle() - paper.middle(line.page))).collect()
}

/// Measures how far the lines of some blocks stand from the middle of others, both there or nothing.
pub(super) fn off_each_other(blocks: &[&Block], above: &[&Block]) -> Vec<f64> {
    above.first().map_or_else(Vec::new, |above| off(blocks.iter().copied(), above.first().middle()))
}

/// Measures the rule below a block as a share of its longest line.
pub(super) fn rule_share(paper: &Paper, blocks: &[&Block]) -> Vec<f64> {
    let share =
        |block: &&Block| paper.rule_below(block.last()).map_or(0.0, |rule| rule.length() / block.widest());
    blocks.iter().map(share).collect()
}

/// Measures how far the rule below a block is from its middle.
pub(super) fn rule_off(paper: &Paper, blocks: &[&Block]) -> Vec<f64> {
    let of = |block: &&Block| Some(mm(paper.rule_below(block.last())?.middle() - block.last().middle()));
    blocks.iter().filter_map(of).collect()
}

/// Returns the numbers of pages that are drawn: the page, the run, and the number.
pub(super) fn page_numbers(paper: &Paper) -> Vec<(usize, &Run, usize)> {
    let mut numbers = Vec::new();
    for (index, page) in paper.pages.iter().enumerate() {
        let runs = page.runs.iter().filter(|run| run.mark.is_none() && mm(run.y) < 20.0);
        numbers.extend(runs.filter_map(|run| Some((index, run, run.text.trim().parse().ok()?))));
    }
    numbers
}

/// Returns the blocks of a page that are titles of appendices.
pub(super) fn appendix_titles(paper: &Paper) -> Vec<&Block> {
    let numbered: Vec<usize> = page_numbers(paper).iter().map(|(page, ..)| *page).collect();
    let begins = |page: usize| page > 0 && !numbered.contains(&page);
    let first = |block: &&Block| begins(block.first().page) && block.is_in("H1");
    paper.blocks.iter().filter(first).collect()
}

pub(super) fn appendix_notes(paper: &Paper) -> Vec<&Block> {
    paper.blocks.iter().filter(|block| block.is_note() && block.is_plain()).collect()
}

/// Returns the distances of baselines within paragraphs.
pub(super) fn pitches(paper: &Paper) -> Vec<(f64, f64)> {
    let of = |block: &&Block| -> Vec<(f64, f64)> {
        let pairs = block.lines.windows(2).filter(|pair| pair[0].page == pair[1].page);
        pairs.map(|pair| (pair[1].y - pair[0].y, pair[1].size())).collect()
    };
    paper.paragraphs().iter().flat_map(of).collect()
}

/// Measures what is between paragraphs that follow each other, beyond the distance of lines.
fn gaps(paper: &Paper) -> Vec<f64> {
    let pitch = pitches(paper).iter().map(|(pitch, _)| *pitch).fold(f64::MAX, f64::min);
    let paragraphs = paper.paragraphs();
    let is_one = |block: &Block| paragraphs.iter().any(|it| std::ptr::eq(*it, block));
    let pairs = paper.blocks.windows(2).filter(|pair| is_one(&pair[0]) && is_one(&pair[1]));
    let pairs = pairs.map(|pair| (pair[0].last(), pair[1].first()));
    let pairs = pairs.filter(|(above, below)| above.page == below.page && pitch < f64::MAX);
    pairs.map(|(above, below)| below.y - above.y - pitch).collect()
}

/// Returns the lines of paragraphs that go on in a next line.
fn full_lines(paper: &Paper) -> Vec<&Line> {
    let paragraphs = paper.paragraphs();
    paragraphs.into_iter().flat_map(|block| block.lines.iter().rev().skip(1)).collect()
}

/// Returns the marks of the lists in the text: clauses, points, dashes.
fn list_marks(paper: &Paper) -> Vec<&Block> {
    paper.lists().into_iter().filter(|block| block.is_in("Lbl")).collect()
}

/// Returns the blocks of the text: paragraphs and lists.
pub(super) fn text(paper: &Paper) -> Vec<&Block> {
    [paper.paragraphs(), paper.lists()].concat()
}

/// Returns “Kính gửi” and the addressees.
pub(super) fn addressees(paper: &Paper) -> Vec<&Block> {
    let label = ["Kính gửi:", "Kính trình:", "Kính gửi", "Kính trình"]
        .into_iter()
        .find_map(|words| paper.block(words));
    label.into_iter().chain(paper.part("addressees")).collect()
}

/// Measures what is free above and below the text of each page. Four fifths of the size stand above a baseline.
pub(super) fn edges(paper: &Paper) -> Vec<(f64, f64)> {
    let numbers: Vec<*const Run> =
        page_numbers(paper).iter().map(|(_, run, _)| std::ptr::from_ref(*run)).collect();
    let of = |page: &Page| {
        let runs = || page.runs.iter().filter(|run| !numbers.contains(&std::ptr::from_ref(*run)));
        let top = runs().map(|run| run.y - 0.8 * run.size).fold(f64::MAX, f64::min);
        let bottom = runs().map(|run| run.y + 0.2 * run.size).fold(0.0, f64::max);
        (mm(top), mm(page.height - bottom))
    };
    paper.pages.iter().map(of).collect()
}

fn numbers_in_order(paper: &Paper) -> Vec<bool> {
    let numbers = page_numbers(paper);
    let of = |page: usize| numbers.iter().find(|(other, ..)| *other == page).map(|(.., number)| *number);
    let mut last = 0;
    let mut parts = 0;
    let mut right = Vec::new();
    for page in 0..paper.pages.len() {
        // A page without a number is the first of the document or of an appendix.
        last = if let Some(number) = of(page) {
            right.push(number == last + 1);
            number
        } else {
            parts += 1;
            1
        };
    }
    right.push(parts == 1 + paper.appendices);
    right
}

pub(super) const RULES: &[Rule] = &[
    Style::Both.measure("paper-width", "The sheet is A4", PAGE, (MILLIMETRES, (210.0, 210.0), PLACE), |paper| {
        paper.pages.iter().map(|page| mm(page.width.min(page.height))).collect()
    }),
    Style::Both.measure("paper-height", "The sheet is A4", PAGE, (MILLIMETRES, (297.0, 297.0), PLACE), |paper| {
        paper.pages.iter().map(|page| mm(page.width.max(page.height))).collect()
    }),
    Style::Both.fact("font", "Times New Roman, or a family of the same widths", PAGE, |paper| {
        const FAMILIES: [&str; 3] = ["TimesNewRoman", "Tinos", "LiberationSerif"];
        let runs = paper.pages.iter().flat_map(|page| &page.runs);
        runs.map(|run| FAMILIES.iter().any(|family| run.font.starts_with(family))).collect()
    }),
    Style::Both.fact("black", "Letters and rules are black", PAGE, |paper| {
        let runs = paper.pages.iter().flat_map(|page| page.runs.iter().map(|run| run.black));
        runs.chain(paper.pages.iter().flat_map(|page| page.strokes.iter().map(|stroke| stroke.black))).collect()
    }),
    Style::Both.fact(
        "page-number-order",
        "Pages are numbered 1, 2, 3…; the first page of the document and of each appendix, which counts anew, shows none",
        PAGE,
        numbers_in_order,
    ),
    Style::Both.measure(
        "page-number-centred",
        "The page number stands in the middle",
        PAGE,
        (MILLIMETRES, (0.0, 0.0), PLACE),
        |paper| {
            let off = |(page, run, _): (usize, &Run, usize)| f64::midpoint(run.x, run.right()) - paper.middle(page);
            page_numbers(paper).into_iter().map(off).map(mm).collect()
        },
    ),
    Style::Both.fact("page-number-upright", "The page number is upright", PAGE, |paper| {
        page_numbers(paper).iter().map(|(_, run, _)| upright(run)).collect()
    }),
    Style::Both.fact("body-upright", "The text begins upright or, for articles and labels, bold", "NĐ 30, II [6]", |paper| {
        paper.paragraphs().iter().map(|block| !block.first().runs[0].is_italic()).collect()
    }),
    Style::Both.measure(
        "body-justified",
        "Lines of the text end at the right margin",
        "NĐ 30, II [6]; HD 05",
        (MILLIMETRES, (0.0, 0.0), PLACE),
        |paper| {
            let edge = |line: &Line| paper.pages[line.page].width - paper.right_margin();
            full_lines(paper).into_iter().map(|line| mm(edge(line) - line.right())).collect()
        },
    ),
    Style::Both.measure(
        "body-left",
        "Further lines of a paragraph begin at the left margin",
        "NĐ 30, II [6]; HD 05",
        (MILLIMETRES, (0.0, 0.0), PLACE),
        |paper| {
            let lines = paper.paragraphs().into_iter().flat_map(|block| block.lines.iter().skip(1));
            lines.map(|line| mm(line.left() - paper.left_edge())).collect()
        },
    ),
    Style::Both.measure(
        "first-line-indent",
        "The first line of a paragraph is indented by 1 cm or 1.27 cm",
        "NĐ 30, II [6]; HD 05",
        (MILLIMETRES, (10.0, 12.7), PLACE),
        |paper| {
            let first = paper.paragraphs().into_iter().map(Block::first);
            first.map(|line| mm(line.left() - paper.left_edge())).collect()
        },
    ),
    Style::Both.measure(
        "list-indent",
        "The marks of clauses, points and dashes stand where a first line begins",
        "NĐ 30, II [6]; HD 05",
        (MILLIMETRES, (10.0, 12.7), PLACE),
        |paper| list_marks(paper).into_iter().map(|mark| mm(mark.first().left() - paper.left_edge())).collect(),
    ),
    Style::Both.measure(
        "paragraph-gap",
        "Between paragraphs, beyond the distance of lines",
        "NĐ 30, II [6]; HD 05",
        (POINTS, (6.0, AT_LEAST), SIZE),
        gaps,
    ),
    Style::Both.fact("article-bold", "“Điều n.” is bold, in the text", "NĐ 30, II [6]; HD 05", |paper| {
        let articles = paper.paragraphs().into_iter().filter(|block| block.text().starts_with("Điều "));
        articles.map(|block| bold(&block.first().runs[0])).collect()
    }),
    Style::Both.fact("bases-end", "Each ground ends in a semicolon, the last in a full stop", "NĐ 30, II [6]; HD 05", |paper| {
        let bases = paper.part("bases");
        let mark = |index: usize| if index + 1 == bases.len() { '.' } else { ';' };
        let all = bases.iter().enumerate().map(|(index, block)| block.text().ends_with(mark(index)));
        all.chain((!bases.is_empty()).then(|| bases.len() == paper.words("bases").len())).collect()
    }),
    Style::Both.fact("name-bold", "The name of who signs is bold and upright", "NĐ 30, II [7b]; HD 05", |paper| {
        looks(paper.signed("name"), bold)
    }),
    Style::Both.fact("name-case", "The name of who signs is in small letters", "NĐ 30, II [7b]", |paper| {
        in_small_letters(paper.signed("name"))
    }),
    Style::Both.measure(
        "name-centred",
        "The name stands in the middle under the post",
        "NĐ 30, II [7b]",
        (MILLIMETRES, (0.0, 0.0), PLACE),
        |paper| {
            let pairs = paper.posts_and_names().into_iter();
            pairs.map(|(post, name)| mm(name.first().middle() - post.first().middle())).collect()
        },
    ),
    Style::Both.fact("signature-right", "One who signs alone does so on the right", "NĐ 30, II [7a]", |paper| {
        let posts = paper.signed("title");
        let right = |post: &&Block| post.first().middle() > paper.middle(post.first().page);
        if posts.len() == 1 { posts.iter().map(right).collect() } else { Vec::new() }
    }),
    Style::Both.fact("post-capitals", "The post of who signs is in capitals", "NĐ 30, II [7a]; HD 05", |paper| {
        in_capitals(paper.signed("title"))
    }),
    Style::Both.fact("recipients-end", "Each recipient ends in a semicolon, the last in a full stop", "NĐ 30, II [9b]", |paper| {
        let all = paper.recipients();
        let mark = |index: usize| if index + 1 == all.len() { '.' } else { ';' };
        all.iter().enumerate().map(|(index, block)| block.text().ends_with(mark(index))).collect()
    }),
    Style::Both.measure(
        "recipients-level",
        "“Nơi nhận” stands level with the post of the one who signs",
        "NĐ 30, II [9b]",
        (MILLIMETRES, (0.0, 0.0), PLACE),
        |paper| {
            let alone = paper.signed("title").len() == 1;
            let top = paper.signed("capacity").into_iter().chain(paper.signed("title")).next();
            let pair = paper.block("Nơi nhận:").zip(top).filter(|_| alone);
            pair.map(|(label, top)| mm(label.first().y - top.first().y)).into_iter().collect()
        },
    ),
    Style::Both.fact("appendix-title", "The title of an appendix is bold and in capitals", "NĐ 30, V", |paper| {
        let titles = appendix_titles(paper);
            // Above the title stands what it is: “Phụ lục I”, “Biểu số 0601”.
            let is_last = |index: usize| {
                titles.get(index + 1).is_none_or(|next| next.first().page != titles[index].first().page)
            };
            let titles: Vec<&Block> =
                titles.iter().enumerate().filter(|(index, _)| is_last(*index)).map(|(_, block)| *block).collect();
            let mut all = looks(titles.iter().copied(), bold);
        all.extend(in_capitals(titles));
        all
    }),
    Style::Both.measure(
        "appendix-title-centred",
        "The title of an appendix and what stands below it are centred",
        "NĐ 30, V",
        (MILLIMETRES, (0.0, 0.0), PLACE),
        |paper| {
            let mut blocks = appendix_titles(paper);
            blocks.extend(appendix_notes(paper));
            off_page(paper, blocks)
        },
    ),
    Style::Both.fact("appendix-note", "“(Kèm theo …)” is italic", "NĐ 30, V", |paper| {
        looks(appendix_notes(paper), italic)
    }),
];
