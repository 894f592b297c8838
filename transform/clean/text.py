"""Text as people wrote it, made comparable: white space, care-of lines, names folded for comparison."""

from __future__ import annotations

import polars as pl

# A part of an address that names a person: care of somebody, somebody with a title, or a telephone number or e-mail.
CARE_OF = (
    r"(?i)^\s*((c\s*/\s*o|care of|f\.?a\.?o\.?)\b.*|(mr|mrs|ms|miss|mx|dr|prof|rev|revd)\b\.?\s+\S.*"
    r"|.*\S@\S.*|.*(\+44|\(0|\b0)[ 0-9()-]{8,}[0-9].*)$"
)
_FORM_WORDS = r"\b(LIMITED|LTD|LIMIED|CYFYNGEDIG|CYF|PLC|CIC|LLP|COMPANY|CO|THE|AND|Y|YR)\b"


def tidy(column: str) -> pl.Expr:
    """White space folded to single blanks and trimmed; blank becomes null."""
    folded = pl.col(column).str.replace_all(r"[\s\u00a0\ufeff]+", " ").str.strip_chars(" ")
    return pl.when(folded == "").then(None).otherwise(folded)


def one_line_address(*columns: str) -> pl.Expr:
    """Join address parts with ', ': line breaks count as part ends; empty and repeated parts, and those that
    name a person or give a telephone number or e-mail address, are left out."""
    whole = pl.concat_str([pl.col(c).fill_null("") for c in columns], separator="\n")
    parts = (
        whole.str.replace_all(r"[\r\n]+", ",")
        .str.split(",")
        .list.eval(
            pl.element()
            .str.replace_all(r"[\s\u00a0]+", " ")
            .str.strip_chars(" .;")
            .filter(pl.element().str.strip_chars(" .;").str.len_chars() > 0)
        )
        .list.eval(pl.element().filter(~pl.element().str.contains(CARE_OF)))
        .list.unique(maintain_order=True)
    )
    joined = parts.list.join(", ")
    return pl.when(joined == "").then(None).otherwise(joined)


def folded_name(name: pl.Expr) -> pl.Expr:
    """A name for comparison only: upper case, no accents, no punctuation, no legal-form words, no blanks at the ends.

    "The Larkmoor Growers Co-operative Ltd." and "LARKMOOR GROWERS COOPERATIVE LIMITED" fold to the same text.
    """
    plain = name.str.normalize("NFKD").str.replace_all(r"\p{M}", "").str.to_uppercase()
    spelled = (
        plain.str.replace_all(r"\bC\.?\s?I\.?\s?C\.?(\s|$)", "CIC ")
        .str.replace_all("&", " AND ", literal=True)
        .str.replace_all(r"\bCO[\s-]?OP(S|ERATIVE|ERATIVES)?\b", "COOPERATIVE")
        .str.replace_all(r"['’`.]", "")
        .str.replace_all(r"[^A-Z0-9]+", " ")
    )
    bare = spelled.str.replace_all(_FORM_WORDS, " ").str.replace_all(r"\s+", " ").str.strip_chars(" ")
    return pl.when(bare == "").then(spelled.str.strip_chars(" ")).otherwise(bare)
