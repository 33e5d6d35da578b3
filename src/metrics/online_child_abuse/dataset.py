"""Online child abuse: packages awaiting enforcement and in development, and the digital forensics queue."""

from src.contracts.dataset import Crossed, Dataset, of_newest
from src.contracts.shared_columns import AS_AT, AS_AT_PRECISION, QUALIFIER, code, count

OCSET_PACKAGES = Dataset(
    name="ocset_packages",
    title="Online child abuse packages",
    one_row_is="one stage and risk band at one as-at date",
    owner="Online Child Sexual Exploitation Team lead",
    system="OCSET weekly performance report",
    expected_every="week",
    key=("as_at_on", "stage_code", "risk_code"),
    columns=(
        AS_AT,
        AS_AT_PRECISION,
        code("stage_code", "Stage", "package_stages", "Awaiting enforcement or in development.", required=True),
        code("risk_code", "Risk", "risk_bands", "The risk band, or all bands together.", required=True),
        count("packages_count", "Packages", "Intelligence packages.", "packages", qualifier="qualifier_code"),
        QUALIFIER,
        count(
            "received_count",
            "Received in the week",
            "Packages that came to the stage in the seven days up to the as-at date.",
            "packages",
        ),
        count(
            "enforced_count",
            "Enforced in the week",
            "Packages enforced in the seven days up to the as-at date.",
            "packages",
        ),
        count("oldest_days", "Age of oldest", "Days since the oldest package came in.", "days"),
    ),
    crossed=Crossed(
        over={
            "stage_code": ("Awaiting enforcement", "In development"),
            "risk_code": ("Very high", "High", "Very high or high", "Medium", "Standard", "All risk bands"),
        },
        figure="packages_count",
    ),
    reconciliations=(
        of_newest(
            "ocset_packages",
            "Risk bands against packages awaiting enforcement",
            "The risk bands add up to the packages awaiting enforcement",
            ("ocset_packages_by_stage", "ocset_packages_by_risk"),
            subject="Packages by risk band",
            found="sum(packages_count) filter (where risk_code <> 'all')",
            expected="max(packages_count) filter (where risk_code = 'all')",
            where="stage_code = 'awaiting_enforcement'",
        ),
    ),
)

DIGITAL_FORENSICS_QUEUE = Dataset(
    name="digital_forensics_queue",
    title="Digital forensics queue",
    one_row_is="the queue at one as-at date",
    owner="Digital forensics lead",
    system="Digital forensics case system",
    expected_every="month",
    key=("as_at_on",),
    columns=(
        AS_AT,
        AS_AT_PRECISION,
        count("unallocated_count", "Unallocated", "Cases not yet given to an examiner.", "cases"),
        count("received_in_month_count", "Received in the month", "Cases received in the calendar month.", "cases"),
    ),
)
