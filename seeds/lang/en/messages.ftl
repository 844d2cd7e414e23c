# What Tajuk says to a writer. Short, concrete, never scolding.

## Rules that are tables, and what several rules say

better-word = Write “{ $right }”, not “{ $wrong }”
better-word-fix = Replace with “{ $right }”
fix-all = Apply all safe fixes (Tajuk)

## Reasons
reason-number = a figure
reason-numbers = several figures
reason-number-word = a number in words
reason-percent = a percentage
reason-money = an amount of money
reason-magnitude = a large amount
reason-change = a change
reason-date = a date
reason-casualty = casualties
reason-comparison = a comparison
reason-superlative = a superlative
reason-cause = cause and effect
reason-law = law
reason-past = a past event
reason-institution = an institution
reason-power = a state or a leader
reason-opinion = opinion
reason-future = the future
reason-condition = a condition
reason-hedge = hedged
reason-first-person = first person
reason-second-person = second person
reason-question = a question
reason-short = short
reason-named-source = a named source
reason-linked = a link
reason-deed = a deed
reason-matter = a public matter
reason-universal = no exception
reason-inner = a thought or a wish
reason-first-plural = speaks for a group
reason-year = a year
reason-names = names
reason-negation = a denial
reason-third-person = about somebody else
reason-cue = somebody is quoted
reason-many = many, not counted
reason-person = an office
reason-document = a document

## Days
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

## Cards
kind-person = person
kind-country = country
kind-place = place
kind-org = organisation
kind-event = event
kind-document = document
kind-weapon = weapon
card-day = On the article’s date ({ $date }, { $from })
card-day-asked = On { $date }
card-when = Counted from: { $on }
card-on = { $on }: { $roles }
card-no-role = { $on }: no office on record
card-role = { $title } ({ $at }, since { $since })
card-role-undated = { $title } ({ $at })
card-before = Before: { $roles }
card-later = Later: { $roles }
card-was = { $title } ({ $at }, { $since } – { $until })
card-data = data as of { $date }
card-undated = date of the data unknown
confidence-multi = two sources or more
confidence-single = one source
confidence-unverified = general knowledge, check
card-former = former { $title }
card-here = In this article: { $count ->
    [one] 1 mention
   *[other] { $count } mentions
  }, first on line { $line } · { $forms }
