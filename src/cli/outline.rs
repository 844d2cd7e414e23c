//! `tajuk outline`: the sections of an article, nested.

use crate::cli::args::One;
use crate::cli::one;
use crate::cli::screen::Failure;
use crate::cli::setup::Setup;
use crate::cli::tree::{self, Node};
use crate::ide::report::Parts;

pub(crate) fn run(wanted: &One, setup: &Setup) -> Result<u8, Failure> {
    let parts = Parts { outline: true, ..Parts::default() };
    one::answer(wanted, setup, parts, |snapshot, _, width| {
        let buffer = snapshot.buffer();
        let nodes: Vec<Node> = snapshot.outline().iter().map(|it| Node::new(it, buffer)).collect();
        tree::draw(&nodes, width)
    })
}
