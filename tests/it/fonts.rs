//! Fonts for tests: the built-in ones under another name, or without some letters.

use std::collections::BTreeSet;

/// Returns a font file that says another family of itself, as `Times New Roman` would on a machine that has it.
pub(crate) fn renamed(font: &[u8], family: &str, style: &str) -> Vec<u8> {
    let post_script = format!("{}-{}", family.replace(' ', ""), style.replace(' ', ""));
    let names =
        [(1, family.to_owned()), (2, style.to_owned()), (4, format!("{family} {style}")), (6, post_script)];
    with_table(font, *b"name", &name_table(&names))
}

/// Returns a font file in which a letter has no glyph; it must be the last of a row of letters, as `ỹ` is.
pub(crate) fn without(font: &[u8], letter: char) -> Vec<u8> {
    let mut table = table(font, *b"cmap").to_vec();
    let count = usize::from(number(&table, 2));
    let start = |index: usize| u32::from_be_bytes(table[8 + 8 * index..12 + 8 * index].try_into().unwrap());
    // Several platforms share one subtable.
    let starts: BTreeSet<usize> = (0..count).map(|index| start(index) as usize).collect();
    for start in starts.into_iter().filter(|start| number(&table, *start) == 4).collect::<Vec<_>>() {
        forget(&mut table, start, u16::try_from(u32::from(letter)).unwrap());
    }
    with_table(font, *b"cmap", &table)
}

/// Takes the last letter out of its segment of a subtable of the format 4.
fn forget(table: &mut [u8], start: usize, letter: u16) {
    let segments = usize::from(number(table, start + 6)) / 2;
    let ends = (0..segments).map(|index| start + 14 + 2 * index);
    let end = ends.into_iter().find(|end| number(table, *end) >= letter).unwrap();
    assert_eq!(number(table, end), letter, "only the last letter of a segment can go without the others");
    table[end..end + 2].copy_from_slice(&(letter - 1).to_be_bytes());
}

fn number(bytes: &[u8], at: usize) -> u16 {
    u16::from_be_bytes([bytes[at], bytes[at + 1]])
}

fn name_table(names: &[(u16, String)]) -> Vec<u8> {
    let (mut records, mut strings) = (Vec::new(), Vec::new());
    for (id, name) in names {
        let bytes: Vec<u8> = name.encode_utf16().flat_map(u16::to_be_bytes).collect();
        // Windows, Unicode, English.
        let fields =
            [3, 1, 0x0409, *id, u16::try_from(bytes.len()).unwrap(), u16::try_from(strings.len()).unwrap()];
        records.extend(fields.iter().flat_map(|field| field.to_be_bytes()));
        strings.extend(bytes);
    }
    let count = u16::try_from(names.len()).unwrap();
    let mut table: Vec<u8> =
        [0, count, 6 + 12 * count].iter().flat_map(|field| field.to_be_bytes()).collect();
    table.extend(records);
    table.extend(strings);
    table
}

/// Returns the place of a table's entry in the directory of a font.
fn entry(font: &[u8], tag: [u8; 4]) -> usize {
    let count = usize::from(number(font, 4));
    (0..count).map(|index| 12 + 16 * index).find(|at| font[*at..at + 4] == tag).unwrap()
}

fn table(font: &[u8], tag: [u8; 4]) -> &[u8] {
    let at = entry(font, tag);
    let word = |at: usize| u32::from_be_bytes(font[at..at + 4].try_into().unwrap()) as usize;
    &font[word(at + 8)..][..word(at + 12)]
}

/// Puts another table at the end of a font and points to it.
fn with_table(font: &[u8], tag: [u8; 4], table: &[u8]) -> Vec<u8> {
    let mut font = font.to_vec();
    font.resize(font.len().next_multiple_of(4), 0);
    let at = entry(&font, tag);
    let (start, length) = (u32::try_from(font.len()).unwrap(), u32::try_from(table.len()).unwrap());
    font[at + 8..at + 12].copy_from_slice(&start.to_be_bytes());
    font[at + 12..at + 16].copy_from_slice(&length.to_be_bytes());
    font.extend(table);
    font
}
