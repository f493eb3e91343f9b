//! Nothing in a document can become Typst code: its text parses as text, and reads back as it was.

use proptest::prelude::*;
use typst_syntax::ast::{self, AstNode};
use typst_syntax::{SyntaxKind, SyntaxNode, parse};
use vinhdanh::document::{Block, Chart, ChartKind, Document, Frame, Inline, Series};
use vinhdanh::emit::typst::emit;

/// What means something to Typst or to Markdown, to be put together at random.
#[rustfmt::skip]
const HOSTILE: [&str; 67] = [
    "#", "$", "*", "**", "_", "`", "```", "=", "-", "--", "+", "/", "//", "/*", "*/", "\\", "[", "]",
    "(", ")", "{", "}", "<", ">", "@", "~", "~~", "'", "\"", ";", ":", ",", ".", "...", "!", "?", "&",
    "|", "^", "%", "1.", "1)", " ", "  ", "\t", "\n", "\n\n", "\r\n", "\r", "\u{0}", "\u{A0}", "\u{AD}",
    "\u{200B}", "\u{2028}", "\u{FEFF}", "\u{E000}", "\u{E001}", "https://a.b", "#import \"x\"", "\\u{41}",
    "a", "ệ", "&lt;", "&#35;", "[a](b)", "![](a.png)", "\n|a|b|\n|-|-|\n",
];

/// The functions that the text of a document may call.
#[rustfmt::skip]
const FUNCTIONS: [&str; 27] = [
    "appendix", "blank", "blank-lines", "block", "box", "document.with", "emph", "enum", "figure", "heading",
    "image", "json", "line", "linebreak", "link", "list", "par", "quote", "raw", "signature-block",
    "strike", "strong", "table-block", "table.cell", "table.footer", "table.header", "text",
];

/// The syntax that the text of a document may use. Markup other than text is not among it.
#[rustfmt::skip]
const SYNTAX: [SyntaxKind; 35] = {
    use SyntaxKind::*;
    [
        Markup, Text, Space, Parbreak, Escape, Hash, FuncCall, Args, Ident, FieldAccess, Dot, ContentBlock,
        LeftParen, RightParen, LeftBracket, RightBracket, Comma, Colon, Named, Array, Dict, Parenthesized,
        Str, Int, Numeric, Bool, None, Auto, ModuleImport, ImportItems, ImportItemPath, Import, ShowRule,
        Show, End,
    ]
};

fn hostile() -> impl Strategy<Value = String> {
    let pieces = prop::collection::vec(prop::sample::select(&HOSTILE[..]), 0..24);
    prop_oneof![3 => pieces.prop_map(|pieces| pieces.concat()), 1 => any::<String>()]
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 2000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn text_reads_back_as_it_was(text in hostile()) {
        let root = print(Block::Paragraph(vec![Inline::Text(text.clone())]));
        let [ast::Arg::Pos(ast::Expr::ContentBlock(content))] = arguments(&root)[..] else {
            panic!("a paragraph has its content and nothing else");
        };
        prop_assert_eq!(words(content.body()), folded(&text));
    }

    #[test]
    fn code_reads_back_as_it_was(text in hostile()) {
        let root = print(Block::Code { language: None, text: text.clone() });
        let [ast::Arg::Named(_), ast::Arg::Pos(ast::Expr::Str(string))] = arguments(&root)[..] else {
            panic!("code has an option, its text and nothing else");
        };
        prop_assert_eq!(string.get(), text);
    }

    #[test]
    fn a_chart_becomes_calls_and_text_only(words in hostile(), alt in hostile()) {
        let content = || vec![Inline::Text(words.clone())];
        let root = print(Block::Chart(Chart {
            kind: ChartKind::Bars,
            caption: Some(content()),
            unit: Some(content()),
            head: content(),
            categories: vec![content()],
            series: vec![Series { name: content(), values: vec![Some(1)] }],
            total: Some(content()),
            note: Some(content()),
            alt,
        }));
        prop_assert_eq!(root.errors_and_warnings().0, []);
        prop_assert_eq!(foreign(&root), Vec::<String>::new());
    }

    #[test]
    fn markdown_becomes_calls_and_text_only(markdown in hostile()) {
        if let Ok(document) = Document::parse(Frame::new("state"), &markdown) {
            let root = parse(&emit(&document).main);
            prop_assert_eq!(root.errors_and_warnings().0, []);
            prop_assert_eq!(foreign(&root), Vec::<String>::new());
        }
    }
}

/// Prints a document of one block and parses what Typst would get.
fn print(block: Block) -> SyntaxNode {
    let document = Document { frame: Frame::new("state"), body: vec![block] };
    parse(&emit(&document).main)
}

/// Returns the arguments of the last call at the top of a file.
fn arguments(root: &SyntaxNode) -> Vec<ast::Arg<'_>> {
    let mut expressions = root.cast::<ast::Markup>().unwrap().exprs().rev();
    let last = expressions.find_map(|expression| match expression {
        ast::Expr::FuncCall(call) => Some(call),
        _ => None,
    });
    last.unwrap().args().items().collect()
}

/// Reads markup that is nothing but text.
fn words(markup: ast::Markup) -> String {
    let words = markup.exprs().map(|expression| match expression {
        ast::Expr::Text(text) => text.get().to_string(),
        ast::Expr::Escape(escape) => escape.get().to_string(),
        ast::Expr::Space(_) => " ".to_owned(),
        other => panic!("markup in text: {:?}", other.to_untyped()),
    });
    words.collect()
}

/// Folds white space as HTML does.
fn folded(text: &str) -> String {
    let mut folded = String::new();
    for found in text.chars() {
        let space = matches!(found, '\t'..='\r' | ' ');
        if !space {
            folded.push(found);
        } else if !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded
}

/// Returns all syntax and all functions that have no business in a document.
fn foreign(node: &SyntaxNode) -> Vec<String> {
    let mut found: Vec<String> = node.children().flat_map(foreign).collect();
    if !SYNTAX.contains(&node.kind()) {
        found.push(format!("{:?}", node.kind()));
    }
    if let Some(call) = node.cast::<ast::FuncCall>() {
        let function = call.callee().to_untyped().clone().full_text();
        if !FUNCTIONS.contains(&function.as_str()) {
            found.push(function.to_string());
        }
    }
    found
}
