"""One filing of company accounts, iXBRL or plain XBRL: bytes in, the facts that we know by name out, as text.

A concept is known by its local name: prefixes differ from one software to the next. Only facts without a dimension are the
entity's own totals. Of each concept there is the figure of the period that the accounts are about, and under
`<concept> (prior)` that of the period before. Figures are exact: the number as written, with the scale and sign of its
mark-up, never a float.
"""

from __future__ import annotations

import copy
import datetime
import io
import re
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ixbrlparse import IXBRL
from lxml import etree  # type: ignore[import-untyped]

from extract.concepts import AMOUNTS, DAYS, FIGURES, FOREIGN, GROUP, PERIOD, PRIOR, SAID_BY_MEMBER, STATEMENTS, UNPLACED

_NAMES = {old: name for known in (FIGURES, SAID_BY_MEMBER, STATEMENTS) for name, olds in known.items() for old in (name, *olds)}
_NAMES |= {name: name for name in DAYS}
_MONEY = re.compile(r"(?:^|:)([A-Z]{3})$")
_PLAIN = re.compile(r"[-+]?(?:(?:\d{1,18}|\d{1,3}(?:,\d{3}){1,5})(?:\.\d{0,12})?|\.\d{1,12})", re.ASCII)
_SCALE = re.compile(r"[-+]?\d{1,2}", re.ASCII)
_ZERO = {"zerodash", "numdash", "fixedzero"}
_NOTHING = {"nocontent", "fixedempty"}
_DECIMAL_COMMA = {"numcomma", "numdotcomma", "numspacecomma", "numcommadecimal"}
_WORDS = {"numwordsen"}
_SWAPPED = str.maketrans(".,", ",.")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_HREF = "{http://www.w3.org/1999/xlink}href"
_LONGEST = 200  # characters of a statement that are kept
LARGEST = 64 * 2**20  # bytes; the accounts of a listed group with their pictures have a tenth of that

# It names the text it could not make a date or number of; the filing's own reject says so without it.
warnings.filterwarnings("ignore", category=UserWarning, module=r"ixbrlparse\.")


class Unreadable(Exception):
    """A filing that cannot be read, and why; it costs itself and no other."""


@dataclass(frozen=True)
class Filing:
    """What one filing says: `texts` is heading -> text, with no heading that it does not speak of."""

    file_type: str  # ixbrl or xbrl
    taxonomy: str  # addresses of its schemas, a blank between two
    texts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Fact:
    """One marked-up value. `place` is its last written digit, as a power of ten; `start` is empty for an instant."""

    name: str
    start: str
    end: str
    text: str
    place: int = 0


def read_filing(data: bytes, made_up_to: str) -> Filing:
    """Give what a filing says of the period that ends on `made_up_to` (ISO; as its file name has it) and the one before.

    A number that is none is given as written, two that contradict each other as `1 | 2`: whoever types them rejects them.
    Raises Unreadable: empty, cut short, not XML, dangerous, without facts.
    """
    root = _document(data)
    kind = etree.QName(root).localname.lower()
    if kind not in ("html", "xbrl"):
        raise Unreadable(f"neither iXBRL nor XBRL: its root is {kind[:40]}")
    facts = _reduced(root, kind)
    try:
        found: Any = IXBRL(io.BytesIO(facts), raise_on_error=False)
    except Exception as problem:  # of many kinds, and a bad filing must not end the archive
        raise Unreadable(f"ixbrlparse gives it up ({type(problem).__name__})") from problem
    texts = _statements(found)
    start, end = _period(texts, made_up_to, found.contexts.values())
    texts |= _figures(found, start, end)
    if any(GROUP in str(member.get("dimension")) for member in root.iter("{*}explicitMember")):
        texts[GROUP] = "true"
    schemas = (str(node.get(_HREF, "")).strip() for node in root.iter("{*}schemaRef"))
    return Filing(str(found.filetype), " ".join(dict.fromkeys(filter(None, schemas))), texts)


