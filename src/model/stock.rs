//! Stocks (phôi): the sheets that certificates are printed on, and where each field stands on them.

use crate::yaml::{Decode, Decoder, Located, Node, choices, record};

use super::{Id, Inventory, Ref};

choices! {
    /// A field of a certificate, in reading order.
    pub enum FieldName as "a field of a certificate" {
        /// The emblem above all.
        Emblem = "emblem",
        /// Quốc hiệu; for the Party its name.
        Country = "country",
        /// Tiêu ngữ.
        Motto = "motto",
        /// The office that decides.
        Authority = "authority",
        /// Tặng; Tặng danh hiệu.
        Grant = "grant",
        /// The title or form.
        Form = "form",
        /// Who is honoured.
        Recipient = "recipient",
        /// The post and unit of a person, the superior body of a unit.
        Post = "post",
        /// What it is given for.
        Reason = "reason",
        /// The decision with its number and date.
        Decision = "decision",
        /// Số sổ vàng.
        Book = "book",
        /// Place and date.
        PlaceDate = "place-date",
        /// In whose name and as what somebody signs.
        Signer = "signer",
        /// The name of the one who signs.
        SignerName = "signer-name",
    }
}

choices! {
    /// Where the words of a field stand in its box.
    pub enum Side as "a side" {
        /// At the left.
        Left = "left",
        /// In the middle.
        Center = "center",
        /// At the right.
        Right = "right",
    }
}

choices! {
    /// Where fewer lines than there is room for stand in a box.
    pub enum Height as "a height" {
        /// In the first lines.
        Top = "top",
        /// In the middle.
        Middle = "middle",
        /// In the last lines.
        Bottom = "bottom",
    }
}

choices! {
    /// What is printed of a certificate.
    pub enum Printing as "a way of printing" {
        /// Everything, with emblem and border, on white paper.
        Full = "full",
        /// Only what is not on the stock yet.
        Overlay = "overlay",
        /// The same above the picture of the stock.
        Proof = "proof",
        /// A sheet with rulers and the boxes of all fields, to be laid over the stock.
        Calibration = "calibration",
    }
}

record! {
    /// A kind of sheet that certificates are printed on.
    pub struct Stock as "a stock" {
        /// The id.
        pub id: Located<Id>,
        /// What people call it.
        pub name: Located<String>,
        /// The stock that has whatever is not given here.
        pub like: Option<Ref<Stock>>,
        /// How wide the sheet is, in millimetres.
        pub width: Option<Located<Millimetres>>,
        /// How high the sheet is, in millimetres.
        pub height: Option<Located<Millimetres>>,
        /// The inside of the border, in the middle of the sheet.
        pub frame: Option<Extent>,
        /// The least room for signature and seal, in millimetres.
        pub signature_gap: Option<Located<Millimetres>>,
        /// A picture of the stock, inside the project.
        pub picture: Option<Located<String>>,
        /// How far everything is moved, because the printer feeds the paper askew.
        pub offset: Option<Offset>,
        /// The fields that are on the stock already.
        pub preprinted: Option<Vec<FieldName>>,
        /// Where each field stands.
        pub fields: Vec<Field>,
        /// Where the measures come from.
        pub source: Option<String>,
    }
}

record! {
    /// A width and a height in millimetres.
    pub struct Extent as "a width and a height" {
        /// How wide.
        pub width: Located<Millimetres>,
        /// How high.
        pub height: Located<Millimetres>,
    }
}

record! {
    /// A shift in millimetres.
    pub struct Offset as "an offset" {
        /// To the right; to the left if less than nothing.
        pub x: Located<Millimetres>,
        /// Down; up if less than nothing.
        pub y: Located<Millimetres>,
    }
}

record! {
    /// The box of a field, in millimetres from the upper left corner of the sheet.
    pub struct Field as "the box of a field" {
        /// Which field.
        pub field: Located<FieldName>,
        /// Its left edge.
        pub x: Located<Millimetres>,
        /// Its upper edge.
        pub y: Located<Millimetres>,
        /// How wide it is.
        pub width: Located<Millimetres>,
        /// How high it is.
        pub height: Located<Millimetres>,
        /// The size of the letters in points, 4 to 200; what is too long for the box is set smaller.
        pub size: Option<Located<u16>>,
        /// How many lines the box has, 1 to 20, at equal distances; one if not given.
        pub lines: Option<Located<u16>>,
        /// Where the words stand; in the middle if not given.
        pub align: Option<Side>,
        /// Where fewer lines stand than there is room for; in the middle if not given.
        pub stand: Option<Height>,
    }
}

impl Stock {
    /// Returns this stock and those that it is like, one after the other; a circle of them ends where it would begin again.
    pub fn lineage<'a>(&'a self, inventory: &'a Inventory) -> impl Iterator<Item = &'a Self> {
        let mut met = Vec::new();
        let base = |stock: &&'a Self| inventory.by_id(&stock.like.as_ref()?.id);
        std::iter::successors(Some(self), base).take_while(move |stock| {
            let is_new = !met.contains(&&stock.id.value);
            met.push(&stock.id.value);
            is_new
        })
    }

