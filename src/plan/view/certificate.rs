//! Certificates: what all of them share, and one sheet for each recipient.

use serde::Serialize;

use crate::document::{self, Area, Picture, Place, Signature, blank};
use crate::figures::{
    Award, actor_words, awards, awards_of_honour, certificate_name, recipient_words, with_unit,
};
use crate::model::{
    Decision, DocumentRecord, FieldName, FormGroup, Height, Honour, Honoured, Inventory, Millimetres,
    Printing, Side, State, Stock, Style, Unit,
};
use crate::vi;
use crate::yaml::Located;

use super::{Viewer, date_or_blank};

/// The certificates of a document.
#[derive(Debug, Serialize)]
pub struct CertificateView {
    /// The sheet that they are printed on, as the front matter gives it to the layout.
    pub stock: document::Stock,
    /// What people call it.
    pub stock_name: String,
    /// Whether only the sheet for calibrating is printed.
    pub is_calibration: bool,
    /// The office that decides, or a blank.
    pub authority: String,
    /// `Quyết định số 145/QĐ-STP, ngày 04 tháng 12 năm 2025`, with blanks for what is missing.
    pub decision: String,
    /// Place and date.
    pub place_date: String,
    /// The date as `2025-12-04`; `2025-12` or `2025` if no more is known.
    pub iso_date: Option<String>,
    /// Who signs.
    pub signature: Signature,
    /// What is different on each, in the order of the decision.
    pub sheets: Vec<SheetView>,
}

/// The certificate of one recipient.
#[derive(Debug, Serialize)]
pub struct SheetView {
    /// The recipient as a certificate says it: `Ông Trần Văn An`, `Tập thể Phòng Tổng hợp`.
    pub recipient: String,
    /// The post of a person with its unit, the superior body of a unit; nothing if not known.
    pub post: Option<String>,
    /// The name of the title or form, without who grants it; a blank if not known.
    pub form: String,
    /// Whether it is a title (danh hiệu).
    pub is_title: bool,
    /// Whether it is granted after death.
    pub is_posthumous: bool,
    /// What it is given for.
    pub reason: Option<String>,
    /// The year that it counts for.
    pub year: Option<String>,
    /// The number in the golden book: the place in the list of the decision; nothing if no decision is known.
    pub number: Option<String>,
}