card-capital = Capital: { $capital }
card-heads = { $on }: { $roles }
card-head = { $title } { $name } (since { $since })
card-metonym-here = **{ $text }** here means the government ({ $name }), not the place: no word of place stands before it
card-place-here = **{ $text }** here means the place, since “{ $before }” stands before it
card-country-here = **{ $text }** here means the country, by its own name
card-form-acronym = **{ $text }** here is short for { $name }
card-form-alias = **{ $text }** here is another name for { $name }
card-form-demonym = **{ $text }** here means of or from { $name }
card-maybe = { $on }: perhaps { $roles }; since when is not known
card-blocs = Member of { $blocs }
card-members = { $count } members
card-members-in = members in this article: { $names }
card-members-out = no members: { $names }
card-seat = seat in { $seat }
card-note = The newsroom notes: { $note }
card-ended = The text has “{ $text }” (line { $line }); that office ended on { $date }
card-not-yet = The text has “{ $text }” (line { $line }); that office only began on { $date }
card-house = House spelling: { $name }; here also: { $others }
card-claims = Related claims: { $count } ({ $unsourced } without a source)
card-open = **{ $text }** may mean { $count } things; this article does not say which
card-open-one = **{ $text }** can mean the following or something else; this article does not yet tell
card-open-remedy = Write the full name once, or rule with [[alias]] in .tajuk/kb.toml
card-choice = **{ $text }** may also be { $rivals }; { $why }
card-because-full = chosen since the full name is on line { $line }
card-because-country = chosen since this article is about { $country }
card-because-usual = the others would need more in this article
card-stranger = not in the knowledge base
card-stranger-remedy = *all of this is from the article itself*
date-from-settings = from the settings
date-from-front-matter = from the front matter
date-from-dateline = from the dateline
date-from-file = date of the file
date-from-today = today
hold-same-start = another name in the office since the very same day as { $before }: vandalism, or a long and a short form of one name
hold-new-label = the endpoint’s main name is now “{ $name }”, and nothing else changed
hold-predecessor = had this office before, until { $date }
hold-several-open = { $number } people are told to hold this office at once
hold-dead = the endpoint says the person died ({ $date })
hold-flip = holds another high office of this country: { $office }
hold-power = the two high offices of { $country } are easily taken for each other, and only one statement says so
hold-earlier = begins before what we have ({ $date })
hold-later = begins after what we have ({ $date }): a new term, or a correction
hold-lower-case = a word in lower case in the name “{ $name }”
hold-odd-name = no name of a person: “{ $name }”
hold-taken = “{ $name }” is also a name of { $other }
hold-one-word = “{ $name }” is one word; say yourself where it may stand alone
hold-unlike = “{ $name }” has no word in common with the names we know
hold-clash = the identifier { $qid } and { $other } do not go together
hold-two-countries = would head { $other } as well
hold-no-start = no date of the beginning
hold-future = begins in the future ({ $date })
hold-unclosed = nothing that may be believed says that { $before } left
hold-overlap = begins before the one before left ({ $date })
hold-vacant = nobody would hold the office
hold-not-human = the endpoint does not say that this is a human being
hold-no-name = no name in Indonesian, English or for all languages
hold-no-office = we know no such office, so its title would be a guess
hold-gendered = the title “{ $title }” depends on who holds it
hold-too-many = { $number } offices would change hands at once: more likely a broken endpoint
hold-pinned = pinned on { $date }
update-sends = Asks { $endpoint } who heads { $countries } countries, which offices { $people } people hold and who else does, and what they are called. It sends Wikidata’s identifiers and your contact ({ $contact }); nothing of your articles.
update-waits = { $what }; asks again in { $seconds } s
update-asks-heads = Who heads { $number } countries
update-asks-held = Which offices { $number } people hold
update-asks-holders = Who holds { $number } offices
update-asks-names = What { $number } people and offices are called
update-added = { $office }: { $name } since { $date }
update-added-undated = { $office }: { $name }
update-ended = { $office }: { $name } until { $date }
update-began = { $office }: { $name } since { $date }, not { $before }
update-began-new = { $office }: { $name } since { $date }
update-named = { $name }: also “{ $names }”
update-identified = { $name }: { $qid }
update-instead = before: { $names }
update-new = new to the knowledge base
update-held = held
update-more-names = … and { $number } more names; --format json shows all
update-pinned = { $office } ({ $country }) is pinned to { $person } since { $date } ({ $reason }); not taken over: { $names }
update-pin-old = The pin of { $office } ({ $country }) to { $person } is { $days } days old; is it still right?
update-silent = Nothing was told about { $countries }; what is known of them stays.
update-question = Apply { $passing } of { $all } changes? [y/N]
update-nothing = Nothing to change.
update-done = Applied { $passing }, held { $held }: { $file }
update-all-held = Nothing was changed: all { $held } changes are held.
update-dry = Nothing was changed: { $passing } would be applied, { $held } held.
update-declined = Nothing was changed.
update-kept = The version before is kept: { $file }

## Own facts
ruling-add = Add { $name } to the knowledge base
ruling-spelling = Use the spelling “{ $text }” in this newsroom
ruling-other = This is someone else, not { $name }
kb-no-toml = This cannot be read as TOML: { $reason }
kb-unknown-key = “{ $key }” is no key of { $table }; did you mean “{ $nearest }”?
kb-missing = This { $table } lacks “{ $key }”; add it
kb-want-text = “{ $key }” must be a text in quotes that is not empty
kb-want-list = “{ $key }” must be a list: ["…", "…"]
kb-want-date = “{ $key }” must be a date: 2025-05-14, or "2025-05", or "2025"
kb-want-one = “{ $key }” cannot be “{ $value }”; use one of: { $allowed }
kb-want-tables = Write “{ $table }” as [[{ $table }]]
kb-twice = The id “{ $id }” stands on line { $line } already; give this one another, or join the two
kb-wrong-kind = The id “{ $id }” does not belong into [[{ $table }]]
kb-no-target = “{ $target }” is not known; `tajuk kb lookup NAME` shows the ids
kb-no-country = “{ $code }” is no country's code; use two capitals, as in ID
kb-no-qid = “{ $qid }” is no Wikidata id; write Q and figures, or leave it out
kb-ends-early = This office ends before it starts; correct one of the dates
kb-no-such-name = { $target } has no name “{ $name }”; leave it out
kb-ambiguous = “{ $name }” also names { $other }; say with [[alias]] which is meant, or set gate = "context"
kb-circle = These same_as go round in a circle; take one of them out
kb-too-many = { $count } rows are too many for one file; those after the first { $most } are left out
kb-name-pattern = “{ $name }” looks like a pattern; names are found as they are written, one spelling a row
kb-name-long = A name has at most { $most } letters; shorten it
kb-name-small = “{ $name }” would never be found: names begin with a capital or a figure
kb-too-big = This file is too big ({ $size } MB); at most { $most } MB are read
kb-unreadable = This file cannot be read ({ $reason }); it does not count

