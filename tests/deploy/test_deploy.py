"""What deploy/ and docs/running.md name is there: every command, address, port, path and setting."""

import json
import re
import shlex
import shutil
import subprocess
from dataclasses import fields
from pathlib import Path
from types import SimpleNamespace

import pytest

from src.__main__ import _parser, main
from src.access import commands
from src.serving import metrics
from src.serving.hosts import HEALTH
from src.settings import PROJECT, Limits, Settings
from src.store import audit, operations

DEPLOY = PROJECT / "deploy"
CONTAINER = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
UNIT = (DEPLOY / "peelboard@.service").read_text(encoding="utf-8")
NGINX = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
RUNNING = (PROJECT / "docs" / "running.md").read_text(encoding="utf-8")
TEXTS = {"Containerfile": CONTAINER, "unit": UNIT, "nginx.conf": NGINX, "running.md": RUNNING}


def known_settings() -> set[str]:
    """Every setting, by its name in the environment."""
    access = (PROJECT / "src" / "access" / "sign_in_config.py").read_text(encoding="utf-8")
    return (
        {"PEELBOARD_FOLDER"}
        | {f"PEELBOARD_{setting.name.upper()}" for setting in fields(Settings)}
        | {f"PEELBOARD_LIMIT_{limit.name.upper()}" for limit in fields(Limits)}
        | {f"PEELBOARD_{name}" for name in re.findall(r'(?:text|_minutes)\("([A-Z_]+)"', access)}
    )


def asked(command: str) -> str:
    """What a command of ours is understood as."""
    words = shlex.split(command.partition("-m src ")[2].replace("%i", "8501"))
    return str(_parser().parse_args(words).does)


@pytest.mark.parametrize("name", TEXTS)
def test_every_setting_named_is_one(name: str) -> None:
    secrets = {"PEELBOARD_SECRET_NAME"}  # stands for a name that whoever sets it chooses
    assert set(re.findall(r"PEELBOARD_[A-Z_]+", TEXTS[name])) <= known_settings() | secrets


def test_the_settings_known_are_those_of_both_places() -> None:
    assert {"PEELBOARD_STORE", "PEELBOARD_SIGN_IN", "PEELBOARD_LIMIT_ROWS"} <= known_settings()
    assert "PEELBOARD_NOTHING" not in known_settings()


def test_every_command_in_the_text_is_understood() -> None:
    commands = re.findall(r"^ +(?:\.venv/bin/)?(python -m src .+)$", RUNNING, re.MULTILINE)
    assert [asked(command) for command in commands] == [
        "setup.init",
        "setup.check",
        "maintenance.verify",
        "maintenance.backup",
        "maintenance.recover",
        "maintenance.drill",
        "history.withdraw",
        "files.accept",
    ]


def test_the_container_copies_what_is_there_and_starts_the_server_on_the_port_it_opens() -> None:
    copied = [line.split()[1:-1] for line in CONTAINER.splitlines() if line.startswith("COPY")]
    places = [place for each in copied for place in each]
    assert len(places) == 11
    for place in places:
        assert (PROJECT / place).exists(), place
    for needed in (
        "app.py",
        "pages",
        "src",
        "static",
        "data/published",
        "data/reference",
        "data/profiles",
        ".streamlit/config.toml",
    ):
        assert needed in places
    made_by_use = {"data/store"}
    for file in (PROJECT / "src").rglob("*.py"):
        for named in re.findall(r"PROJECT((?: / ['\"][^'\"]+['\"])+)", file.read_text(encoding="utf-8")):
            path = "/".join(re.findall(r"['\"]([^'\"]+)['\"]", named))
            assert path in made_by_use or any(f"{path}/".startswith(f"{place}/") for place in places), (file, path)
    for text in (CONTAINER, RUNNING):
        assert "python -m compileall -q src pages app.py" in text, "the service may write no bytecode"
        assert "python -m src.serving.static_files" in text
    (command,) = re.findall(r"^CMD (.+)$", CONTAINER, re.MULTILINE)
    started = _parser().parse_args(json.loads(command)[3:])
    (port,) = re.findall(r"^EXPOSE (\d+)$", CONTAINER, re.MULTILINE)
    assert (started.does, started.address, started.port) == ("serving.serve", "0.0.0.0", int(port))
    (checked,) = re.findall(r"http://127\.0\.0\.1:(\d+)(/\w+)", CONTAINER)
    assert checked == (port, "/healthz")
    assert checked[1] in HEALTH


