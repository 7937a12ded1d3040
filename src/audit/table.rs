//! Rows out of delimited text: pasted from a spreadsheet (tabs), or CSV. Quoted cells may hold line breaks.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

/// Longest text read, bytes.
pub const MOST_BYTES: usize = 100_000_000;
/// Longest cell kept, bytes; a longer one is cut and reported.
const MOST_CELL_BYTES: usize = 32_767;
/// Most columns of a row.
const MOST_COLUMNS: usize = 256;

/// Why a text is no table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableProblem {
    /// Nothing in it.
    Empty,
    /// Longer than [`MOST_BYTES`].
    TooLong,
    /// A workbook or another binary file.
    NotText,
    /// Only a heading.
    NoRows,
}

/// 表: rows read one after another out of a text.
pub struct Table {
    text: String,
    at: usize,
    reader: Reader,
    delimiter: u8,
    fields: Vec<u8>,
    ends: Vec<usize>,
    heading: Vec<String>,
    rows_read: usize,
}

/// One row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Row of the sheet, the heading being row 1.
    pub number: usize,
    /// Its cells.
    pub cells: Vec<String>,
    /// Columns whose cell was cut, being too long.
    pub cut: Vec<usize>,
    /// Columns whose cell seems to have swallowed rows: an opening quote without its closing one.
    pub swallowed: Vec<usize>,
}

impl Table {
    /// Opens a text: finds the delimiter and reads the heading.
    pub fn open(text: String) -> Result<Self, TableProblem> {
        if text.len() > MOST_BYTES {
            return Err(TableProblem::TooLong);
        }
        if text.starts_with("PK\u{3}\u{4}") || text.bytes().take(4096).any(|byte| byte == 0) {
            return Err(TableProblem::NotText);
        }
        let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
        let first = text.lines().find(|line| !line.trim().is_empty()).ok_or(TableProblem::Empty)?;
        let delimiter = [b'\t', b',', b';'].into_iter().max_by_key(|mark| {
            let count = first.bytes().filter(|byte| byte == mark).count();
            (count, *mark == b'\t')
        });
        let delimiter = delimiter.unwrap_or(b'\t');
        let reader = ReaderBuilder::new().delimiter(delimiter).build();
        let mut table = Self {
            text,
            at: 0,
            reader,
            delimiter,
            fields: vec![0; 4096],
            ends: vec![0; MOST_COLUMNS],
            heading: Vec::new(),
            rows_read: 0,
        };
        table.heading = table.next().map(|row| row.cells).ok_or(TableProblem::Empty)?;
        if table.text.get(table.at..).is_none_or(|rest| rest.trim().is_empty()) {
            return Err(TableProblem::NoRows);
        }
        Ok(table)
    }

    /// The cells of the first row.
    pub fn heading(&self) -> &[String] {
        &self.heading
    }

    /// How much of the text has been read, per cent.
    pub fn progress(&self) -> u64 {
        self.at as u64 * 100 / self.text.len().max(1) as u64
    }
}

impl Iterator for Table {
    type Item = Row;

    /// The next row that is not blank.
    fn next(&mut self) -> Option<Row> {
        loop {
            // The reader passes over blank lines; the sheet counts them.
            let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
            let blank = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
            self.rows_read += blank.filter(|byte| **byte == b'\n').count();
            let (mut filled, mut ended) = (0, 0);
            loop {
                let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
                let fields = self.fields.get_mut(filled..).unwrap_or_default();
                let ends = self.ends.get_mut(ended..).unwrap_or_default();
                let (result, read, wrote, more_ends) = self.reader.read_record(rest, fields, ends);
                self.at += read;
                filled += wrote;
                ended += more_ends;
                match result {
                    ReadRecordResult::InputEmpty => {}
                    ReadRecordResult::OutputFull => self.fields.resize(self.fields.len() * 2, 0),
                    ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                    ReadRecordResult::Record => break,
                    ReadRecordResult::End => return None,
                }
            }
            self.rows_read += 1;
            let mut from = 0;
            let (mut cells, mut cut, mut swallowed) = (Vec::with_capacity(ended), Vec::new(), Vec::new());
            for (column, end) in self.ends.iter().take(ended.min(MOST_COLUMNS)).enumerate() {
                let mut bytes = self.fields.get(from..*end).unwrap_or_default();
                if bytes.contains(&b'\n') && bytes.contains(&self.delimiter) {
                    swallowed.push(column);
                }
                if bytes.len() > MOST_CELL_BYTES {
                    cut.push(column);
                    bytes = bytes.get(..MOST_CELL_BYTES).unwrap_or_default();
                }
                cells.push(String::from_utf8_lossy(bytes).trim().to_owned());
                from = *end;
            }
            if cells.iter().any(|cell| !cell.is_empty()) {
                return Some(Row { number: self.rows_read, cells, cut, swallowed });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pasted_and_comma_separated_rows_are_read() {
        let mut table = Table::open("编号\t收到\n1\t2026-09-29\n\n2\t\"两行\n一格\"\n".to_owned()).unwrap();
        assert_eq!(table.heading(), ["编号", "收到"]);
        assert_eq!(table.next().unwrap().cells, ["1", "2026-09-29"]);
        let last = table.next().unwrap();
        assert_eq!((last.cells[1].as_str(), table.next()), ("两行\n一格", None));
        let table = Table::open("\u{feff}编号,\"收到,时间\"\r\n1,2\r\n".to_owned()).unwrap();
        assert_eq!(table.heading(), ["编号", "收到,时间"]);
    }

    #[test]
    fn a_giant_cell_is_cut_and_said() {
        let giant = "长".repeat(4_000_000);
        let mut table = Table::open(format!("编号,内容\n1,{giant}\n2,短\n")).unwrap();
        let row = table.next().unwrap();
        assert_eq!(row.cut, [1]);
        assert!(row.cells[1].len() <= MOST_CELL_BYTES + 3);
        assert_eq!(table.next().unwrap().cells, ["2", "短"]);
    }

    #[test]
    fn a_stray_quote_and_blank_lines_are_noticed() {
        let table = Table::open("编号\t内容\n\n1\t\"没有收尾\n2\t短\n3\t短\n".to_owned()).unwrap();
        let rows: Vec<Row> = table.collect();
        assert_eq!((rows.len(), rows[0].number, rows[0].swallowed.as_slice()), (1, 3, [1].as_slice()));
        let table = Table::open("编号\t内容\n1\ta\n\n\n2\tb\n".to_owned()).unwrap();
        assert_eq!(table.map(|row| row.number).collect::<Vec<_>>(), [2, 5]);
    }

    #[test]
    fn nothing_and_a_heading_alone_are_said() {
        assert_eq!(Table::open(" \n".to_owned()).err(), Some(TableProblem::Empty));
        assert_eq!(Table::open("编号,收到\n".to_owned()).err(), Some(TableProblem::NoRows));
        assert_eq!(Table::open("PK\u{3}\u{4}rest\n1".to_owned()).err(), Some(TableProblem::NotText));
    }
}
