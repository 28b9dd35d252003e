"""Does the session keep its promises under any sequence of edits, undos and redos?"""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from pledgeapp.records.assessment import Assessment
from pledgeapp.records.case import Case
from ui.state.case_session import CaseSession
from valuation.wording import Message


def case(title: str = "A") -> Case:
    return Case(title=title, valuation_date=date(2026, 11, 22))


def name(text: str) -> Message:
    return Message("edit", "Title {to}", {"to": text})


STEPS = st.lists(st.one_of(st.just("undo"), st.just("redo"), st.just("save"), st.sampled_from(["t:A", "t:B", "t:C"])))


@given(STEPS)
def test_any_sequence_equals_a_plain_list_of_states(steps: list[str]) -> None:
    session = CaseSession(case())
    states, at, saved = [session.case], 0, None
    for step in steps:
        before = session.revision
        if step == "undo":
            moved = at > 0
            session.undo()
            at -= moved
        elif step == "redo":
            moved = at < len(states) - 1
            session.redo()
            at += moved
        elif step == "save":
            moved = False
            session.mark_saved(session.case)
            saved = states[at]
        else:
            changed = session.case.model_copy(update={"title": step[2:]})
            moved = changed != states[at]
            session.edit(name(step[2:]), changed)
            if moved:
                states[at + 1 :] = [changed]
                at += 1
        assert session.case is states[at]
        assert session.revision - before == moved
        assert (session.undo_name is None) == (at == 0)
        assert (session.redo_name is None) == (at == len(states) - 1)
        assert session.is_dirty == (states[at] is not saved)


def test_undo_carries_the_name_of_what_it_takes_back() -> None:
    session = CaseSession(case())
    session.edit(name("B"), case("B"))
    session.edit(name("C"), case("C"))
    assert session.undo_name == name("C")
    session.undo()
    assert (session.undo_name, session.redo_name) == (name("B"), name("C"))
    assert session.last_action is not None
    assert (session.last_action.kind, session.last_action.name) == ("undo", name("C"))


def test_news_of_an_older_revision_is_dropped() -> None:
    session = CaseSession(case())
    heard: list[int] = []
    leave = session.subscribe(lambda told: heard.append(told.revision))
    session.edit(name("B"), session.case.model_copy(update={"title": "B"}))
    session.accept_problems((name("too late"),), 0)
    assert session.problems == ()
    assert not session.is_assessment_current
    session.accept_problems((name("now"),), 1)
    assert session.problems == (name("now"),)
    leave()
    session.undo()
    assert heard == [1, 1]


def test_a_listener_that_leaves_while_news_is_told_hears_nothing_more() -> None:
    session = CaseSession(case())
    heard: list[str] = []
    session.subscribe(lambda _: leave())
    leave = session.subscribe(lambda _: heard.append("late"))
    session.edit(name("B"), case("B"))
    assert heard == []


def test_what_is_tried_out_is_one_undo_step_and_never_the_saved_case() -> None:
    first = case()
    session = CaseSession(first, is_saved=True)
    for title in ("a", "b", "c"):
        session.try_out(first.model_copy(update={"title": title}))
        assert session.is_trying
        assert session.kept_case is first
        assert not session.is_dirty
    session.keep(name("x"))
    assert session.case.title == "c"
    assert session.is_dirty
    assert not session.is_trying
    session.undo()
    assert session.case is first
    assert session.undo_name is None


def test_what_is_tried_out_is_dropped_whole_and_gives_way_to_an_edit() -> None:
    first = case()
    session = CaseSession(first)
    session.try_out(first.model_copy(update={"title": "a"}))
    session.drop()
    assert session.case is first
    assert session.undo_name is None
    session.try_out(first.model_copy(update={"title": "a"}))
    session.edit(name("x"), first.model_copy(update={"note": "n"}))
    assert session.case.title == first.title
    session.try_out(session.case.model_copy(update={"title": "b"}))
    session.undo()
    assert session.case is first


def test_a_held_slider_shows_every_newer_assessment_and_nothing_after_it_was_dropped() -> None:
    session = CaseSession(case("A"))
    session.try_out(case("B"))
    first = session.revision
    session.try_out(case("C"))
    session.accept_assessment(_assessment("B"), first)
    assert session.assessment is not None
    assert not session.is_assessment_current
    session.accept_problems((name("late"),), first)
    assert session.assessment is not None
    second = session.revision
    session.drop()
    session.accept_assessment(_assessment("C"), second)
    assert session.assessment is not None
    assert session.assessment.case.title == "B"
    assert not session.is_assessment_current


def _assessment(title: str) -> Assessment:
    return Assessment.model_construct(case=case(title))
