"""Import profiles on screen: which there are, what each says, its file to download, and the way to retire it."""

from html import escape

import streamlit

from src import wording
from src.ingest import profile as profiles
from src.metrics.datasets import DATASETS
from src.present.tables import of_records
from src.settings import Action
from src.store import profiles as stored
from src.store.disk_check import CannotStore
from src.store.profiles import Kept
from src.web import components, downloads
from src.web.extracts import approval
from src.web.page_context import PageContext

_RETIRING = "profile about to be retired"
_ABOUT = "What was answered about a kind of file, kept so that the next one needs no answer"


def draw(context: PageContext) -> None:
    """The profiles in use; one chosen is shown as its file has it, to be exported or retired."""
    live = stored.live(context.settings.store)
    if not live:
        return
    with streamlit.container(key="panel-profiles"):
        streamlit.html(components.panel_head("Import profiles", _ABOUT))
        rows = [_row(entry) for entry in live.values()]
        title = f"{wording.capital(wording.count_of(len(rows), 'profile'))} in use"
        streamlit.html(components.opened(title, components.table(of_records(rows), "Import profiles"), on_paper=True))
        name = streamlit.selectbox("Profile", list(live), key="profile-shown", width=420)
        entry = live[name]
        streamlit.html(
            components.opened("What it says", f'<pre class="pb-tall">{escape(profiles.write(entry.profile))}</pre>')
        )
        with streamlit.container(horizontal=True, vertical_alignment="bottom"):
            downloads.offer(
                context.settings,
                "Export the profile",
                lambda: profiles.write(entry.profile).encode(),
                f"{name}.toml",
                mime="application/toml",
                key=f"profile-{entry.sha256[:8]}",
            )
        if context.may(Action.ACCEPT):
            _retire(context, entry)


def _row(entry: Kept) -> dict[str, object]:
    profile = entry.profile
    return {
        "Profile": profile.name,
        "For": profile.about or (DATASETS[profile.dataset].title if profile.dataset else "files of any dataset"),
        "Files": profile.file or "any name",
        "Version": str(entry.version) if entry.version else "comes with PEELboard",
        "By": entry.by_whom or "–",
        "When": wording.moment(entry.at) if entry.at else "–",
    }


def _retire(context: PageContext, entry: Kept) -> None:
    name = entry.profile.name
    if streamlit.button("Retire…", key="retire-profile"):
        streamlit.session_state[_RETIRING] = name
    if streamlit.session_state.get(_RETIRING) != name:
        return
    with streamlit.form(f"retire-{name}"):
        by, reason = approval.signature(context, "Why it is used no longer", "such as: the export has changed")
        pressed = streamlit.form_submit_button("Retire the profile")
    if pressed and approval.is_signed(by, reason):
        try:
            gone = stored.retire(context.settings, name, by=by, reason=reason)
            done = f"Retired: {gone.title}. What it did stays in the history; import its file to use it again."
            approval.say(approval.Done(text=done))
        except (CannotStore, LookupError) as refused:
            approval.say(approval.Done(text=str(refused.args[0]), is_problem=True))
        streamlit.rerun()