    /// Returns a part of this stock, or that of the first stock that it is like and that has it.
    fn own_or<'a, T>(&'a self, inventory: &'a Inventory, part: fn(&Self) -> Option<&T>) -> Option<&'a T> {
        self.lineage(inventory).find_map(part)
    }

    /// Returns width and height of the sheet, if they are known.
    pub fn sheet(&self, inventory: &Inventory) -> Option<(Millimetres, Millimetres)> {
        let width = self.own_or(inventory, |stock| stock.width.as_ref())?;
        Some((width.value, self.own_or(inventory, |stock| stock.height.as_ref())?.value))
    }

    /// Returns the inside of the border.
    pub fn border<'a>(&'a self, inventory: &'a Inventory) -> Option<&'a Extent> {
        self.own_or(inventory, |stock| stock.frame.as_ref())
    }

    /// Returns the least room for signature and seal.
    pub fn gap(&self, inventory: &Inventory) -> Option<Millimetres> {
        self.own_or(inventory, |stock| stock.signature_gap.as_ref()).map(|gap| gap.value)
    }

    /// Returns the path of its picture.
    pub fn shown<'a>(&'a self, inventory: &'a Inventory) -> Option<&'a Located<String>> {
        self.own_or(inventory, |stock| stock.picture.as_ref())
    }

    /// Returns how far everything is moved: to the right and down.
    pub fn shift(&self, inventory: &Inventory) -> (Millimetres, Millimetres) {
        let offset = self.own_or(inventory, |stock| stock.offset.as_ref());
        offset.map_or_else(Default::default, |offset| (offset.x.value, offset.y.value))
    }

    /// Answers whether a field is on the stock already.
    pub fn has_printed(&self, field: FieldName, inventory: &Inventory) -> bool {
        let printed = self.own_or(inventory, |stock| stock.preprinted.as_ref());
        printed.is_some_and(|printed| printed.contains(&field))
    }

    /// Returns the box of a field.
    pub fn place<'a>(&'a self, name: FieldName, inventory: &'a Inventory) -> Option<&'a Field> {
        let find = |stock: &'a Self| stock.fields.iter().find(|field| field.field.value == name);
        self.lineage(inventory).find_map(find)
    }

    /// Returns the boxes of all fields, in reading order.
    pub fn places<'a>(&'a self, inventory: &'a Inventory) -> impl Iterator<Item = &'a Field> {
        FieldName::ALL.iter().filter_map(|name| self.place(*name, inventory))
    }
}

impl Field {
    /// The size of letters where none is given, in points.
    const USUAL_SIZE: u16 = 14;

    /// Returns the size of the letters in points.
    pub fn size(&self) -> u16 {
        self.size.as_ref().map_or(Self::USUAL_SIZE, |size| size.value)
    }

    /// Returns how many lines there is room for.
    pub fn lines(&self) -> u16 {
        self.lines.as_ref().map_or(1, |lines| lines.value)
    }
}

/// A length in tenths of a millimetre, which is finer than any printer feeds paper.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Millimetres {
    /// So many tenths.
    pub tenths: i32,
}

impl Millimetres {
    /// More than the largest sheet that is printed on.
    const LARGEST: i32 = 20_000;

    fn new(text: &str) -> Option<Self> {
        let (sign, plain) = text.strip_prefix('-').map_or((1, text), |plain| (-1, plain));
        let (whole, tenth) = plain.split_once(['.', ',']).unwrap_or((plain, "0"));
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(whole) || !digits(tenth) || tenth.len() > 1 {
            return None;
        }
        let tenths = whole.parse::<i32>().ok()?.checked_mul(10)?.checked_add(tenth.parse().ok()?)?;
        (tenths <= Self::LARGEST).then_some(Self { tenths: sign * tenths })
    }
}

impl Decode for Millimetres {
    fn decode(node: &Node, decoder: &mut Decoder<'_>) -> Option<Self> {
        let expected = "a length in millimetres such as `12` or `12.5`";
        let text = decoder.text(node, expected)?.clone();
        Self::new(&text).or_else(|| decoder.expected(node, expected))
    }
}

impl std::fmt::Display for Millimetres {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (sign, size) = (if self.tenths < 0 { "-" } else { "" }, self.tenths.abs());
        match size % 10 {
            0 => write!(f, "{sign}{}", size / 10),
            tenth => write!(f, "{sign}{}.{tenth}", size / 10),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_whole_millimetres_or_tenths() {
        for (text, tenths) in
            [("0", 0), ("12", 120), ("12.5", 125), ("12,5", 125), ("-0.5", -5), ("2000", 20_000)]
        {
            assert_eq!(Millimetres::new(text), Some(Millimetres { tenths }), "{text}");
        }
        for text in ["", "-", "12.", ".5", "1.25", "1e3", "+1", "12mm", "2000.1", "99999999999", "--1"] {
            assert_eq!(Millimetres::new(text), None, "{text}");
        }
    }

    #[test]
    fn lengths_are_written_as_they_are_read() {
        for text in ["0", "12", "12.5", "-0.5", "-12"] {
            assert_eq!(Millimetres::new(text).map(|length| length.to_string()).as_deref(), Some(text));
        }
    }
}