def number_text(text: str, form: str | None = None, scale: str | None = None, sign: str | None = None) -> str | None:
    """Give the exact decimal that a marked-up number stands for, or None where it is no number.

    `form` is the name of its iXBRL transformation, of any version; without one a comma separates thousands. A minus before
    a number whose sign is given too is no number; nor are brackets, a comma elsewhere, or a dash that is not said to mean zero.
    """
    kind = _kind(form)
    if kind in _ZERO:
        return "0"
    bare = re.sub(r"[\s\u00a0\u2009\u202f]", "", text)
    bare = bare.translate(_SWAPPED) if kind in _DECIMAL_COMMA else bare
    if not _PLAIN.fullmatch(bare) or not _SCALE.fullmatch(scale or "0") or (sign == "-" and bare[0] in "-+"):
        return None
    exact = Decimal(bare.replace(",", "")).scaleb(int(scale or 0))
    return format((-exact if sign == "-" else exact) or Decimal(0), "f")  # zero has no sign


def _kind(form: str | None) -> str:
    """Give the name of a transformation without prefix; later versions write it with hyphens."""
    return (form or "").rpartition(":")[2].replace("-", "").lower()


def _document(data: bytes) -> Any:
    """Give the root of a well-formed document. What is cut short is refused: ixbrlparse would read it up to there."""
    if not data.strip():
        raise Unreadable("the file is empty")
    if len(data) > LARGEST:
        raise Unreadable(f"{len(data):,} bytes, over the cap of {LARGEST:,}")
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    except etree.XMLSyntaxError as problem:
        line = problem.position[0]
        raise Unreadable(f"cut short, or not well-formed: {_damage(problem)} on line {line}") from problem
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        raise Unreadable("it declares entities of its own")
    return root


def _reduced(root: Any, kind: str) -> bytes:
    """Give a document of the same facts without the prose, which is nearly all of it: ixbrlparse takes its time over prose.

    Kept are facts of known names, units, and the contexts without a dimension or with facts that are kept. Contexts of all
    headers are put into one; a scenario, which ixbrlparse passes over, becomes a segment. Raises Unreadable without facts.
    """
    marks = root.iter("{*}nonFraction", "{*}nonNumeric") if kind == "html" else root.iter(etree.Element)
    facts = [mark for mark in marks if mark.get("contextRef")]
    if not facts:
        raise Unreadable("no fact is marked up in it")
    kept = [fact for fact in facts if (fact.get("name") or etree.QName(fact).localname).rpartition(":")[2] in _NAMES]
    wanted = {fact.get("contextRef") for fact in kept}
    whole = etree.Element(kind)
    resources = etree.SubElement(whole, "resources") if kind == "html" else whole
    for node in root.iter("{*}context", "{*}unit"):
        parts = list(node.iter("{*}segment", "{*}scenario"))
        if node.get("id") in wanted or not any(len(part) for part in parts):
            resources.append(copy.deepcopy(node))
    for scenario in resources.iter("{*}scenario"):
        scenario.tag = scenario.tag.replace("scenario", "segment")
    for fact in kept:
        whole.append(copy.deepcopy(fact))
        whole[-1].tail = None
    return bytes(etree.tostring(whole))


def _damage(problem: Any) -> str:
    """Give libxml's own name of what is wrong; its sentence may quote the filing."""
    last = problem.error_log.last_error if problem.error_log is not None else None
    return str(last.type_name).removeprefix("ERR_").replace("_", " ").lower() if last is not None else "no XML"


def _marked(found: Any) -> Iterator[tuple[str, Any, Any, Any]]:
    """Give (name, context, tag, value) of every element of a known name, those too that ixbrlparse could not make sense of."""
    for item in (*found.numeric, *found.nonnumeric):
        if item.name in _NAMES:
            yield _NAMES[item.name], item.context, item.soup_tag, item.value
    for error in found.errors:
        tag = error["element"] if isinstance(error, dict) else error.element
        name = str(tag.get("name") or tag.name).rpartition(":")[2] if tag is not None else ""
        if name in _NAMES and tag.get("contextRef"):
            yield _NAMES[name], found.contexts.get(tag["contextRef"], tag["contextRef"]), tag, None


def _statements(found: Any) -> dict[str, str]:
    """Give what is said in words, days and yes or no: once each, of the latest context, else first in the document."""
    said: dict[str, list[tuple[str, str]]] = {}
    for name, context, tag, value in _marked(found):
        if name in FIGURES or isinstance(context, str):
            continue
        if name in SAID_BY_MEMBER:
            text = str(context.segments[0].get("value", "")).rpartition(":")[2] if context.segments else ""
        elif context.segments:
            continue
        elif isinstance(value, bool | datetime.date):
            text = str(value).lower()
        else:
            text = re.sub(r"\s+", " ", tag.text).strip()[:_LONGEST]
        if text:
            said.setdefault(name, []).append((text if name in DAYS else str(context.enddate or context.instant), text))
    return {name: max(pairs, key=lambda pair: pair[0])[1] for name, pairs in said.items()}


