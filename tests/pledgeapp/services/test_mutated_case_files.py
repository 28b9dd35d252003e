"""Does a case file with anything anywhere end in an assessment or a refusal in words, never in a fault?"""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pledgeapp.errors import DataProblem, PledgeAppError
from pledgeapp.i18n import LANGUAGES, texts
from pledgeapp.services.assess_case import assess_case
from pledgeapp.services.assess_case_file import read_case_file
from pledgeapp.services.context import Services
from pledgeapp.services.issue_report import render_report
from pledgeapp.services.samples import load_sample, sample_keys

ODD: tuple[Any, ...] = (
    *(None, True, 0, 1.5, -0.0, 10**15, "", "0", "1", "-1", "0.5", "100", "1e-300", "1e300", "NaN", "9" * 40),
    *("{x}", "\u202e😀", "2098-12-31", "1900-01-01", "2026-06-30", [], {}),
)
ROUNDS = 80


def places(node: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    entries: Any = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, child in entries:
        yield (*path, key)
        yield from places(child, (*path, key))


def mutate(case: dict[str, Any], chance: random.Random) -> list[Any]:
    """Change one to three places of `case`; what was done, for whoever reads a failure."""
    done: list[Any] = []
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        *parents, last = chance.choice(list(places(case)))
        node: Any = case
        for part in parents:
            node = node[part]
        if chance.random() < 0.15:
            del node[last]
            done.append((*parents, last, "deleted"))
        else:
            node[last] = copy.deepcopy(chance.choice(ODD))
            done.append((*parents, last, node[last]))
    return done


def check_words(error: PledgeAppError, done: list[Any]) -> None:
    """A refusal has words in both languages and says which file or field it means."""
    problems = error.problems if isinstance(error, DataProblem) else ()
    messages = [error.message, *(p.message for p in problems)]
    assert all(texts(language).message(m) for m in messages for language in LANGUAGES), done
    assert problems or "{file}" in error.message.template or not isinstance(error, DataProblem), done


@pytest.mark.parametrize("key", sample_keys())
def test_nothing_in_a_case_file_breaks_the_program(services: Services, tmp_path: Path, key: str) -> None:
    chance = random.Random(key)  # noqa: S311 - a repeatable choice, no secret
    base = json.loads(load_sample(key).model_dump_json())
    path = tmp_path / "case.json"
    outcomes = {"assessed": 0, "refused": 0}
    for number in range(ROUNDS):
        case = copy.deepcopy(base)
        done = mutate(case, chance)
        path.write_text(json.dumps(case), encoding="utf-8")
        try:
            assessment = assess_case(services, read_case_file(path))
            outcomes["assessed"] += 1
            if number % 8 == 0:
                assert render_report(services, assessment, chance.choice(LANGUAGES), "2026-0001")
        except PledgeAppError as error:
            outcomes["refused"] += 1
            check_words(error, done)
        except Exception as error:
            raise AssertionError(f"{key}: {done}") from error
    assert min(outcomes.values()) > ROUNDS // 20, outcomes
