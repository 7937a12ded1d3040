//! Where in a JSON text a position lies, as a path such as `rule[3].when.nature`.
//!
//! The parser names line and column only. Following the text up to there costs a page of code; a path-tracking parser
//! would cost every user a twentieth of the download.

enum Frame {
    Object(String),
    Array(usize),
}

/// The path at `line` and `column`, both from 1, as `serde_json` counts them.
pub fn path_at(json: &str, line: usize, column: usize) -> String {
    let before: usize = json.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let text = json.split_at(json.floor_char_boundary(before + column)).0;
    let mut frames: Vec<Frame> = Vec::new();
    let mut word: Option<String> = None;
    let (mut quoted, mut escaped, mut is_key) = (false, false, false);
    for c in text.chars() {
        if quoted {
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '"' => {
                    quoted = false;
                    if let (true, Some(Frame::Object(key)), Some(word)) = (is_key, frames.last_mut(), word.take()) {
                        *key = word;
                    }
                }
                c => word.get_or_insert_default().push(c),
            }
            continue;
        }
        match c {
            '"' => {
                quoted = true;
                word = Some(String::new());
            }
            '{' => {
                frames.push(Frame::Object(String::new()));
                is_key = true;
            }
            '[' => {
                frames.push(Frame::Array(0));
                is_key = false;
            }
            '}' | ']' => {
                frames.pop();
                is_key = false;
            }
            ':' => is_key = false,
            ',' => match frames.last_mut() {
                Some(Frame::Array(at)) => *at += 1,
                Some(Frame::Object(key)) => {
                    key.clear();
                    is_key = true;
                }
                None => {}
            },
            _ => {}
        }
    }
    let mut path = String::new();
    for frame in frames {
        match frame {
            Frame::Object(key) if !key.is_empty() => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(&key);
            }
            Frame::Object(_) => {}
            Frame::Array(at) => path.push_str(&format!("[{at}]")),
        }
    }
    path
}

/// The column in characters, where the parser counts bytes.
pub fn characters(json: &str, line: usize, column: usize) -> usize {
    let text = json.split('\n').nth(line.saturating_sub(1)).unwrap_or_default();
    text.split_at(text.floor_char_boundary(column)).0.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_have_paths() {
        let json = "{\n \"rule\": [{\"id\": \"甲\"},\n  {\"when\": {\"nature\": 5}}]}";
        let at = |needle: &str| {
            let offset = json.find(needle).unwrap();
            let line = json[..offset].matches('\n').count() + 1;
            let column = offset - json[..offset].rfind('\n').map_or(0, |at| at + 1) + 1;
            path_at(json, line, column)
        };
        assert_eq!(at("5"), "rule[1].when.nature");
        assert_eq!(at("甲"), "rule[0].id");
        assert_eq!(path_at(json, 99, 1), "");
        assert_eq!(path_at("", 1, 1), "");
    }
}