impl Viewer<'_> {
    /// Returns the certificates of a document that names a stock.
    pub(super) fn certificate(&self, record: &DocumentRecord, unit: &Unit) -> Option<CertificateView> {
        let stock = self.inventory.get(record.stock.as_ref()?);
        self.touch(stock.span);
        let print = record.print.as_ref().map_or(Printing::Full, |print| print.value);
        let honour = self.honour(record);
        let link = record.decision.as_ref().or_else(|| honour?.decision.as_ref());
        let decision = link.map(|decision| self.inventory.get(decision));
        let style = unit.style.unwrap_or(Style::State);
        let date = super::date_of(record, honour, self.inventory);
        let signatory =
            record.signatory.as_ref().or_else(|| decision.and_then(|decision| decision.signatory.as_ref()));
        let place = unit.place.clone().unwrap_or_else(|| blank::mark("địa danh"));
        Some(CertificateView {
            stock: self.stock(stock, print, unit),
            stock_name: stock.name.value.clone(),
            is_calibration: print == Printing::Calibration,
            authority: self.authority_of_certificates(decision, honour, unit),
            decision: self.decision_line(decision, honour),
            place_date: format!("{place}, {}", date_or_blank(date)),
            iso_date: super::iso_date(date),
            signature: self.signature(signatory, unit),
            sheets: match print {
                Printing::Calibration => Vec::new(),
                Printing::Full | Printing::Overlay | Printing::Proof => {
                    self.sheets(record, decision, honour, style)
                }
            },
        })
    }

    fn authority_of_certificates(
        &self,
        decision: Option<&Decision>,
        honour: Option<&Honour>,
        unit: &Unit,
    ) -> String {
        if let Some(decision) = decision {
            self.touch(decision.span);
            return self.authority(decision);
        }
        let issuer = || honour?.decided_by.as_ref()?.issuer.clone();
        let grantor = || Some(actor_words(honour?.grantor.as_ref()?, self.inventory));
        let head = || Some(with_unit(unit.head_title.as_ref()?, &unit.name));
        issuer().or_else(grantor).or_else(head).unwrap_or_else(|| blank::mark("thẩm quyền khen thưởng"))
    }

    fn decision_line(&self, decision: Option<&Decision>, honour: Option<&Honour>) -> String {
        if let Some(decision) = decision {
            let issuer = self.inventory.get(&decision.issuer);
            self.touch(issuer.span);
            let number = super::decision_number(decision, issuer);
            let date = date_or_blank(decision.date.as_ref().map(|date| date.value));
            return format!("Quyết định số {number}, {date}");
        }
        let note = honour.and_then(|honour| honour.decided_by.as_ref());
        let number = note.map_or_else(|| blank::mark("số quyết định"), |note| note.number.clone());
        let date = note.and_then(|note| note.date.as_ref()).map(|date| date.value);
        format!("Quyết định số {number}, {}", date_or_blank(date))
    }

    fn sheets(
        &self,
        record: &DocumentRecord,
        decision: Option<&Decision>,
        honour: Option<&Honour>,
        style: Style,
    ) -> Vec<SheetView> {
        let awards = match (honour, decision) {
            _ if self.award.is_some() => self.award.into_iter().collect(),
            (Some(honour), _) => {
                self.touch(honour.span);
                awards_of_honour(self.inventory, honour)
            }
            (None, Some(decision)) => awards(self.inventory, &decision.id.value),
            (None, None) => Vec::new(),
        };
        let wanted = |award: &Award<'_>| {
            let form = award.honour.form.as_ref();
            record.form.as_ref().is_none_or(|wanted| form.is_some_and(|form| form.id == wanted.id))
        };
        let issuer = self.inventory.get(decision.map_or(&record.unit, |decision| &decision.issuer));
        awards.into_iter().filter(wanted).map(|award| self.sheet(&award, issuer, style)).collect()
    }

    fn sheet(&self, award: &Award<'_>, issuer: &Unit, style: Style) -> SheetView {
        let honour = award.honour;
        self.touch(honour.span);
        let post = match award.recipient {
            Honoured::Person(person) => {
                self.touch(person.span);
                self.post_for(person, issuer)
            }
            Honoured::Unit(unit) => {
                self.touch(unit.span);
                unit.parent.as_ref().map(|parent| self.inventory.get(parent).name.value.clone())
            }
        };
        let form = honour.form.as_ref().map(|form| self.inventory.get(form));
        SheetView {
            recipient: recipient_words(award.recipient, style),
            post,
            form: certificate_name(honour, form).unwrap_or_else(|| blank::mark("hình thức khen thưởng")),
            is_title: form.is_some_and(|form| form.group.value == FormGroup::Title),
            is_posthumous: honour.state() == State::Posthumous,
            reason: honour.reason.as_deref().map(vi::capitalise),
            year: honour.year.as_ref().map(|year| year.to_string()),
            number: award.number.map(|number| vi::padded_count(u64::from(number))),
        }
    }

    /// Returns the stock with the boxes of those fields that are printed.
    fn stock(&self, stock: &Stock, print: Printing, unit: &Unit) -> document::Stock {
        stock.lineage(self.inventory).for_each(|stock| self.touch(stock.span));
        let places = stock.places(self.inventory);
        let places = places.filter(|place| is_printed(place.field.value, stock, print, self.inventory));
        let (width, height) = stock.sheet(self.inventory).unwrap_or_default();
        // It makes good for what a printer does to a sheet; what is looked at on a screen or printed whole has none.
        let (right, down) = match print {
            Printing::Overlay | Printing::Calibration => stock.shift(self.inventory),
            Printing::Full | Printing::Proof => Default::default(),
        };
        let (shown, emblem) = pictures(stock, print, unit, self.inventory);
        let picture = |path: &str, alt: String| Picture { path: path.to_owned(), alt };
        document::Stock {
            print: match print {
                Printing::Full => document::Printing::Full,
                Printing::Overlay => document::Printing::Overlay,
                Printing::Proof => document::Printing::Proof,
                Printing::Calibration => document::Printing::Calibration,
            },
            width: width.tenths,
            height: height.tenths,
            frame: stock
                .border(self.inventory)
                .map(|frame| Area { width: frame.width.tenths, height: frame.height.tenths }),
            offset: (right.tenths, down.tenths),
            picture: shown.map(|path| picture(path.as_str(), format!("Ảnh mẫu phôi: {}", stock.name.value))),
            emblem: emblem.map(|path| picture(path.as_str(), format!("Biểu trưng của {}", unit.name.value))),
            places: places.map(place).collect(),
        }
    }
}

