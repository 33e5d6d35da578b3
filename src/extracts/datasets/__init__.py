"""Every dataset, by name. The order is the order they are accepted in and listed on screen."""

from collections.abc import Mapping

from src.extracts.contract import Dataset
from src.extracts.datasets.context import (
    EVENTS,
    INSPECTIONS,
    NATIONAL_COMPARISONS,
    RECORDING_ACCURACY,
    VETTING_PROGRESS,
)
from src.extracts.datasets.findings import CAUSES_OF_CONCERN, FINDING_COUNTS, FINDINGS
from src.extracts.datasets.investigations import (
    INVESTIGATION_STANDARDS,
    POSITIVE_OUTCOMES,
    QATT_AVERAGES,
    QATT_REVIEWS,
)
from src.extracts.datasets.marac import MARAC_BACKLOG, MARAC_REFERRALS
from src.extracts.datasets.online_child_abuse import DIGITAL_FORENSICS_QUEUE, OCSET_PACKAGES
from src.extracts.datasets.peel import PEEL_GRADINGS, PEEL_PUBLISHED_COUNTS, PEER_GRADINGS
from src.extracts.datasets.sex_offenders import SEX_OFFENDER_TASKS
from src.extracts.datasets.trust import DISCREPANCIES, SOURCES

DATASETS: Mapping[str, Dataset] = {
    dataset.name: dataset
    for dataset in (
        SOURCES,
        FINDINGS,
        FINDING_COUNTS,
        CAUSES_OF_CONCERN,
        PEEL_GRADINGS,
        PEEL_PUBLISHED_COUNTS,
        PEER_GRADINGS,
        MARAC_BACKLOG,
        MARAC_REFERRALS,
        SEX_OFFENDER_TASKS,
        QATT_AVERAGES,
        QATT_REVIEWS,
        INVESTIGATION_STANDARDS,
        POSITIVE_OUTCOMES,
        OCSET_PACKAGES,
        DIGITAL_FORENSICS_QUEUE,
        VETTING_PROGRESS,
        RECORDING_ACCURACY,
        INSPECTIONS,
        EVENTS,
        NATIONAL_COMPARISONS,
        DISCREPANCIES,
    )
}