def test_the_container_runs_as_nobody_in_particular_and_writes_to_its_volume_alone() -> None:
    assert re.search(r"^USER 10001:10001$", CONTAINER, re.MULTILINE)
    (volume,) = re.findall(r"^VOLUME (\S+)$", CONTAINER, re.MULTILINE)
    (store,) = re.findall(r"PEELBOARD_STORE=(\S+)", CONTAINER)
    assert Path(volume) in Path(store).parents
    assert CONTAINER.index("\nUSER ") > CONTAINER.rindex("\nCOPY ")
    assert "--read-only" in CONTAINER


def test_the_unit_starts_the_server_for_this_machine_alone_and_keeps_the_store_in_its_own_folder() -> None:
    (command,) = re.findall(r"^ExecStart=(.+)$", UNIT, re.MULTILINE)
    started = _parser().parse_args(shlex.split(command.partition("-m src ")[2].replace("%i", "8502")))
    assert (started.does, started.address, started.port) == ("serving.serve", "127.0.0.1", 8502)
    (folder,) = re.findall(r"^StateDirectory=(\S+)$", UNIT, re.MULTILINE)
    assert f"Environment=PEELBOARD_STORE=/var/lib/{folder}/store\n" in UNIT
    for line in ("DynamicUser=yes", "ProtectSystem=strict", "NoNewPrivileges=yes", "CapabilityBoundingSet="):
        assert f"\n{line}\n" in UNIT
    (memory,) = re.findall(r"^MemoryMax=(\d)G$", UNIT, re.MULTILINE)
    assert int(memory) * 1000 > 2 * Limits().memory_megabytes


