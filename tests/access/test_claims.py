"""What the claims of a sign-in come to: a role and a scope, or a sentence."""

from typing import Any

import pytest

from src.access.claims import NoAccess, Person, name, person
from src.access.sign_in_config import Access, Misconfigured, from_environment
from src.settings import Scope

ANN = {"sub": "7", "name": "Ann Example", "email": "ann@example.police.uk"}


def came_to(claims: dict[str, Any], **environment: str) -> Person:
    access = from_environment({f"PEELBOARD_{key}": value for key, value in environment.items()})
    return person({**ANN, **claims}, access, forces=("wmp", "syn"), areas=("dudley", "walsall", "force"))


@pytest.mark.parametrize(
    ("claims", "environment", "role"),
    [
        ({"roles": ["viewer"]}, {}, "viewer"),
        ({"roles": "analyst"}, {}, "analyst"),
        ({"roles": ["viewer", "approver", "analyst"]}, {}, "approver"),
        ({"roles": ["cleaner", "viewer"]}, {}, "viewer"),
        ({"groups": ["7f3c", "9a"]}, {"ROLE_CLAIM": "groups", "ROLES": "viewer=1b|9a; analyst=7f3c"}, "analyst"),
        ({"realm_access": {"roles": ["approver"]}}, {"ROLE_CLAIM": "realm_access.roles"}, "approver"),
        ({"https://peel/roles": ["viewer"]}, {"ROLE_CLAIM": "https://peel/roles"}, "viewer"),
    ],
)
def test_a_role_is_read_from_the_claim_that_is_configured(
    claims: dict[str, Any], environment: dict[str, str], role: str
) -> None:
    assert came_to(claims, **environment).actor.role == role


@pytest.mark.parametrize(
    ("claims", "environment"),
    [
        ({}, {}),
        ({"roles": []}, {}),
        ({"roles": None}, {}),
        ({"roles": {"viewer": True}}, {}),
        ({"roles": [["viewer"]]}, {}),
        ({"roles": "viewer approver"}, {}),
        ({"roles": ["Viewer", "VIEWER ", "admin"]}, {}),
        ({"roles": ["viewer"]}, {"ROLES": "viewer=peel-readers"}),
        ({"roles": ["viewer"]}, {"ROLE_CLAIM": "groups"}),
    ],
)
def test_a_claim_that_stands_for_no_role_gives_no_access(claims: dict[str, Any], environment: dict[str, str]) -> None:
    with pytest.raises(NoAccess) as refused:
        came_to(claims, ACCESS_CONTACT="the service desk", **environment)
    assert str(refused.value) == (
        "You are signed in as Ann Example (ann@example.police.uk), and no role for PEELboard came with it. "
        "Ask the service desk for the role viewer, owner, analyst or approver, then sign in again."
    )


@pytest.mark.parametrize(
    ("claims", "scope"),
    [
        ({"areas": ["dudley"]}, Scope(areas=frozenset({"dudley"}))),
        ({"areas": "walsall"}, Scope(areas=frozenset({"walsall"}))),
        ({"areas": ["dudley", "atlantis"]}, Scope(areas=frozenset({"dudley"}))),
        ({"areas": "all"}, Scope()),
    ],
)
def test_an_area_claim_limits_the_rows(claims: dict[str, Any], scope: Scope) -> None:
    assert came_to({"roles": "viewer", **claims}, AREA_CLAIM="areas").scope == scope


@pytest.mark.parametrize(
    "claims", [{}, {"areas": []}, {"areas": ["atlantis"]}, {"areas": None}, {"areas": "Dudley' or 1=1"}]
)
def test_where_an_area_claim_is_expected_and_names_none_there_is_no_access(claims: dict[str, Any]) -> None:
    with pytest.raises(NoAccess, match="does not say of which area you may see figures"):
        came_to({"roles": "approver", **claims}, AREA_CLAIM="areas")


def test_a_force_claim_limits_the_rows_and_what_may_be_done() -> None:
    found = came_to({"roles": "approver", "force": "wmp"}, FORCE_CLAIM="force")
    assert found.scope == Scope(forces=frozenset({"wmp"}))
    assert [action.value for action in found.actor.may] == ["see figures and take packs away"]


@pytest.mark.parametrize(
    ("claims", "text"),
    [
        (ANN, "Ann Example (ann@example.police.uk)"),
        ({"sub": "7", "preferred_username": "ann"}, "ann"),
        ({"sub": "7"}, "7"),
        ({"sub": "7", "name": "Ann\n  Example"}, "Ann Example (7)"),
        ({"sub": "7", "name": "x" * 500}, "x" * 80 + " (7)"),
        ({}, "somebody"),
    ],
)
def test_the_history_has_a_name_and_what_the_provider_knows_the_person_by(claims: dict[str, Any], text: str) -> None:
    assert name(claims) == text


@pytest.mark.parametrize(
    ("environment", "text"),
    [
        ({"SIGN_IN": "yes"}, 'PEELBOARD_SIGN_IN is "yes"; expected required, or nothing.'),
        ({"COMMAND_ROLE": "root"}, 'PEELBOARD_COMMAND_ROLE is "root"; expected viewer, owner, analyst or approver.'),
        ({"IDLE_MINUTES": "soon"}, 'PEELBOARD_IDLE_MINUTES is "soon"; expected minutes from 0.05 to 1,440.'),
        ({"ROLE_MINUTES": "nan"}, 'PEELBOARD_ROLE_MINUTES is "nan"; expected minutes from 0.05 to 1,440.'),
        ({"ROLES": "boss=x"}, 'PEELBOARD_ROLES has "boss=x"; expected a role (viewer, owner, analyst or approver)'),
        ({"ROLES": "viewer="}, 'PEELBOARD_ROLES has "viewer="; expected a role'),
        ({"ROLES": "viewer=a; approver=a"}, 'PEELBOARD_ROLES gives "a" two roles, viewer and approver; expected one.'),
    ],
)
def test_a_setting_that_cannot_be_followed_is_said(environment: dict[str, str], text: str) -> None:
    with pytest.raises(Misconfigured) as wrong:
        from_environment({f"PEELBOARD_{key}": value for key, value in environment.items()})
    assert str(wrong.value).startswith(text)


def test_nothing_configured_is_the_usual() -> None:
    assert from_environment({}) == Access()
