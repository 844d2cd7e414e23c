//! JSON that we write ourselves: answers that are long and mostly as they were.

use tower_lsp::gen_lsp_types::Position;

/// A number in decimal digits.
pub(super) fn number(body: &mut Vec<u8>, mut number: u32) {
    let mut digits = [0_u8; 10];
    let mut at = digits.len();
    for digit in digits.iter_mut().rev() {
        *digit = b'0' + u8::try_from(number % 10).unwrap_or(0);
        at -= 1;
        number /= 10;
        if number == 0 {
            break;
        }
    }
    body.extend_from_slice(digits.get(at..).unwrap_or_default());
}

/// Both ends of a range.
pub(super) fn range(body: &mut Vec<u8>, start: Position, end: Position) {
    for (key, place) in [(&b"{\"start\":"[..], start), (b",\"end\":", end)] {
        body.extend_from_slice(key);
        body.extend_from_slice(b"{\"line\":");
        number(body, place.line);
        body.extend_from_slice(b",\"character\":");
        number(body, place.character);
        body.push(b'}');
    }
    body.push(b'}');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_digits() {
        for it in [0, 7, 10, 99, 1_234_567, u32::MAX] {
            let mut body = Vec::new();
            number(&mut body, it);
            assert_eq!(body, it.to_string().into_bytes());
        }
    }
}
