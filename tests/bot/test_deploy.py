"""What deploy/ holds agrees with the program; whether it runs nobody could try here. It ..."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.config import load
from bot.errors import CONFIG_STATUS

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
DOCKERFILE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
UNIT = (DEPLOY / "onrecord.service").read_text(encoding="utf-8")


def test_it_has_a_configuration_that_is_right() -> None:
    settings = load(DEPLOY / "config.yaml")
    assert settings.store == "postgresql://onrecord@database/onrecord"
    assert settings.platforms.web
    assert f":{settings.platforms.web.port}/healthz" in DOCKERFILE


def test_it_gives_the_password_of_the_database_by_the_environment() -> None:
    of_database = COMPOSE["services"]["database"]["environment"]["POSTGRES_PASSWORD"]
    assert COMPOSE["services"]["one"]["environment"]["PGPASSWORD"] == of_database


def test_it_starts_two_copies_on_one_database() -> None:
    copies = {name: each for name, each in COMPOSE["services"].items() if name != "database"}
    assert len(copies) == 2
    assert len({each["ports"][0] for each in copies.values()}) == 2
    for each in copies.values():
        assert each["depends_on"] == {"database": {"condition": "service_healthy"}}
        assert (each["build"]["context"], each["build"]["dockerfile"]) == ("..", "deploy/Dockerfile")


def test_it_is_started_again_unless_the_configuration_is_wrong() -> None:
    assert "Restart=on-failure\n" in UNIT
    assert f"RestartPreventExitStatus={CONFIG_STATUS}\n" in UNIT


def test_it_mounts_what_the_configuration_reads() -> None:
    folder = load(DEPLOY / "config.yaml").sources[0].folder
    mounted = [volume.split(":")[:2] for volume in COMPOSE["services"]["one"]["volumes"]]
    assert ["./config.yaml", "/srv/onrecord/config.yaml"] in mounted
    assert [f"./{folder.name}", f"/srv/onrecord/{folder.name}"] in mounted


def test_it_copies_only_what_is_there_and_not_kept_out() -> None:
    ignore = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8")
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)
    for name in " ".join(copied).split():
        assert (ROOT / name).exists()
        assert f"!{name}\n" in ignore


@pytest.mark.parametrize("text", [DOCKERFILE, UNIT, (DEPLOY / "compose.yaml").read_text(encoding="utf-8")])
def test_it_holds_no_secret(text: str) -> None:
    assert not re.search(r"(?i)(password|token|secret)[\w]*\s*[=:]\s*['\"]?[\w-]{8,}", text)


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed")
def test_it_has_a_unit_that_systemd_understands(tmp_path: Path) -> None:
    unit = tmp_path / "onrecord.service"
    unit.write_text(UNIT.replace("/opt/onrecord/bin/onrecord", "/bin/true"), encoding="utf-8")
    check = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True)
    assert (check.returncode, check.stderr) == (0, "")
