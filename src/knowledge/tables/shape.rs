//! What each table must look like.

/// A table's columns and what may stand in them. Lists of columns are written
/// with blanks between.
#[derive(Debug)]
pub struct Shape {
    /// The file name without `.tsv`.
    pub name: &'static str,
    /// All columns in their order.
    pub columns: &'static str,
    /// The columns that together may occur only once.
    pub key: &'static str,
    /// Columns that may not be empty.
    pub required: &'static str,
    /// Columns that hold lists, with `|` between.
    pub lists: &'static str,
}

/// All tables.
pub const SHAPES: &[Shape] = &[
    Shape {
        name: "ambiguous",
        columns: "name candidates class note",
        key: "name",
        required: "name candidates class",
        lists: "candidates",
    },
    Shape {
        name: "countries",
        columns: "id iso3 qid other_qids status name_en name_id formal_en demonyms_en demonyms_id \
                  capital_en capital_id source as_of",
        key: "id",
        required: "id iso3 qid status name_en name_id source as_of",
        lists: "other_qids demonyms_en demonyms_id",
    },
    Shape {
        name: "metonyms",
        columns: "name_en names_id refers_to kind note source",
        key: "name_en",
        required: "name_en names_id refers_to kind source",
        lists: "names_id",
    },
    Shape {
        name: "names",
        columns: "name entity kind lang case gate",
        key: "name entity lang",
        required: "name entity kind lang case gate",
        lists: "",
    },
    Shape {
        name: "orgs",
        columns: "id qid kind name_en name_id acronyms_en acronyms_id members \
                  members_source seat source as_of",
        key: "id",
        required: "id kind name_en name_id source",
        lists: "acronyms_en acronyms_id members",
    },
    Shape {
        name: "people",
        columns: "id qid name surname country gender birth_year source as_of",
        key: "id",
        required: "id name source",
        lists: "",
    },
    Shape {
        name: "places",
        columns: "id kind country name_en name_id code source",
        key: "id",
        required: "id kind name_id source",
        lists: "",
    },
    Shape {
        name: "roles",
        columns: "person role_en role_id head_of at from until confidence source as_of",
        key: "person role_en at from",
        required: "person role_en role_id at confidence source",
        lists: "",
    },
    Shape {
        name: "sources",
        columns: "repository commit date_of_facts licence_as_stated quality use begins title_en \
                  title_id",
        key: "repository",
        required: "repository commit date_of_facts licence_as_stated quality use",
        lists: "begins",
    },
    Shape {
        name: "things",
        columns: "id kind name_en name_id acronyms country source",
        key: "id",
        required: "id kind name_en name_id source",
        lists: "acronyms",
    },
    Shape {
        name: "titles",
        columns: "title_id title_en abbreviations_id class source",
        key: "title_id",
        required: "title_id title_en class source",
        lists: "abbreviations_id",
    },
];
