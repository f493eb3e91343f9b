//! Reads in a finished PDF how many pages it has, and on which of them its named places are.

use std::collections::HashMap;

use hayro_syntax::object::dict::keys::{DESTS, KIDS, NAMES};
use hayro_syntax::object::{Array, Dict, ObjRef, Object, ObjectIdentifier};

/// Returns the number of pages; nothing if the bytes are not a PDF.
///
/// Read by a real PDF reader and not by looking for `/Type /Page`, which also occurs in streams and
/// is absent where objects are compressed. It is the reader that the embedded engine brings along
/// in any case, and without its image decoders it needs two small crates.
pub(super) fn count(pdf: &[u8]) -> Option<usize> {
    let pdf = hayro_syntax::Pdf::new(pdf.to_vec()).ok()?;
    Some(pdf.pages().len())
}

/// Returns the named places of a PDF, each with the number of its page; the first is 1.
///
/// Nothing if the bytes are not a PDF.
pub fn places(pdf: &[u8]) -> Option<HashMap<String, u32>> {
    let pdf = hayro_syntax::Pdf::new(pdf.to_vec()).ok()?;
    let numbers: HashMap<ObjectIdentifier, u32> = pdf
        .pages()
        .iter()
        .zip(1..)
        .filter_map(|(page, number)| Some((page.raw().obj_id()?, number)))
        .collect();
    let catalog: Dict<'_> = pdf.xref().get(pdf.xref().root_id())?;
    let mut places = HashMap::new();
    if let Some(root) = catalog.get::<Dict<'_>>(NAMES).and_then(|names| names.get::<Dict<'_>>(DESTS)) {
        read_names(&root, &numbers, &mut places, DEEPEST);
    }
    Some(places)
}

/// How deep the tree of names may be.
const DEEPEST: usize = 16;

/// Reads a node of the tree of names: pairs of a name and a place, and further nodes.
fn read_names(
    node: &Dict<'_>,
    numbers: &HashMap<ObjectIdentifier, u32>,
    places: &mut HashMap<String, u32>,
    depth: usize,
) {
    if depth == 0 {
        return;
    }
    let mut names = node
        .get::<Array<'_>>(NAMES)
        .into_iter()
        .flat_map(|names| names.iter::<Object<'_>>().collect::<Vec<_>>());
    while let (Some(Object::String(name)), Some(place)) = (names.next(), names.next()) {
        let Some(number) = page_of(place).and_then(|page| numbers.get(&page.into())) else { continue };
        places.insert(String::from_utf8_lossy(name.as_bytes()).into_owned(), *number);
    }
    for kid in
        node.get::<Array<'_>>(KIDS).into_iter().flat_map(|kids| kids.iter::<Dict<'_>>().collect::<Vec<_>>())
    {
        read_names(&kid, numbers, places, depth - 1);
    }
}

/// Returns the page of a place: the first thing in its list, which may be the value of a dictionary.
fn page_of(place: Object<'_>) -> Option<ObjRef> {
    let place = match place {
        Object::Array(place) => place,
        Object::Dict(holder) => holder.get::<Array<'_>>(b"D".as_slice())?,
        _ => return None,
    };
    let first = place.raw_iter().next()?;
    first.as_obj_ref()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_a_pdf_has_no_pages() {
        assert_eq!(count(b""), None);
        assert_eq!(count(b"%PDF-1.7\nnonsense"), None);
    }
}