## Above sections
lens-claims = { $count ->
    [one] 1 claim
   *[other] { $count } claims
  }
lens-unsourced = { $count } without a source
lens-anonymous = { $count } anonymous
lens-quotes = { $count ->
    [one] 1 quotation
   *[other] { $count } quotations
  }
lens-named-sources = { $count ->
    [one] 1 named source
   *[other] { $count } named sources
  }
lens-anonymous-sources = { $count ->
    [one] 1 anonymous source
   *[other] { $count } anonymous sources
  }
lens-sources = { $count ->
    [one] 1 source
   *[other] { $count } sources
  }
lens-named = { $count } named
lens-lines = lines { $lines }
list-unsourced = without a source
list-linked = with a link or note

## Renaming and links
rename-no-name = There is no name here
rename-bad-name = The new name must not be empty, and must be one line
rename-quoted = In a quotation
rename-linked = In a link
link-missing = The file { $file } is not there
link-broken = The file { $file } is not there
link-broken-note = The footnote { $mark } has no text

## Other ways to write it
rewrite-office = Write the full name with the office: { $name }
rewrite-source = Add a source to this statement
rewrite-source-text = According to [source],

## Completion
# What newspapers write most, first; the rest follows by length.
cues-first = said, says, told, added, according to
complete-group = group
front-title = the headline
front-date = the article’s date
front-lastmod = last changed
front-authors = who wrote it
front-lang = the article’s language
front-tags = topics

## Configuration
config-syntax = Not valid TOML here: { $error }
config-unknown-key = There is no key “{ $name }”
config-unknown-key-near = There is no key “{ $name }”; did you mean “{ $near }”?
config-unknown-rule = There is no rule “{ $name }”; `tajuk rules` lists them all
config-unknown-rule-near = There is no rule “{ $name }”; did you mean “{ $near }”?
config-unknown-group = There is no group “{ $name }”; `tajuk rules` lists them all
config-unknown-group-near = There is no group “{ $name }”; did you mean “{ $near }”?
config-wrong-value = { $name } cannot be { $value }; use { $remedy }
config-no-choice = { $name } cannot be { $value }; use { $most } or { $last }
config-no-paths = Say for which files this holds: paths = ["arsip/**"]
config-bad-glob = The pattern { $glob } cannot be read: { $error }
config-unreadable = The file cannot be read: { $error }
remedy-date = a date as 2025-05-14, or "" for the article’s own
remedy-count = a whole number
remedy-flag = true or false
remedy-text = a text in quotation marks
remedy-table = a table, as [rules] on a line of its own
remedy-list = a list of texts, as ["Kiev"]
remedy-quotes = two characters, as "“”"
remedy-overrides = tables, each headed [[overrides]]
baseline-head = This is no baseline: its first line must be { $head }
baseline-line = This is no line of a baseline: { $line }
ignore-incomplete = An entry needs file, rule and quote
init-head = What Tajuk is to look for in the articles of this folder and below.
  A line with # before it says what holds anyway; take the # away to change it.
  `tajuk config show` tells which file set what.
init-choices = { $choices }
key-lang = The language of the articles; auto: each article’s own
key-messages = The language Tajuk speaks; auto: the article’s
key-article-date = The day the articles appear, whatever they say; empty: each article’s own
key-profile = The house style to start from
key-inlay-hints = Small words beside the text in an editor: weekdays, offices
key-summary-above = An article with more findings than this is summed up when an editor opens it; 0: never
key-baseline = Known findings that are not told again; `tajuk check --write-baseline` writes them
key-groups = Levels of whole groups of rules; all stands for every group
key-rules = Levels of single rules; they win over groups
key-style = What is different from the profile
key-quotes = Double quotation marks, the opening and the closing one
key-headings = Capitals in headings
key-rupiah = How an amount in rupiah is written
key-decimal = The decimal sign
key-names = How names are spelled here: the right spelling, then those it replaces
key-overrides = What is different for some files
key-paths = Patterns for paths, seen from this file’s folder

