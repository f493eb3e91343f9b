use super::*;

/// Official titles, names and phrases of the kind that data files hold.
const PHRASES: &str = include_str!("phrases.txt");

/// Names and words of other languages, and Vietnamese ones that are not in any dictionary.
const FOREIGN: &[&str] = &[
    "François",
    "François Hollande",
    "São Paulo",
    "Møller",
    "Mærsk Møller",
    "René Descartes",
    "José Martí",
    "Pelé",
    "Citroën",
    "Noël à Paris",
    "Hanoï",
    "Loïc Duong",
    "Thaï Airways",
    "Haïti",
    "Côte d'Ivoire",
    "crème brûlée",
    "déjà vu",
    "Æ-en Ø-en",
    "Nghị định số 05/2020/NĐ-CP và Loïc",
    "où êtes-vous",
    "château",
    "naïve",
    "Dürer",
    "Müller GmbH",
    "Köln",
    "Österreich",
    "für schöne Bücher",
    "Größe",
    "Malmö",
    "Tromsø",
    "Ærø",
    "Århus",
    "Reykjavík",
    "Þór",
    "España",
    "El Niño",
    "Señor Núñez",
    "Mª Carmen",
    "mañana",
    "João Gonçalves",
    "coração",
    "Não",
    "Conceição",
    "Màlaga",
    "Bogotá",
    "Perú",
    "Sándor Petőfi",
    "Dvořák",
    "Łódź",
    "İstanbul",
    "Citroën C3 và Peugeot",
    "façade",
    "résumé",
    "fiancée",
    "jalapeño",
    "Beyoncé",
    "Brontë",
    "«mot»",
    "© 2015",
    "Windows®",
    "5 µm",
    "µm và mm",
    "§ 5",
    "± 5",
    "2 × 3",
    "½ ngày",
    "Ghi chú¹",
    "col·lega",
    "Krông Pa",
    "Y Bhiông Niê",
    "H'Hen Niê",
    "Êđê",
    "Rơ Chăm",
    "Kpă Klơng",
    "Điểu Ong",
    "ông Loïc và bà Zoé cho biết",
    "anh Loïc cho bà con",
    "theo¹ báo cáo² của Cục",
];

/// Words that are real in Unicode and happen to be other real words in a legacy font.
const AMBIGUOUS: &[&str] = &["Cô Bé", "Bé", "Lê Công", "Vô tô", "thé", "Hoàng"];

fn phrases() -> impl Iterator<Item = &'static str> {
    PHRASES.lines().filter(|line| !line.is_empty())
}

fn to_tcvn3(text: &str) -> String {
    let code = |letter: char| {
        let small = letter.to_lowercase().next().unwrap();
        let find = |wanted: char| {
            TCVN3.iter().find_map(|(codes, letters)| {
                let at = letters.chars().position(|letter| letter == wanted)?;
                codes.chars().nth(at)
            })
        };
        find(letter).or_else(|| find(small)).unwrap_or(letter)
    };
    text.chars().map(code).collect()
}

fn to_vni(text: &str) -> String {
    text.chars().map(vni_code).collect()
}

fn vni_code(letter: char) -> String {
    let single = |(code, found): &(char, char)| {
        let upper = found.to_uppercase().next().unwrap();
        match letter {
            _ if letter == *found => Some(code.to_string()),
            _ if letter == upper => Some(code.to_uppercase().collect()),
            _ => None,
        }
    };
    if let Some(code) = VNI_LETTERS.iter().find_map(single) {
        return code;
    }
    let parts: Vec<char> = [letter].into_iter().nfd().collect();
    let marks: String = parts[1..].iter().collect();
    // The horn is part of a letter of its own; every other mark is in the table of codes.
    let (base, marks) = match marks.split_once('\u{31b}') {
        Some((before, after)) => {
            let horned: String = [parts[0], '\u{31b}'].into_iter().nfc().collect();
            (vni_code(horned.chars().next().unwrap()), format!("{before}{after}"))
        }
        None => (parts[0].to_string(), marks),
    };
    // In VNI the order of marks is the one of the table; Unicode puts the dot below first.
    let same = |table: &str| table.nfd().eq(marks.chars()) || dot_first(table) == marks;
    let code = VNI_MARKS.iter().find(|(_, table)| !marks.is_empty() && same(table));
    base + &code.map(|(code, _)| code.to_string()).unwrap_or_default()
}

fn dot_first(marks: &str) -> String {
    match marks.strip_suffix('\u{323}') {
        Some(others) => format!("\u{323}{others}"),
        None => marks.to_owned(),
    }
}

fn fonts_found(text: &str) -> Vec<LegacyFont> {
    legacy_texts(text).into_iter().map(|found| found.font).collect()
}

