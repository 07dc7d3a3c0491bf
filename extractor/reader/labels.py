"""What the sentence reader answers: its output labels, in the order of its weights."""

from __future__ import annotations

from extractor.records import AttackType, AuthorityActionCode, AuthorityCode, ImpactCategory, Status

TYPES: tuple[AttackType, ...] = AttackType.__args__  # type: ignore[attr-defined]
AUTHORITIES: tuple[AuthorityCode, ...] = AuthorityCode.__args__  # type: ignore[attr-defined]
CATEGORIES: tuple[ImpactCategory, ...] = ImpactCategory.__args__  # type: ignore[attr-defined]
ACTIONS: tuple[AuthorityActionCode, ...] = AuthorityActionCode.__args__  # type: ignore[attr-defined]
ATTACK_STATUSES: tuple[Status, ...] = ("confirmed", "possible", "denied")
IMPACT_STATUSES: tuple[Status, ...] = ("confirmed", "possible", "denied")
ACTION_STATUSES: tuple[Status, ...] = ("confirmed", "planned", "denied", "possible")

AUTHORITY_LABELS: tuple[tuple[AuthorityActionCode, Status], ...] = tuple(
    (action, status) for action in ACTIONS for status in ACTION_STATUSES
)
SENTENCE_LABELS: tuple[str, ...] = (
    *(f"impact/{category}/{status}" for category in CATEGORIES for status in IMPACT_STATUSES),
    "claim/claimed",
    "claim/not_claimed",
    "ransom/demanded",
    "ransom/not_demanded",
    "ransom/paid",
    "ransom/not_paid",
    *(f"type/{kind}" for kind in TYPES),
    "attack",
    *(f"authority/{action}/{status}" for action, status in AUTHORITY_LABELS),
    "persons",
)
SENTENCE_INDEX = {label: number for number, label in enumerate(SENTENCE_LABELS)}
