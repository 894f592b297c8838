"""Ready-made questions: one SELECT a file, its title in the first line, then what it answers and what it does not."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Question:
    """One question: `title`, `description` (what it answers, its caveats) and the SQL with its comments."""

    name: str
    title: str
    description: str
    sql: str


def questions() -> dict[str, Question]:
    """Give all ready-made questions by name, in the order of their names."""
    return {path.stem: _read(path) for path in sorted(FOLDER.glob("*.sql"))}


def _read(path: Path) -> Question:
    text = path.read_text(encoding="utf-8")
    comments: list[str] = []
    for line in text.splitlines():
        if not line.startswith("--"):
            break
        comments.append(line.removeprefix("--").strip())
    title, *rest = comments
    return Question(path.stem, title.rstrip("."), " ".join(line for line in rest if line), text.rstrip().rstrip(";"))
