"""Writes what a server consists of: materials.cdx.json (CycloneDX) and licences.md, of requirements.txt.

python deploy/materials.py            writes both; asks no network
"""

import re
import sys
from importlib import metadata
from pathlib import Path

from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import DisjunctiveLicense
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

HERE = Path(__file__).resolve().parent
LISTED = re.compile(r"^([a-z0-9._-]+)==([^ ;\\]+)", re.MULTILINE)
NOT_HERE = "not installed on this system"
Package = tuple[str, str]
"""Name and version. The hashes of its files stand in requirements.txt."""


def packages() -> list[Package]:
    """Every package that a server installs."""
    text = (HERE.parent / "requirements.txt").read_text(encoding="utf-8")
    return LISTED.findall(text)


def licence(name: str) -> str:
    """The licence that a package says it has."""
    try:
        about = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return NOT_HERE
    classified = [
        line.rpartition(" :: ")[2] for line in about.get_all("Classifier", []) if line.startswith("License ::")
    ]
    said = about.get("License-Expression") or (about.get("License") or "").strip().partition("\n")[0]
    return str(said if 0 < len(said) < 60 and not said.startswith("Copyright") else ", ".join(classified) or "not said")


def bill(found: list[Package]) -> Bom:
    """The bill of materials."""
    bom = Bom()
    for name, version in found:
        component = Component(
            type=ComponentType.LIBRARY,
            name=name,
            version=version,
            purl=PackageURL("pypi", name=name, version=version),
            bom_ref=f"{name}=={version}",
            licenses=[DisjunctiveLicense(name=licence(name))],
        )
        bom.components.add(component)
    return bom


def main() -> None:
    """Write both files."""
    found = packages()
    (HERE / "materials.cdx.json").write_text(
        JsonV1Dot6(bill(found)).output_as_string(indent=1) + "\n", encoding="utf-8"
    )
    rows = [f"| {name} | {version} | {licence(name)} |" for name, version in found]
    head = "# Licences\n\nOf each package that a server installs, as it says itself. Written by `make audit`.\n\n"
    text = head + "\n".join(["| package | version | licence |", "|---|---|---|", *rows]) + "\n"
    (HERE / "licences.md").write_text(text, encoding="utf-8")
    print(f"{len(found)} packages are in materials.cdx.json and licences.md.")


if __name__ == "__main__":
    sys.exit(main())
