"""What each metric says of the published figures at a date: worked out by hand from the papers."""

AT_PUBLISHED_DATES = [
    # 22 findings of the Engage paper, 8 of the paper of 2017 and 23 more of that of 2018.
    (
        "finding_latest_updates",
        "2024-02-27",
        "53 findings have an update; the newest, of 27 February 2024, are on 22 findings.",
    ),
    # Of 97 not known to be closed 22 have one of that day, and 29 an older one.
    (
        "findings_update_due",
        "2024-02-27",
        "75 findings not known to be closed are due an update: 29 were last updated before 27 January 2024 and 46 never were. Two "
        "each belong to Chief Inspector, Chief Superintendent and ACC Crime; 68 have no stated owner. "
        'No update since 8 June 2017 on "Improve practice for missing and absent children" and four '
        "more.",
    ),
    (
        "paper_figures_by_subject",
        "2017-06-08",
        "Papers give seven figures that belong to no series, about crime recording, custody, domestic abuse and sex "
        "offender management.",
    ),
    (
        # 1 of 2016, 6 of 2017, 1 of 2022, 4 on vetting and counter-corruption, 2 on closing and 2 on files in 2023, 5 of 2024.
        "paper_figures_by_subject",
        "2024-02-27",
        "Papers give 21 figures that belong to no series, about MARAC, online child abuse, sex offender management, "
        "closing findings, investigations, counter-corruption, vetting, crime recording, custody and domestic abuse.",
    ),
    (
        # A board of the commissioner on the day itself, two deadlines in March 2024, one in 2025, a group in September.
        "dates_ahead",
        "2024-02-27",
        "Five dates lie ahead of 27 February 2024. The first, today: Strategic Policing and Crime Board (other meeting).",
    ),
    (
        "findings_by_responsibility",
        "2024-02-27",
        "ACC Crime, Chief Inspector and Chief Superintendent answer for two each of 60 findings not closed; two of these "
        "six are past HMICFRS's deadline. 53 of the 60 have no stated owner.",
    ),
    # 79 paragraphs of the Engage paper, 9 of the paper of 2017 and 29 of that of 2018.
    ("finding_updates_in_full", "2024-02-27", "117 updates; the newest is of 27 February 2024."),
    *(
        (name, "2024-02-27", f'Nothing is recorded under "{what}" at 27 February 2024 or before.')
        for name, what in (
            ("actions_by_owner", "Actions by owner and board"),
            ("actions_to_look_at", "Actions that need a look"),
            ("actions_in_full", "All actions"),
            ("board_commentary", "Commentary and asks"),
            ("targets_and_tolerances", "Targets and tolerances"),
            ("peel_readiness", "Own assessment of PEEL questions"),
            ("closure_queue", "Findings on the way to closure"),
            ("closure_step_times", "Time to each step of closure"),
            ("closure_steps_in_full", "Steps to closure of a finding"),
        )
    ),
    (
        "published_findings_by_level",
        "2023-06-29",
        "85 findings stood open and 311 closed in the table of 29 June 2023. The printed totals come to 414: "
        "18 more than open and closed together, all in the row for areas for improvement, closed before levels.",
    ),
    (
        "findings_open_and_closed_by_level",
        "2024-02-27",
        "105 findings are listed: 60 open, 1 agreed by HMICFRS, 6 archived, 1 superseded and 37 not stated.",
    ),
    (
        "findings_by_level_over_time",
        "2024-02-27",
        "85 findings not closed and 311 closed on 29 June 2023: one date is no line yet.",
    ),
    (
        "findings_overdue",
        "2024-02-27",
        "11 findings are past HMICFRS's deadline; longest 1,976 days; two belong to ACC Crime; eight have no stated "
        "owner. Three of them were last reported on 30 June 2018: whether that still holds is not known.",
    ),
    (
        # 19 closed on 23 July 2024; 52 were open in the newest source that gives their status, and one of 2014 was superseded.
        "finding_times_to_close",
        "2024-09-18",
        "19 findings closed on a stated day; 52 were not closed when last stated and one was superseded, and these "
        "count for as long as they were watched. How 16 of the 52 stand now is no longer stated.",
    ),
    (
        "findings_open_by_age",
        "2024-02-27",
        "60 findings are not closed, all of them open. 22 of the 60 findings not closed were raised more than two years ago.",
    ),
    (
        "findings_due",
        "2024-02-27",
        "Two findings fall due in the 90 days from 27 February 2024: none within 30 days and two within 60 days. "
        "Both fall due by HMICFRS's deadline. The first is due in 33 days, 31 March 2024.",
    ),
    (
        "finding_status_changes",
        "2024-09-18",
        "The newest change of status was seen on 18 September 2024: five no longer stated. 43 changes are recorded "
        "in all.",
    ),
    (
        "finding_statements",
        "2024-02-27",
        "134 statements about 105 findings, over 2,920 days to 27 February 2024.",
    ),
    (
        "findings_past_force_target",
        "2024-02-27",
        "No date of the force's own is held for any finding, so none can be past.",
    ),
    (
        "finding_deadline_changes",
        "2024-02-27",
        "No date moved between one statement and the next.",
    ),
    (
        "findings_left_register",
        "2024-02-27",
        'Nothing is recorded under "Findings that left the register" at 27 February 2024 or before.',
    ),
    (
        "findings_in_whole_registers",
        "2024-02-27",
        "No figure is held for findings in each whole register at 27 February 2024 or before.",
    ),
    (
        "finding_days_to_close",
        "2024-09-18",
        "19 findings closed on a stated day, 214 days after their report.",
    ),
    (
        "finding_days_to_close",
        "2024-07-22",
        "No figure is held for days to close a finding at 22 July 2024 or before.",
    ),
    (
        "causes_of_concern_by_status",
        "2024-09-18",
        "One of four causes of concern from PEEL 2023-25 is open. Three causes of concern from earlier inspections "
        "were last reported open: one from PEEL 2018/19, on 2 May 2019, one from PEEL 2017, on 9 July 2018 and one "
        "from PEEL 2016, on 7 August 2018. Investigations do not reliably get good results for victims: "
        "5 recommendations; three are closed, and the source does not say which.",
    ),
    (
        "causes_of_concern_by_status",
        "2019-05-02",
        "The one cause of concern from PEEL 2018/19 is open. Two causes of concern from earlier inspections are open: "
        "one from PEEL 2017 and one from PEEL 2016.",
    ),
    (
        # The register's entry of 2019 is the newest statement: four years old, so reported with its date.
        "causes_of_concern_by_status",
        "2023-06-29",
        "The one cause of concern from PEEL 2018/19 was last reported open, on 2 May 2019. Two causes of concern from "
        "earlier inspections were last reported open: one from PEEL 2017, on 9 July 2018 and one from PEEL 2016, on "
        "7 August 2018.",
    ),
    (
        "causes_of_concern_by_status",
        "2024-02-27",
        "All four causes of concern from PEEL 2023-25 are open. Three causes of concern from earlier inspections were "
        "last reported open: one from PEEL 2018/19, on 2 May 2019, one from PEEL 2017, on 9 July 2018 and one from "
        "PEEL 2016, on 7 August 2018.",
    ),
    (
        "cause_recommendations",
        "2024-09-18",
        "26 recommendations belong to causes of concern: 3 open, 16 agreed by HMICFRS and 7 not stated.",
    ),
    (
        "peel_grades_by_question",
        "2024-02-27",
        "PEEL 2023-25 graded eight areas: two adequate, three requires improvement and three inadequate. "
        "Protecting vulnerable people has been graded six times and never good.",
    ),
    (
        "peel_grades_by_question",
        "2022-01-04",
        "PEEL 2021/22 graded 11 areas: five good, three adequate and three requires improvement. "
        "Protecting vulnerable people has been graded five times and never good.",
    ),
    (
        "peel_grade_counts_by_cycle",
        "2024-02-27",
        "PEEL 2023-25: two adequate, three requires improvement and three inadequate, as the inspectorate published.",
    ),
    (
        "peel_grade_counts_by_cycle",
        "2019-05-02",
        "PEEL 2018/19: one outstanding, four good and three requires improvement. No count was published to check against.",
    ),
    (
        "peer_grade_counts_by_cycle",
        "2024-02-27",
        "PEEL 2023-25, areas by grade, of those graded: West Midlands Police 2 adequate, 3 requires improvement and "
        "3 inadequate of 8; Greater Manchester Police 2 good, 5 adequate and 1 requires improvement of 8; Merseyside "
        "Police 3 good, 3 adequate and 2 requires improvement of 8; West Yorkshire Police 1 outstanding, 1 good, "
        "5 adequate and 2 requires improvement of 9.",
    ),
    (
        "peer_grade_counts_by_cycle",
        "2022-03-03",
        "PEEL 2021/22, areas by grade, of those graded: West Midlands Police 5 good, 3 adequate and 3 requires "
        "improvement of 11; Greater Manchester Police 1 adequate, 5 requires improvement and 3 inadequate of 9; West "
        "Yorkshire Police 4 outstanding, 4 good and 2 adequate of 10.",
    ),
    (
        "peer_grades_by_area",
        "2024-02-27",
        "19 grades of three other forces can be put to an area: seven in PEEL 2021/22 and 12 in PEEL 2023-25.",
    ),
    (
        "peer_grades_by_area",
        "2021-11-24",
        "Four grades of one other force can be put to an area: four in PEEL 2021/22.",
    ),
    (
        "marac_cases_awaiting",
        "2024-02-27",
        "144 cases await a MARAC at 1 February 2024, 624 fewer than on 6 October 2023 (768) and 34 fewer than on 4 "
        "January 2024 (178). Three dates are held: "
        "too few to say whether this is ordinary variation (13 needed).",
    ),
    (
        "marac_cases_awaiting",
        "2024-01-31",
        "178 cases await a MARAC at 4 January 2024, 590 fewer than on 6 October 2023 (768). Two dates are held: "
        "too few to say whether this is ordinary variation (13 needed).",
    ),
    (
        "marac_cases_awaiting",
        "2023-12-01",
        "768 cases await a MARAC at 6 October 2023. One date is held: too few to say whether this is ordinary "
        "variation (13 needed).",
    ),
    (
        "marac_cases_awaiting_by_area",
        "2023-12-01",
        "Birmingham has the most cases awaiting, 285, at 6 October 2023. No earlier date is held to compare with.",
    ),
    (
        "marac_longest_wait_by_area",
        "2024-02-27",
        "The longest wait at 1 February 2024 is 19 working days, in Walsall: 27 calendar days, inside the limit "
        "of 28 days.",
    ),
    (
        "marac_referrals_by_year",
        "2024-02-27",
        "4,707 referrals came in the year to 31 March 2021, 1,028 more than in the year before.",
    ),
    (
        "sex_offender_tasks_outstanding",
        "2024-02-27",
        "138 tasks are outstanding at 27 February 2024, 547 fewer than in June 2023 (685). Of the "
        "four kinds, visits are the most: 65. 40 are active risk management system assessments (initial ARMS 4 and 12-month "
        "ARMS 36), 231 fewer than in June 2023 (271). Two dates are held: too few to say whether this is ordinary variation (13 needed).",
    ),
    (
        "qatt_average_grade_by_section",
        "2024-02-27",
        "Investigations reviewed up to 31 January 2024 were graded 2.5 out of 5 overall. Supervisor review is "
        "weakest at 2.1; suspect management is strongest at 2.8. It is one baseline: nothing yet says whether "
        "quality is rising.",
    ),
    (
        "qatt_reviews_completed",
        "2024-02-27",
        "More than 3,700 reviews had been completed by 27 February 2024.",
    ),
    (
        "investigation_standards_met",
        "2024-02-27",
        "Supervisor reviews completed 82%, investigation plans completed 92% and masterclasses attended 92%.",
    ),
    (
        "investigation_standards_met",
        "2023-12-31",
        "No share is printed for any of the standards.",
    ),
    (
        "positive_outcome_rate",
        "2024-02-27",
        "Positive outcomes stand at 8.15% for all crime and 6.41% for victim-based crime, year to date, "
        "at 27 February 2024.",
    ),
    (
        "ocset_packages_by_stage",
        "2024-02-27",
        "Packages at 27 February 2024: 13 awaiting enforcement (was >80 in June 2023) and 32 in development "
        "(was >100 in June 2023). "
        "Two dates are held: too few to say whether this is ordinary variation (13 needed).",
    ),
    (
        "ocset_packages_by_risk",
        "2024-02-27",
        "The risk bands hold 10 packages awaiting enforcement. The oldest in each band with an age is inside its "
        "national timescale: medium risk 7 of 21 days and standard risk 35 of 60 days.",
    ),
    (
        "digital_forensics_queue",
        "2024-02-27",
        "89 digital forensics cases stood unallocated at 27 February 2024, 21 fewer than in December 2023 (110). "
        "251 came in during January 2024.",
    ),
    (
        "vetting_progress_by_rating",
        "2024-02-27",
        "Of 28 vetting and counter-corruption recommendations assessed: 2 red, 7 amber, 16 green and 3 ungraded.",
    ),
    (
        "recording_accuracy_by_crime_group",
        "2024-02-27",
        "The audit to 31 December 2016 found violence recorded least well: 77.9% of what was reported.",
    ),
    (
        "inspections_by_state",
        "2024-02-27",
        # Of the 11 stated as forthcoming four are reported by now, and one has no dates.
        "21 inspections are named in the papers, one of them still to come when last stated. The dates of six have passed, "
        "and nothing newer is stated.",
    ),
    (
        # February 2016 is all that is known: no day may be named.
        "events_in_period",
        "2016-02-29",
        "No event says which phase of monitoring the force is in. The newest event, of February 2016: PEEL 2015 "
        "legitimacy published.",
    ),
    (
        "events_in_period",
        "2024-02-27",
        "The force has been in Engage, the enhanced phase of monitoring, for 95 days, since 24 November 2023.",
    ),
    (
        "events_in_period",
        "2024-09-18",
        "The force left Engage on 18 September 2024, after 299 days, and is back in Scan, the default phase of "
        "monitoring.",
    ),
    ("board_meetings_by_date", "2024-02-27", "No date of a board of the force is recorded."),
    (
        "force_and_national_comparison",
        "2024-02-27",
        "Of 11 measures the force was better than England and Wales on five and worse on six.",
    ),
    # No paper prints what comes in and goes out, or single reviews; test_flows.py and test_grades.py have their sentences.
    (
        "marac_referrals_and_cases_heard",
        "2024-02-27",
        "No figure is held for MARAC referrals and cases heard at 27 February 2024 or before.",
    ),
    (
        "marac_referrals_and_cases_heard_by_area",
        "2024-02-27",
        "No figure is held for MARAC referrals and cases heard by area at 27 February 2024 or before.",
    ),
    (
        "sex_offender_tasks_flow",
        "2024-02-27",
        "No figure is held for sex offender management tasks falling due and completed at 27 February 2024 or before.",
    ),
    (
        "sex_offender_tasks_flow_by_area",
        "2024-02-27",
        "No figure is held for sex offender management tasks falling due and completed by area at 27 February 2024 or before.",
    ),
    (
        "sex_offender_tasks_by_area",
        "2024-02-27",
        "No figure is held for sex offender management tasks outstanding by area at 27 February 2024 or before.",
    ),
    (
        "ocset_packages_flow",
        "2024-02-27",
        "No figure is held for online child abuse packages received and enforced at 27 February 2024 or before.",
    ),
    (
        "qatt_grade_distribution_by_month_and_section",
        "2024-02-27",
        "No figure is held for QATT grades by month and section at 27 February 2024 or before.",
    ),
    (
        "qatt_grade_by_department",
        "2024-02-27",
        "No figure is held for QATT overall grade by department at 27 February 2024 or before.",
    ),
]