## Silencing
unused-ignore = Nothing to ignore here any more: { $rules }
unused-ignore-all = Nothing to ignore here any more
unused-ignore-fix = Take the comment out
unused-ignore-quoted = .tajuk/ignore.toml ignores { $rule } at “{ $quote }”, which is not found in this article any more
ignore-here = Ignore { $rule } here
ignore-in-project = Turn off { $rule } in this project
many-findings = { $count } findings, { $shown } of them marked. { $rules }. Quick fixes here: show all, or turn off a rule
many-findings-show = Show all { $count } findings
many-findings-mute = Turn off { $rule } in this project ({ $count } here)

## Command line
level-error = error
level-warning = warning
level-information = information
level-hint = hint
language-id = Indonesian
language-en = English
language-de = German
language-es = Spanish
language-fr = French
language-it = Italian
language-ms = Malay
language-nl = Dutch
language-pt = Portuguese
nothing-found = nothing found
kinds-person = People
kinds-country = Countries
kinds-place = Places
kinds-org = Organisations
kinds-event = Events
kinds-document = Documents
kinds-weapon = Weapons
kinds-date = Times
kinds-money = Money
kinds-quantity = Quantities
claim-because = because: { $reasons }
claims-lost = { $count ->
    [one] 1 mark whose claim is gone; --orphans shows it
   *[other] { $count } marks whose claims are gone; --orphans shows them
  }
chrome-error = error
chrome-help = help
chrome-fix = fix
chrome-see = see
chrome-more = … and { $count } more
count-files = { $count ->
    [one] 1 file
   *[other] { $count } files
  }
count-findings = { $count ->
    [one] 1 finding
   *[other] { $count } findings
  }
count-error = { $count ->
    [one] 1 error
   *[other] { $count } errors
  }
count-warning = { $count ->
    [one] 1 warning
   *[other] { $count } warnings
  }
count-information = { $count } information
count-hint = { $count ->
    [one] 1 hint
   *[other] { $count } hints
  }
summary-none = { $files }, nothing found
show-files = Read: { $files }
show-no-files = No configuration file was found
show-nothing = Nothing is set; everything is as it is from the start. `tajuk config init` writes a file to begin with.
by-builtin = from the start
by-editor = the editor
by-option = the command line
explain-level = In force here: { $level }, set by { $by }
level-off = off

## Claims and their state
claim-card = Claim
claim-negated = negated
claim-type-quantity = figure
claim-type-comparison = comparison
claim-type-causal = cause and effect
claim-type-prediction = prediction
claim-type-law = law
claim-type-event = event
claim-type-identity = identity
claim-type-opinion = opinion
claim-type-experience = experience
modality-asserted = asserted
modality-hedged = hedged
modality-hearsay = hearsay
modality-future = about the future
modality-conditional = conditional
modality-question = question
source-class-named = named
source-class-institution = institution
source-class-document = document
source-class-anonymous = anonymous
source-class-vague = vague
source-class-pronoun = pronoun
directness-direct = direct
directness-indirect = indirect
directness-mixed = partly quoted
claim-said-by = Said by: { $source } (“{ $cue }”; { $how })
claim-said-link = Said by: the writer, with a link or note
claim-said-nobody = Said by: the writer, without a source
claim-inherited = from the sentence above the list
claim-hedges = Hedged by: { $words }
claim-worth = Worth checking: { $score } ({ $reasons })
state-unchecked = unchecked
state-needs-source = needs a source
state-supported = supported
state-disputed = disputed
state-not-a-claim = not a claim
state-stale = changed since it was checked
claim-checked = { $date }: { $state }
claim-checked-by = { $date }, { $by }: { $state }
claim-was = What was checked: “{ $text }”
mark-supported = Claim: mark as supported
mark-disputed = Claim: mark as disputed
mark-needs-source = Claim: mark as needing a source
mark-not-a-claim = Claim: mark as not a claim
mark-unchecked = Claim: take the mark away
column-line = Line
column-state = State
column-worth = Worth
column-claim = Claim
column-said = Said by
column-evidence = Evidence
lookup-nobody = Nobody and nothing is known as “{ $name }”
lookup-near = Nobody and nothing is known as “{ $name }”; near it: { $near }

names-without-model = Names in { $lang ->
    [id] Indonesian
   *[en] English
 } are found without a model, by the facts and rules alone: { $path }: { $reason }
