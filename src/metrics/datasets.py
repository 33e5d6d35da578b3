"""Every dataset, by name. The order is the order they are accepted in and listed on screen."""

from collections.abc import Mapping

from src.contracts.dataset import Dataset
from src.metrics.boards.dataset import BOARD_MEETINGS
from src.metrics.context.dataset import EVENTS, INSPECTIONS, NATIONAL_COMPARISONS, RECORDING_ACCURACY, VETTING_PROGRESS
from src.metrics.findings.dataset import CAUSES_OF_CONCERN, FINDING_COUNTS, FINDINGS
from src.metrics.improvement.dataset import ACTIONS, CLOSURE_STEPS, FINDING_UPDATES, TOLERANCES
from src.metrics.investigations.dataset import INVESTIGATION_STANDARDS, POSITIVE_OUTCOMES, QATT_AVERAGES, QATT_REVIEWS
from src.metrics.marac.dataset import MARAC_BACKLOG, MARAC_REFERRALS
from src.metrics.online_child_abuse.dataset import DIGITAL_FORENSICS_QUEUE, OCSET_PACKAGES
from src.metrics.peel.dataset import PEEL_GRADINGS, PEEL_PUBLISHED_COUNTS, PEER_GRADINGS
from src.metrics.sex_offenders.dataset import SEX_OFFENDER_TASKS
from src.metrics.sources.dataset import DISCREPANCIES, SOURCES

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
        BOARD_MEETINGS,
        NATIONAL_COMPARISONS,
        FINDING_UPDATES,
        ACTIONS,
        CLOSURE_STEPS,
        TOLERANCES,
        DISCREPANCIES,
    )
}
