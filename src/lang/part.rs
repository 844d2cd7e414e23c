//! What words of the closed classes do in a sentence.

/// What a closed-class word does beside a speech verb; `grammar.tsv` says more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Boundary,
    That,
    Auxiliary,
    Relative,
    Compare,
    Aside,
    By,
    Infinitive,
    Lead,
    Apart,
    Known,
    Indefinite,
    Copula,
    Tail,
    Ground,
    Wish,
    Thus,
    First,
    Definite,
    PointsToOne,
    PointsToSeveral,
    Female,
    Male,
}

impl Part {
    /// As `grammar.tsv` writes it.
    pub(super) fn from_name(name: &str) -> Option<Part> {
        Some(match name {
            "boundary" => Part::Boundary,
            "that" => Part::That,
            "auxiliary" => Part::Auxiliary,
            "relative" => Part::Relative,
            "compare" => Part::Compare,
            "aside" => Part::Aside,
            "by" => Part::By,
            "infinitive" => Part::Infinitive,
            "lead" => Part::Lead,
            "apart" => Part::Apart,
            "known" => Part::Known,
            "indefinite" => Part::Indefinite,
            "copula" => Part::Copula,
            "tail" => Part::Tail,
            "ground" => Part::Ground,
            "wish" => Part::Wish,
            "thus" => Part::Thus,
            "first" => Part::First,
            "definite" => Part::Definite,
            "points-to-one" => Part::PointsToOne,
            "points-to-several" => Part::PointsToSeveral,
            "female" => Part::Female,
            "male" => Part::Male,
            _ => return None,
        })
    }
}
