# What Tajuk says to a writer. Short, concrete, never scolding.

## Rules
weekday-date-mismatch = { $date } is a { $right }, not a { $wrong }
weekday-date-mismatch-fix = Change the weekday to { $right }
weekday-date-mismatch-move = Change the date to { $date }
acronym-redefined = { $short } was spelled out above; { $short } alone will do
acronym-two-meanings = { $short } has two meanings in this article
acronym-redefined-first = { $short } is spelled out here first
acronym-redefined-fix = Replace by { $short }
vague-attribution = Nobody is named: { $source }. Name one or two of them, with what they do and where
claim-needs-source = No source yet for this checkable statement ({ $reasons })
quote-unclosed = This quotation is never closed
quote-unclosed-fix = Close the quotation
heading-glued-lede = The headline “{ $title }” has run into the first sentence
heading-glued-lede-fix = Put the headline on a line of its own
heading-unmarked = This line reads like a heading but is not set as one
heading-unmarked-fix-markdown = Make it a heading (##)
heading-unmarked-fix-plain = Put blank lines around it
list-marker-broken = The list marker stands alone; its text is on another line
list-marker-broken-fix = Join the marker and its text
list-item-glued = The item “{ $item }” hangs at the end of a paragraph
list-item-glued-fix = Begin the item on a new line
missing-space = No space after “{ $sign }”
missing-space-fix = Insert a space

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
card-on = On the article’s date ({ $date }, { $from }): { $roles }
card-no-role = On the article’s date ({ $date }, { $from }): no office on record
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
card-heads = On the article’s date ({ $date }, { $from }): { $roles }
card-head = { $title } { $name } (since { $since })
card-metonym-here = **{ $text }** here means the government ({ $name }), not the place
card-place-here = **{ $text }** here means the place
card-country-here = **{ $text }** here means the country, by its own name
card-form-acronym = **{ $text }** here is short for { $name }
card-form-alias = **{ $text }** here is another name for { $name }
card-form-demonym = **{ $text }** here means of or from { $name }
date-from-settings = from the settings
date-from-front-matter = from the front matter
date-from-dateline = from the dateline
date-from-file = date of the file
date-from-today = today
