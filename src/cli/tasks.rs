//! What `tajuk eval` and `tajuk train` are asked for.

use std::path::PathBuf;

use clap::Subcommand;

use crate::cli::args::Format;

/// Measure how well Tajuk reads, on texts that people marked
#[derive(Debug, clap::Args)]
pub(crate) struct Eval {
    #[command(subcommand)]
    pub(crate) task: EvalTask,
}

#[derive(Debug, Subcommand)]
pub(crate) enum EvalTask {
    #[command(after_help = "\u{1b}[1mExamples:\u{1b}[0m
  tajuk eval sentences seg-id/dev.jsonl seg-en/dev.jsonl
  tajuk eval sentences gold.jsonl --lang id --format json | jq '.files[].f1'

Each line of a file is one text: {\"text\": \"…\", \"sentences\": [[start, end], …]};
ends are half-open and count Unicode characters. The language is that of --lang,
of the file's name or folder (id, en), or of the text.")]
    /// Sentences: how many are found with exactly the right ends
    Sentences(Gold),
    #[command(after_help = "\u{1b}[1mExamples:\u{1b}[0m
  tajuk eval structure seeds/articles/headings/*.txt
  tajuk eval structure gum_blocks.dev.jsonl --format json | jq '.files[].renderings'

Beside NAME.txt or NAME.md, NAME.gold has a line for each heading: its line's
number, `title` or `heading`, and its text, with TABs between. A .jsonl file has
documents of blocks, which are read as Markdown and as plain text.")]
    /// Structure: which headings and titles are found
    Structure(Gold),
    #[command(after_help = "\u{1b}[1mExamples:\u{1b}[0m
  tajuk eval attribution attr-id/dev.jsonl attr-en/dev.jsonl
  tajuk eval attribution gold.jsonl --format json | jq '.files[].content.exact.f1'

Each line of a file is one text and who says what in it:
{\"text\": \"…\", \"attributions\": [{\"source\": [[start, end]], \"cue\": …, \"content\": …}]};
ends are half-open and count Unicode characters. Scores are of stretches with
exactly the right ends (quotation marks and stops at the ends left aside), of
stretches that overlap, and of words.")]
    /// Attributions: whose words are found, the words that say so, and what is said
    Attribution(SlipGold),
    #[command(after_help = "\u{1b}[1mExamples:\u{1b}[0m
  tajuk eval claims claim-en/dev.jsonl
  tajuk eval claims gold.jsonl --lang id --format json | jq '.files[].average_precision'

Each line of a file is one sentence and what people thought of it:
{\"text\": \"…\", \"label\": \"check-worthy\"}, or \"not\".")]
    /// Claims: which sentences are worth checking, and whether scores mean what they say
    Claims(Gold),
    #[command(after_help = "\u{1b}[1mExamples:\u{1b}[0m
  tajuk eval ner ner-id/dev.conll ner-en/dev.conll
  tajuk eval ner gold.jsonl --lang id --format json | jq '.files[].recogniser.exact.f1'

A .conll file has a token, a TAB and its tag (BIO) on each line, and an empty
line between sentences. Each line of a .jsonl file is one text:
{\"text\": \"…\", \"entities\": [{\"start\": 0, \"end\": 5, \"label\": \"PER\"}]}; ends are
half-open and count Unicode characters. Only labels that a file has are scored:
PER, LOC, ORG, EVENT, MISC, DATE, MONEY, QUANTITY, and the nine of CrossNER.")]
    /// Names: which people, places, organisations are found, and how fast
    Ner(NerGold),
    #[command(after_help = "\u{1b}[1mExamples:\u{1b}[0m
  tajuk eval gold seeds/articles/gold
  tajuk eval gold seeds/articles/gold/id --format json | jq '.groups[].claims.f1'
  tajuk eval gold seeds/articles/gold/en/drone-factory.gold --slips
  tajuk eval gold seeds/articles/gold --second seeds/articles/second-pass

Articles with marks in them: {PER joko-widodo|Jokowi}. The folder's README.md tells
how they are written. Files whose names end in -test are counted apart.")]
    /// Whole articles: names, dates, quantities, quotations, attributions, claims
    Gold(ArticleGold),
}

/// Articles, and perhaps a second marking of them.
#[derive(Debug, clap::Args)]
pub(crate) struct ArticleGold {
    #[command(flatten)]
    pub(crate) slips: SlipGold,
    /// Measure instead how far the marks agree with those in the files of the
    /// same names in this folder
    #[arg(long, value_name = "DIR", conflicts_with = "slips")]
    pub(crate) second: Option<PathBuf>,
}

/// What to measure on, and how names are marked there.
#[derive(Debug, clap::Args)]
pub(crate) struct NerGold {
    #[command(flatten)]
    pub(crate) gold: Gold,
    /// Whose ways of marking names to follow: idner, nergrit; ewt, politics,
    /// gum, wnut. Without it, what the file's name says, else as in articles
    #[arg(long, value_name = "STYLE")]
    pub(crate) style: Option<String>,
    /// A model to try, instead of the one that the program carries
    #[arg(long, value_name = "FILE")]
    pub(crate) model: Option<PathBuf>,
    /// Show, for people, each name that was missed or found wrongly
    #[arg(long)]
    pub(crate) slips: bool,
}

/// What to measure on.
#[derive(Debug, clap::Args)]
pub(crate) struct Gold {
    /// Files of marked texts
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// How to print the scores: for people, or as one JSON object
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(crate) format: Format,
}

/// Make the models that the program carries
#[derive(Debug, clap::Args)]
pub(crate) struct Train {
    #[command(subcommand)]
    pub(crate) task: TrainTask,
}

#[derive(Debug, Subcommand)]
pub(crate) enum TrainTask {
    #[command(after_help = "\u{1b}[1mExample:\u{1b}[0m
  tajuk train claims --data claim-en --out claims.tsv

The folder holds files NAME.train.jsonl, each line one judged sentence:
{\"text\": \"…\", \"label\": \"check-worthy\", \"source\": \"SET:NUMBER\"}. Neighbouring
numbers are of one source; sources are left out in turn to measure.")]
    /// The weights of what makes a sentence worth checking
    Claims(TrainClaims),
    #[command(after_help = "\u{1b}[1mExample:\u{1b}[0m
  tajuk train ner --lang id --data train --out seeds/models/ner-id.bin

The folder holds ner-LANG (marked texts; which ones is in the model's card) and
raw-LANG (plain texts). Same data and seed give the same file.")]
    /// The model that recognises names
    Ner(TrainNer),
    #[command(after_help = "\u{1b}[1mExample:\u{1b}[0m
  tajuk train types --data seeds/articles --out seeds/models/types.tsv

The folder holds `gold` (marked articles; names in -test are not looked at) and
`types` (a list of statements a language, below a line `== TYPE`). Articles are left
out in turn to measure.")]
    /// The weights of what tells the type of a claim
    Types(TrainTypes),
}

#[derive(Debug, clap::Args)]
pub(crate) struct TrainNer {
    /// A folder with folders of marked and plain texts
    #[arg(long, value_name = "DIR")]
    pub(crate) data: PathBuf,
    /// Where to write the model
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// Vectors of words, a line each, the word first: common words first
    #[arg(long, value_name = "FILE")]
    pub(crate) vectors: Option<PathBuf>,
    /// So many of the vectors are looked at
    #[arg(long, value_name = "NUMBER", default_value = "80000")]
    pub(crate) words: usize,
    /// Lists of names: given.txt, family.txt, places.txt
    #[arg(long, value_name = "DIR")]
    pub(crate) names: Option<PathBuf>,
    /// Marked articles (folders gold and names), in whose way articles are then read; names in
    /// -test are not looked at
    #[arg(long, value_name = "DIR")]
    pub(crate) articles: Option<PathBuf>,
    /// Decides the order in which texts are learnt; same seed, same file
    #[arg(long, value_name = "NUMBER", default_value = "1")]
    pub(crate) seed: u64,
    /// How often all texts are gone through
    #[arg(long, value_name = "NUMBER", default_value = "12")]
    pub(crate) rounds: usize,
    /// So many models are learnt, and their weights averaged
    #[arg(long, value_name = "NUMBER", default_value = "1")]
    pub(crate) voices: usize,
    /// How many signs the model may keep
    #[arg(long, value_name = "NUMBER", default_value = "150000")]
    pub(crate) room: usize,
    /// Learn from the plain texts too: from sentences whose names a first model is sure of
    #[arg(long)]
    pub(crate) also_plain: bool,
    /// Learn from the development sets too: for the model that is shipped,
    /// once it has been measured without
    #[arg(long)]
    pub(crate) also_dev: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct TrainClaims {
    /// A folder of judged sentences
    #[arg(long, value_name = "DIR")]
    pub(crate) data: PathBuf,
    /// Where to write the weights
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
    /// Decides which sources are left out together; same seed, same file
    #[arg(long, value_name = "NUMBER", default_value = "1")]
    pub(crate) seed: u64,
}

#[derive(Debug, clap::Args)]
pub(crate) struct TrainTypes {
    /// A folder of marked articles and lists
    #[arg(long, value_name = "DIR")]
    pub(crate) data: PathBuf,
    /// Where to write the weights
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
}

/// What to measure on, and whether to show what went wrong.
#[derive(Debug, clap::Args)]
pub(crate) struct SlipGold {
    #[command(flatten)]
    pub(crate) gold: Gold,
    /// Show, for people, each text that was not read as it is marked
    #[arg(long)]
    pub(crate) slips: bool,
}
