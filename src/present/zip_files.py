"""Packed files that are the same bytes whenever they are made from the same."""

import re
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_NO_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip file can say."""
_WRITTEN = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def packed(files: Mapping[str, bytes]) -> bytes:
    """A zip file of these files in their order, without a time of day."""
    stored = BytesIO()
    with ZipFile(stored, "w", ZIP_DEFLATED) as out:
        for name, content in files.items():
            info = ZipInfo(name, _NO_TIME)
            info.compress_type, info.external_attr = ZIP_DEFLATED, 0o644 << 16
            out.writestr(info, content)
    return stored.getvalue()


def always_alike(office_file: bytes) -> bytes:
    """An Office file without the times at which it was made."""
    with ZipFile(BytesIO(office_file)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    core = "docProps/core.xml"
    if core in files:
        files[core] = _WRITTEN.sub(rb"\g<1>1980-01-01T00:00:00Z", files[core])
    return packed(files)