/// Answers whether a field goes through the printer.
fn is_printed(field: FieldName, stock: &Stock, print: Printing, inventory: &Inventory) -> bool {
    match print {
        Printing::Full | Printing::Calibration => true,
        Printing::Overlay | Printing::Proof => !stock.has_printed(field, inventory),
    }
}

/// Returns the paths of the pictures that certificates show: that of the stock, and the emblem.
fn pictures<'a>(
    stock: &'a Stock,
    print: Printing,
    unit: &'a Unit,
    inventory: &'a Inventory,
) -> (Option<&'a Located<String>>, Option<&'a Located<String>>) {
    let shows_emblem =
        print != Printing::Calibration && is_printed(FieldName::Emblem, stock, print, inventory);
    let shown = stock.shown(inventory).filter(|_| print == Printing::Proof);
    (shown, unit.emblem.as_ref().filter(|_| shows_emblem))
}

/// Returns the paths of the pictures that a document shows because its data says so.
pub(in crate::plan) fn pictures_of<'a>(
    record: &'a DocumentRecord,
    inventory: &'a Inventory,
) -> impl Iterator<Item = &'a Located<String>> {
    let found = record.stock.as_ref().map(|stock| {
        let print = record.print.as_ref().map_or(Printing::Full, |print| print.value);
        pictures(inventory.get(stock), print, inventory.get(&record.unit), inventory)
    });
    found.into_iter().flat_map(|(shown, emblem)| shown.into_iter().chain(emblem))
}

fn place(field: &crate::model::Field) -> Place {
    let tenths = |length: Millimetres| length.tenths;
    Place {
        field: sheet_field(field.field.value),
        x: tenths(field.x.value),
        y: tenths(field.y.value),
        width: tenths(field.width.value),
        height: tenths(field.height.value),
        size: field.size(),
        lines: field.lines(),
        align: field.align.unwrap_or(Side::Center).as_str().to_owned(),
        stand: field.stand.unwrap_or(Height::Middle).as_str().to_owned(),
    }
}

fn sheet_field(name: FieldName) -> document::SheetField {
    use document::SheetField;
    match name {
        FieldName::Emblem => SheetField::Emblem,
        FieldName::Country => SheetField::Country,
        FieldName::Motto => SheetField::Motto,
        FieldName::Authority => SheetField::Authority,
        FieldName::Grant => SheetField::Grant,
        FieldName::Form => SheetField::Form,
        FieldName::Recipient => SheetField::Recipient,
        FieldName::Post => SheetField::Post,
        FieldName::Reason => SheetField::Reason,
        FieldName::Decision => SheetField::Decision,
        FieldName::Book => SheetField::Book,
        FieldName::PlaceDate => SheetField::PlaceDate,
        FieldName::Signer => SheetField::Signer,
        FieldName::SignerName => SheetField::SignerName,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_has_the_same_name_in_the_data_and_in_the_layout() {
        for name in FieldName::ALL {
            assert_eq!(sheet_field(*name).as_str(), name.as_str());
        }
    }
}