def test_systemd_finds_no_fault_with_the_units_and_timers() -> None:
    analyse = shutil.which("systemd-analyze")
    if analyse is None:
        pytest.skip("there is no systemd here")
    sentence = subprocess.run(
        [analyse, "verify", *map(str, sorted([*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")]))],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    faults = [line for line in sentence.stderr.splitlines() if "peelboard" in line]
    # The environment is not in /opt/peelboard where this runs.
    assert [line for line in faults if "is not executable: No such file or directory" not in line] == []


def test_nginx_asks_the_ports_of_the_units_and_lets_a_file_of_the_limit_through() -> None:
    ports = re.findall(r"server 127\.0\.0\.1:(\d+);", NGINX)
    assert [f"peelboard@{port}" for port in ports] == re.findall(r"peelboard@\d+", RUNNING)
    (body,) = re.findall(r"client_max_body_size (\d+)m;", NGINX)
    assert int(body) > Limits().file_megabytes
    for place in re.findall(r"location = (\S+) \{", NGINX):
        assert place in (*HEALTH, "/_stcore/metrics", "/metrics")
    assert "proxy_set_header Host              $http_host;" in NGINX
    assert "proxy_set_header Upgrade           $http_upgrade;" in NGINX
    assert "proxy_set_header X-Forwarded-For   $remote_addr;" in NGINX


def test_the_same_name_stands_in_all_of_them() -> None:
    named = {name: set(re.findall(r"peelboard\.[a-z.]+\.uk", text)) for name, text in TEXTS.items()}
    assert named == {name: {"peelboard.example.police.uk"} if name != "unit" else set() for name in TEXTS}


@pytest.mark.skipif(shutil.which("make") is None, reason="there is no make here")
def test_with_a_folder_of_packages_nothing_is_asked_of_the_internet(tmp_path: Path) -> None:
    shutil.copy(PROJECT / "Makefile", tmp_path)
    shutil.copy(PROJECT / "requirements.txt", tmp_path)

    def planned(*arguments: str) -> str:
        return subprocess.run(
            ["make", "--dry-run", *arguments], cwd=tmp_path, capture_output=True, text=True, check=True, timeout=300
        ).stdout

    offline = planned("run", "WHEELS=wheels")
    assert "python -m pip install --quiet -r requirements.txt" in offline
    assert "uv pip install" not in offline
    assert "uv pip install" in planned("run")
    with (tmp_path / "Makefile").open("a", encoding="utf-8") as makefile:
        makefile.write('\ntold:\n\t@echo "$$PIP_NO_INDEX $$PIP_FIND_LINKS"\n')
    lines = ["make", "--silent", "told", "WHEELS=wheels"]
    sentence = subprocess.run(lines, cwd=tmp_path, capture_output=True, text=True, check=True, timeout=300).stdout
    assert sentence == f"1 {tmp_path / 'wheels'}\n"
    fetched = planned("wheelhouse")
    assert "pip download --quiet --only-binary :all: --dest wheels -r requirements.txt\n" in fetched
    assert "pip download --quiet --only-binary :all: --dest wheels uv==" in fetched


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_package_is_pinned_to_a_version_and_to_the_hashes_of_its_files(name: str) -> None:
    packages = re.split(r"(?<!\\)\n", (PROJECT / name).read_text(encoding="utf-8").strip())
    assert len(packages) > 40
    wrong = [each for each in packages if not re.match(r"[a-z0-9._-]+==\S+", each) or "--hash=sha256:" not in each]
    assert wrong == []


JOBS = sorted(path.stem for path in DEPLOY.glob("peelboard-*.service"))
SCRIPT = (DEPLOY / "windows" / "install.ps1").read_text(encoding="utf-8").replace('`"', '"').replace("$Port", "1")
TASKS = dict(re.findall(r'^Register-Job "(\w+)" "(.+?)" [($]', SCRIPT, re.MULTILINE))
DOCUMENTED = dict(re.findall(r"^    (PEELBOARD_\w+)=(\S+)$", RUNNING, re.MULTILINE))
"""The environment of a server as docs/running.md writes it."""


def lines_of(job: str, name: str) -> list[str]:
    """What a unit says under a name, each line of it."""
    return re.findall(rf"^{name}=(.+)$", (DEPLOY / f"{job}.service").read_text(encoding="utf-8"), re.MULTILINE)


def unattended() -> dict[str, tuple[list[str], dict[str, str]]]:
    """The words of every unit's and every task's command, and what its environment has beside the documented one."""
    given = dict(re.findall(r'\[string\]\$(\w+) = "([^"]+)"', SCRIPT))
    machine = dict(re.findall(r'SetEnvironmentVariable\("(\w+)", \$(\w+), "Machine"\)', SCRIPT))
    on_windows = {name: given[value] for name, value in machine.items() if value in given}
    tasks = {f"task {name}": (text.replace("\\", "/"), on_windows) for name, text in TASKS.items()}
    units = {
        job: (
            lines_of(job, "ExecStart")[0].partition("-m src ")[2],
            dict(line.split("=", 1) for line in lines_of(job, "Environment")),
        )
        for job in JOBS
    }
    return {name: (shlex.split(text), own) for name, (text, own) in (tasks | units).items()}


UNATTENDED = unattended()


@pytest.mark.parametrize("job", UNATTENDED)
def test_what_is_done_by_itself_is_allowed_under_the_documented_environment(
    job: str, empty: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    words, own = UNATTENDED[job]
    assert DOCUMENTED["PEELBOARD_SIGN_IN"] == "required"
    for name, value in {**own, **DOCUMENTED, "PEELBOARD_STORE": str(empty.store)}.items():
        monkeypatch.setenv(name, value)
    run: list[str] = []
    does = str(_parser().parse_args(words).does)
    deed = {does.split(".")[1]: lambda asked, _: run.append(asked.does) or 0}
    monkeypatch.setattr("src.cli.run.import_module", lambda _: SimpleNamespace(**deed))
    assert (main(words), run) == (0, [does])
    if job in JOBS:  # a unit of its own may have the least that its command needs
        assert own["PEELBOARD_COMMAND_ROLE"] == commands.needed_role(does)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["backup", "--to", "b.zip"], "You may not make a backup as viewer. Nothing was done. {}approver.\n"),
        (["drill", "b.zip"], "You may not recover a backup on trial as viewer. Nothing was done. {}approver.\n"),
        (["watch", ".", "--by", "x"], "You may not watch a folder as viewer. Nothing was done. {}analyst.\n"),
    ],
)
def test_a_refused_command_says_what_was_asked_and_the_setting_and_is_recorded_once(
    words: list[str],
    sentence: str,
    empty: Settings,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, value in {**DOCUMENTED, "PEELBOARD_STORE": str(empty.store)}.items():
        monkeypatch.setenv(name, value)
    for _ in range(3):
        assert main(words) == 1
    setting = "Where sign-in is required a command has the role of PEELBOARD_COMMAND_ROLE; this one needs "
    assert capsys.readouterr().err == sentence.format(setting) * 3
    assert [line.event for line in audit.read(empty)] == ["refused"]
    if words[0] in operations.NAMES:
        last = operations.last(empty.store, words[0])
        assert last is not None
        assert not last[1], "a run that was refused is no good run"


def test_every_command_there_is_has_words_for_a_refusal() -> None:
    does = set(re.findall(r'does="([a-z_.]+)"|"(history\.\w+)"', (PROJECT / "src" / "__main__.py").read_text("utf-8")))
    named = {name for pair in does for name in pair if name}
    assert len(named) == 30
    assert [name for name in named if commands.deed(name) == "do this"] == []


@pytest.mark.parametrize("name", JOBS)
def test_what_a_server_does_by_itself_is_a_command_in_the_sandbox_of_the_server(name: str) -> None:
    text = (DEPLOY / f"{name}.service").read_text(encoding="utf-8")
    (command,) = re.findall(r"^ExecStart=(.+)$", text, re.MULTILINE)
    assert asked(command)
    assert shlex.split(command.partition("-m src ")[2])[0] == name.removeprefix("peelboard-")
    sandbox = UNIT[UNIT.index("DynamicUser") : UNIT.index("[Install]")].splitlines()
    assert [line for line in sandbox if line and not line.startswith("#") and line not in text.splitlines()] == []
    if name != "peelboard-watch":
        assert "OnCalendar=" in (DEPLOY / f"{name}.timer").read_text(encoding="utf-8")
        assert f"{name}.timer" in RUNNING


def test_windows_has_the_same_jobs() -> None:
    assert {f"peelboard-{name}" for name in TASKS} - {"peelboard-server"} == set(JOBS)
    for name, arguments in TASKS.items():
        words = shlex.split(arguments.replace("\\", "/"))
        assert _parser().parse_args(words).does
        assert words[0] == {"server": "serve"}.get(name, name)
        if name != "server":
            (unit,) = lines_of(f"peelboard-{name}", "ExecStart")
            options = {word for word in shlex.split(unit) if word.startswith("--")} - {"--beside"}
            assert options == {word for word in words if word.startswith("--")}


def test_the_image_beneath_is_named_by_its_digest() -> None:
    base, start = re.findall(r"^(?:FROM|ARG) .+$", CONTAINER, re.MULTILINE)
    assert re.fullmatch(r"ARG BASE=python:3\.11-slim-bookworm@sha256:[0-9a-f]{64}", base)
    assert start == "FROM ${BASE}"


def test_each_alarm_is_of_a_figure_there_is_and_has_its_place_in_the_runbook() -> None:
    alarms = (DEPLOY / "alarms.yml").read_text(encoding="utf-8")
    runbook = (PROJECT / "docs" / "runbook.md").read_text(encoding="utf-8")
    assert set(re.findall(r"peelboard_\w+", alarms + runbook)) <= set(metrics._MEANINGS)
    named = re.findall(r"alert: (\w+)", alarms)
    assert len(named) == 12
    for run in operations.NAMES:
        late = re.findall(rf'time\(\) - peelboard_last_run_seconds\{{run="{run}"\}} > (\d+)', alarms)
        (when,) = re.findall(r"^OnCalendar=(.+)$", (DEPLOY / f"peelboard-{run}.timer").read_text(), re.MULTILINE)
        days = 7 if when[0].isalpha() else 1
        assert [days < int(seconds) / 86_400 <= days + 2 for seconds in late] == [True], run
        assert f'peelboard_last_run_well{{run="{run}"}} == 0' in alarms
    assert set(named) <= set(re.findall(r"^## (\w+)$", runbook, re.MULTILINE))


def test_what_a_server_consists_of_is_listed_with_licences_that_ask_nothing_of_a_force() -> None:
    pinned = set(
        re.findall(r"^([a-z0-9._-]+)==([^ ;\\]+)", (PROJECT / "requirements.txt").read_text("utf-8"), re.MULTILINE)
    )
    listed = json.loads((DEPLOY / "materials.cdx.json").read_text(encoding="utf-8"))
    assert (listed["bomFormat"], listed["specVersion"]) == ("CycloneDX", "1.6")
    assert {(item["name"], item["version"]) for item in listed["components"]} == pinned
    rows = re.findall(r"^\| (\S+) \| (\S+) \| (.+) \|$", (DEPLOY / "licences.md").read_text("utf-8"), re.MULTILINE)
    assert {(name, version) for name, version, _ in rows if version != "version"} == pinned
    assert [row for row in rows if re.search(r"not said|\bA?GPL|GNU (Affero )?General", row[2])] == []
