"""The cards of online child abuse."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from src.contracts.column import SAFE
from src.contracts.headline import HeadlineRule
from src.contracts.metric import Better, ColumnLimit, Kind, Limit, Varying
from src.contracts.shared_columns import text
from src.metrics import common
from src.metrics.columns import change, columns, count, days, flag, net, previous, unlisted
from src.metrics.common import FEW, figures, flow
from src.metrics.online_child_abuse import wording
from src.metrics.online_child_abuse.dataset import DIGITAL_FORENSICS_QUEUE, OCSET_PACKAGES

_metric = partial(
    common.metric, Path(__file__).parent, topic="online_child_abuse", owner="Online Child Sexual Exploitation Team lead"
)
_FLOWS = ("received_count", "enforced_count")

PAGE = "online_child_abuse"
"""The page that shows these metrics, but for those whose card names another."""

METRICS = (
    _metric(
        wording.packages_by_stage,
        name="ocset_packages_by_stage",
        title="Online child abuse packages by stage",
        definition="The number of intelligence packages on online child abuse awaiting enforcement and in development.",
        why="A package that waits is a suspect who may have access to a child.",
        **figures("packages", Better.LOWER, Kind.STOCK),
        figure="packages_count",
        headlines=(
            HeadlineRule(
                name="online_child_abuse_packages_to_enforce",
                title="Online abuse packages to enforce",
                singular="{figure} online child abuse package awaits enforcement",
                plural="{figure} online child abuse packages await enforcement",
                column="packages_count",
                where={"stage_code": "awaiting_enforcement"},
            ),
        ),
        one_row_per=("as_at_on", "stage_code"),
        columns=columns(
            OCSET_PACKAGES,
            "as_at_on as_at_precision stage_code stage_name packages_count qualifier_code",
            previous("packages_count", "packages", qualifier="previous_qualifier_code"),
            unlisted(
                text("previous_qualifier_code", "Qualifier before", "Whether the figure before is exact or a bound.")
            ),
            "previous_on source_id place",
        ),
        table="stage_name as_at_on packages_count place",
        reads=("ocset_packages", "package_stages"),
        caveats=(
            "The figures of June 2023 are lower bounds and are shown as bounds: no fall from them can be worked out exactly.",
            FEW,
        ),
    ),
    _metric(
        wording.packages_by_risk,
        name="ocset_packages_by_risk",
        title="Packages awaiting enforcement by risk",
        definition="The number of packages awaiting enforcement in each risk band, with the age of the oldest against the national timescale.",
        why="National timescales run from 48 hours to 60 days by risk.",
        **figures("packages", Better.LOWER, Kind.STOCK),
        figure="packages_count",
        one_row_per=("risk_code",),
        columns=columns(
            OCSET_PACKAGES,
            "as_at_on as_at_precision risk_code risk_name packages_count qualifier_code",
            replace(OCSET_PACKAGES.column("oldest_days"), disclosure=SAFE),
            unlisted(count("limit_hours", "Timescale, hours", "The national timescale in hours.", "hours", SAFE)),
            days("limit_days", "Timescale, days", "The national timescale."),
            flag("is_within_limit", "Within the timescale", "Whether the oldest package is within it."),
            "source_id place note",
        ),
        table="risk_name packages_count oldest_days limit_days is_within_limit",
        reads=("ocset_packages", "risk_bands"),
        limit=Limit(
            value=60,
            unit="days for standard risk; 21 medium, 7 high, 48 hours very high",
            source="National timescales, as cited in the Engage paper, para 48a",
        ),
        part_noun="risk",
        column_limits=(
            ColumnLimit(
                column="oldest_days",
                text="oldest package awaiting enforcement",
                within="is_within_limit",
                limit="limit_days",
                unit="day",
            ),
        ),
    ),
    _metric(
        wording.forensics,
        name="digital_forensics_queue",
        title="Digital forensics queue",
        definition="The number of digital forensics cases not yet allocated on a date, and of cases received in a month.",
        why="Evidence that waits to be examined holds up arrests and safeguarding.",
        **figures("cases", Better.LOWER, Kind.STOCK),
        figure="unallocated_count",
        varying=(
            Varying(
                column="unallocated_count",
                text="Digital forensics cases unallocated",
                **figures("cases", Better.LOWER, Kind.STOCK),
            ),
            flow("received_in_month_count", "Digital forensics cases received", "cases"),
        ),
        one_row_per=("as_at_on",),
        columns=columns(
            DIGITAL_FORENSICS_QUEUE,
            "as_at_on as_at_precision unallocated_count",
            previous("unallocated_count", "cases"),
            "previous_on",
            change("unallocated_count", "cases"),
            "received_in_month_count source_id place note",
        ),
        table="as_at_on unallocated_count change_count received_in_month_count note",
        reads=("digital_forensics_queue",),
        caveats=("One month of cases received is held, so whether receipts rise cannot be shown.", FEW),
    ),
    _metric(
        wording.flow,
        name="ocset_packages_flow",
        title="Online child abuse packages received and enforced",
        definition=(
            "The number of packages that came to each stage, and of those enforced, in the seven days up to a "
            "date, beside the packages at the stage."
        ),
        why="Packages waiting fall only where more are enforced than come in.",
        **figures("packages", Better.NEUTRAL, Kind.FLOW),
        one_row_per=("as_at_on", "stage_code"),
        columns=columns(
            OCSET_PACKAGES,
            "as_at_on as_at_precision stage_code stage_name received_count enforced_count",
            net("More in than out", "Packages received less packages enforced.", "packages", *_FLOWS),
            "packages_count source_id place",
        ),
        reads=("ocset_packages", "package_stages"),
        varying=(
            flow("received_count", "Online child abuse packages received", "packages"),
            flow("enforced_count", "Online child abuse packages enforced", "packages", against="received_count"),
        ),
        caveats=("What leaves development is not counted: it comes to enforcement or is closed.",),
    ),
)