#[test]
fn there_are_enough_phrases() {
    assert!(phrases().count() >= 200, "{}", phrases().count());
    for phrase in phrases() {
        assert!(phrase.split_whitespace().count() >= 2, "{phrase}");
        assert!(!phrase.is_ascii(), "{phrase}");
    }
}

#[test]
fn unicode_phrases_are_never_taken_for_legacy_text() {
    let wrong: Vec<&str> = phrases().filter(|phrase| !legacy_texts(phrase).is_empty()).collect();
    assert_eq!(wrong, [""; 0]);
    let upper: Vec<String> =
        phrases().map(str::to_uppercase).filter(|phrase| !legacy_texts(phrase).is_empty()).collect();
    assert_eq!(upper, [""; 0]);
    assert_eq!(legacy_texts(PHRASES), []);
}

#[test]
fn single_unicode_words_are_never_taken_for_legacy_text() {
    let wrong: Vec<&str> = PHRASES.split_whitespace().filter(|word| !legacy_texts(word).is_empty()).collect();
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn foreign_and_ambiguous_words_are_never_taken_for_legacy_text() {
    let texts = FOREIGN.iter().chain(AMBIGUOUS);
    let wrong: Vec<&&str> = texts.filter(|text| !legacy_texts(text).is_empty()).collect();
    assert_eq!(wrong, [&""; 0]);
    assert_eq!(legacy_texts(&FOREIGN.join(", ")), []);
}

#[test]
fn every_phrase_in_tcvn3_is_found() {
    let missed: Vec<&str> =
        phrases().filter(|phrase| fonts_found(&to_tcvn3(phrase)) != [LegacyFont::Tcvn3]).collect();
    assert_eq!(missed, [""; 0]);
}

#[test]
fn every_phrase_in_vni_is_found() {
    // A few phrases are the same in VNI as in Unicode.
    let changed = phrases().filter(|phrase| to_vni(phrase) != *phrase);
    let missed: Vec<&str> =
        changed.filter(|phrase| fonts_found(&to_vni(phrase)) != [LegacyFont::Vni]).collect();
    assert_eq!(missed, [""; 0]);
}

#[test]
fn what_is_found_is_decoded() {
    let cases = [
        ("Céng hßa x· héi", LegacyFont::Tcvn3, "Céng hßa x· héi", "Cộng hòa xã hội"),
        ("Hµ Néi, ngµy", LegacyFont::Tcvn3, "Hµ Néi, ngµy", "Hà Nội, ngày"),
        ("Thi ®ua", LegacyFont::Tcvn3, "®ua", "đua"),
        ("khen th\u{ad}ëng", LegacyFont::Tcvn3, "th\u{ad}ëng", "thưởng"),
        ("§¶NG CéNG S¶N", LegacyFont::Tcvn3, "§¶NG CéNG S¶N", "ĐẢNG CỘNG SẢN"),
        ("Q§-UBND thµnh phè", LegacyFont::Tcvn3, "thµnh phè", "thành phố"),
        ("Coäng hoøa xaõ hoäi", LegacyFont::Vni, "Coäng hoøa xaõ hoäi", "Cộng hòa xã hội"),
        ("Nguyeãn Vaên Ñöùc", LegacyFont::Vni, "Nguyeãn Vaên Ñöùc", "Nguyễn Văn Đức"),
        ("COÄNG HOØA", LegacyFont::Vni, "COÄNG HOØA", "CỘNG HÒA"),
    ];
    for (text, font, part, decoded) in cases {
        let start = text.find(part).unwrap();
        let range = start..start + part.len();
        let expected = LegacyText { range, font, decoded: decoded.to_owned() };
        assert_eq!(legacy_texts(text), [expected], "{text}");
    }
}

#[test]
fn decoding_undoes_the_encoding_of_small_letters() {
    for word in PHRASES.to_lowercase().split_whitespace() {
        assert_eq!(decode_tcvn3(&to_tcvn3(word)).as_deref(), Some(word));
        assert_eq!(decode_vni(&to_vni(word)).as_deref(), Some(word));
    }
}

#[test]
fn a_legacy_quotation_in_a_unicode_text_is_found_alone() {
    let text = "Quyết định của Bộ trưởng: «Bé tr\u{ad}ëng Bé Néi vô» và các phụ lục";
    let found = legacy_texts(text);
    let decoded: Vec<&str> = found.iter().map(|one| one.decoded.as_str()).collect();
    assert_eq!(decoded, ["trưởng Bộ Nội"]);
}

#[test]
fn usual_letters_are_found_without_tables() {
    for c in '\0'..=char::MAX {
        let is_letter = c.is_alphabetic() || is_combining_mark(c) || tcvn3_letter(c).is_some();
        assert_eq!(is_in_word(c), is_letter, "{c:?}");
    }
}