def _period(texts: dict[str, str], made_up_to: str, contexts: Iterable[Any]) -> tuple[str, str]:
    """Give the first day (empty where nobody says) and the last day of the accounts.

    Where the filing says another last day than its file's name, the day that more of its contexts have is taken.
    """
    first, *lasts = (day if _DAY.fullmatch(day) else "" for day in (texts.get(name, "") for name in DAYS))
    days = [(str(c.startdate or ""), str(c.enddate or c.instant)) for c in contexts]
    told = [made_up_to] if made_up_to in lasts else [made_up_to, *filter(None, lasts)]
    end = max(told, key=[day for _, day in days].count)
    return first or _only(start for start, day in days if start and day == end), end


def _figures(found: Any, start: str, end: str) -> dict[str, str]:
    """Give the figures of the period and of the one before, the days of both, and what had to be left out."""
    facts: list[_Fact] = []
    left_out: dict[str, dict[str, None]] = {FOREIGN: {}, UNPLACED: {}}
    for name, context, tag, value in _marked(found):
        if name not in FIGURES:
            continue
        if isinstance(context, str):
            left_out[UNPLACED][name] = None
        elif not context.segments:
            money = _MONEY.search(str(found.units.get(tag.get("unitRef"), tag.get("unitRef"))))
            if name in AMOUNTS and money and money[1] != "GBP":
                left_out[FOREIGN][f"{money[1]}: {name}"] = None
            else:
                facts += _figure(name, context, tag, value)
    before = max((fact.end for fact in facts if fact.end < (start or end)), default="")
    durations = {(str(c.startdate), str(c.enddate)) for c in found.contexts.values() if c.startdate}
    began = _only(first for first, last in durations if last == before)
    texts = dict(zip((*PERIOD, *(name + PRIOR for name in PERIOD)), (start, end, began, before), strict=True))
    for suffix, first, last in (("", start, end), (PRIOR, began, before)):
        there = [fact for fact in facts if fact.end == last and fact.start in ("", first or fact.start)]
        texts |= {name + suffix: _agreed([fact for fact in there if fact.name == name]) for name in FIGURES}
    texts |= {reason: ", ".join(names) for reason, names in left_out.items()}
    return {name: text for name, text in texts.items() if text}


def _figure(name: str, context: Any, tag: Any, value: Any) -> Iterator[_Fact]:
    """Give a number as a fact; none where nothing is stated."""
    attributes = {str(key).rpartition(":")[2]: str(content) for key, content in tag.attrs.items()}
    form, scale = attributes.get("format"), attributes.get("scale")
    kind = _kind(form)
    if attributes.get("nil") in ("true", "1") or kind in _NOTHING:
        return
    written = tag.text.strip()
    if kind in _WORDS and value is not None:  # ixbrlparse knows the words, and leaves out scale and sign
        written, form = str(value), None
    exact = number_text(written, form, scale, attributes.get("sign"))
    point = "," if kind in _DECIMAL_COMMA else "."
    digits = len(written.rpartition(point)[2]) if point in written else 0
    place = int(scale or 0) - digits if exact is not None else 0
    days = str(context.startdate or ""), str(context.enddate or context.instant)
    yield _Fact(name, *days, exact or written[:_LONGEST] or "(empty)", place)


def _agreed(facts: list[_Fact]) -> str:
    """Give the one figure of a concept: said again in rounded form it is the same, said otherwise both are given."""
    texts = sorted({fact.text for fact in facts})
    if len(texts) < 2:
        return "".join(texts)
    finest = min((fact for fact in facts if number_text(fact.text)), key=lambda fact: fact.place, default=None)
    if finest is None or not all(_is_rounded(finest, fact) for fact in facts):
        return " | ".join(texts)
    return finest.text


def _is_rounded(finest: _Fact, fact: _Fact) -> bool:
    """Whether a fact is the finest one to its own last digit."""
    if number_text(fact.text) is None:
        return False
    return abs(Decimal(fact.text) - Decimal(finest.text)) <= Decimal(5).scaleb(fact.place - 1)


def _only(texts: Iterable[str]) -> str:
    found = set(texts)
    return found.pop() if len(found) == 1 else ""
