//! Changes of XML that leave it well-formed: what most changes of bytes make of it is refused at
//! once, and nothing behind the parser is ever tried.

use std::ops::Range;

/// The XML with one element taken out, doubled, or copied or moved to another place; or with an
/// attribute of one element also in another one. `None` where there is nothing to rearrange.
pub fn rearranged(xml: &str, seed: u32) -> Option<String> {
    let mut dice = Dice(seed);
    let elements = elements(xml);
    let element = dice.choose(&elements)?.clone();
    let other = dice.choose(&elements)?.clone();
    let content = &xml[element.clone()];
    Some(match dice.roll(6) {
        0 => spliced(xml, element, ""),
        1 => spliced(xml, element.end..element.end, content),
        2 => spliced(xml, other.start..other.start, content),
        3 => spliced(xml, other, content),
        4 => {
            let attribute = attribute(content, &mut dice)?;
            spliced(xml, behind_name(xml, &other), attribute)
        }
        _ => {
            let attribute = attribute(content, &mut dice)?;
            let start = attribute.as_ptr() as usize - xml.as_ptr() as usize;
            spliced(xml, start..start + attribute.len(), "")
        }
    })
}

/// Rearranges the XML at the beginning of a fuzzer's input every other time, in its place: its length then. `None` where
/// its bytes are to change as they are.
pub fn rearrange(bytes: &mut [u8], size: usize, most: usize, seed: u32) -> Option<usize> {
    let xml = str::from_utf8(&bytes[..size]).ok();
    let xml = xml.filter(|_| seed.is_multiple_of(2));
    let other = xml.and_then(|xml| rearranged(xml, seed / 2));
    let other = other.filter(|other| other.len() <= most)?;
    bytes[..other.len()].copy_from_slice(other.as_bytes());
    Some(other.len())
}

/// A generator of numbers that are as good as any.
struct Dice(u32);

impl Dice {
    /// A number below another one.
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) as usize % sides.max(1)
    }

    fn choose<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        list.get(self.roll(list.len()))
    }
}

fn spliced(text: &str, range: Range<usize>, with: &str) -> String {
    [&text[..range.start], with, &text[range.end..]].concat()
}

/// Where the elements of a text stand.
fn elements(xml: &str) -> Vec<Range<usize>> {
    let mut elements = Vec::new();
    let mut open = Vec::new();
    let mut end = 0;
    while let Some(start) = xml[end..].find('<').map(|at| end + at) {
        end = xml[start..]
            .find('>')
            .map_or(xml.len(), |at| start + at + 1);
        let tag = &xml[start..end];
        if tag.starts_with("</") {
            elements.extend(open.pop().map(|start| start..end));
        } else if tag.ends_with("/>") {
            elements.push(start..end);
        } else if !tag.starts_with("<?") && !tag.starts_with("<!") {
            open.push(start);
        }
    }
    elements
}

/// An attribute of the tag that a text begins with, and the space before it.
fn attribute<'a>(element: &'a str, dice: &mut Dice) -> Option<&'a str> {
    let tag = &element[..element.find('>')?];
    let ends: Vec<usize> = tag.match_indices('"').map(|(at, _)| at + 1).collect();
    let pairs: Vec<&[usize]> = ends.chunks_exact(2).collect();
    let pair = dice.choose(&pairs)?;
    let start = tag[..pair[0]].rfind(' ')?;
    Some(&tag[start..pair[1]])
}

/// The place behind the name of an element.
fn behind_name(xml: &str, element: &Range<usize>) -> Range<usize> {
    let length = xml[element.clone()].find([' ', '/', '>']);
    let place = element.start + length.unwrap_or(element.len());
    place..place
}
