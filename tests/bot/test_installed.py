"""What `make run` installs is enough: it ..."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
IMPORTS_ALL = r"""
import importlib, pkgutil, re, sys
from importlib.metadata import packages_distributions

def plain(name):
    return re.sub(r"[-_.]+", "-", name).casefold()

pinned = {plain(name) for name in re.findall(r"^([\w.-]+)==", open("requirements.txt").read(), re.MULTILINE)}
absent = {module for module, of in packages_distributions().items() if not pinned & set(map(plain, of))}

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in absent - {"bot", "briefs"}:
            raise ModuleNotFoundError(f"{name} is not in requirements.txt", name=name)

sys.meta_path.insert(0, Absent())
import bot, briefs
for package in (bot, briefs):
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if not re.search(r"__main__|[.]env$", module.name):  # these do what they are for when they are imported
            importlib.import_module(module.name)
print(len(absent))
"""


def test_imports_nothing_that_only_the_tests_install() -> None:
    command = [sys.executable, "-W", "ignore", "-c", IMPORTS_ALL]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr.splitlines()[-1]
    assert int(ended.stdout) > 5, "what tests need is absent, or nothing was tried"
