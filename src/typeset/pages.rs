//! Counts the pages of a PDF that another program wrote.

/// Returns the number of pages; nothing if the bytes are not a PDF.
///
/// Read by a real PDF reader and not by looking for `/Type /Page`, which also occurs in streams and
/// is absent where objects are compressed. It is the reader that the embedded engine brings along
/// in any case, and without its image decoders it needs two small crates.
pub(super) fn count(pdf: &[u8]) -> Option<usize> {
    let pdf = hayro_syntax::Pdf::new(pdf.to_vec()).ok()?;
    Some(pdf.pages().len())
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
