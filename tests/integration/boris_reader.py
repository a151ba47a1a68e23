"""Loads BORIS projects with BORIS's own code and prints what it made of them; run by a Python that has BORIS, not by ours.

PYTHON_OF_BORIS boris_reader.py FILE...
"""

import importlib.abc
import importlib.machinery
import importlib.util
import json
import sys
import types


class _NoScreen(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Stands for the libraries of BORIS's window, of which nothing is used to load a project."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> object:
        if name.split(".")[0] in ("PyQt5", "PyQt6", "matplotlib"):
            return importlib.machinery.ModuleSpec(name, self, is_package=True)
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        module = _Anything(spec.name)
        module.__path__ = []
        return module

    def exec_module(self, module: types.ModuleType) -> None:
        pass


class _Whatever(type):
    """A class that has every attribute and can be called, indexed and derived from."""

    def __getattr__(cls, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        return _stub(name)


def _stub(name: str) -> type:
    """A class whose makings, used as decorators, leave what they decorate as it is."""
    return _Whatever(
        name,
        (),
        {"__init__": lambda *_, **__: None, "__call__": lambda self, *given: given[0] if given else self},
    )


class _Anything(types.ModuleType):
    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        return _stub(name)


def main() -> None:
    sys.meta_path.insert(0, _NoScreen())
    spec = importlib.util.find_spec("boris")
    package = types.ModuleType("boris")
    package.__path__ = list(spec.submodule_search_locations)
    sys.modules["boris"] = package  # its own start-up opens the window
    from boris import project_functions

    for path in sys.argv[1:]:
        _, changed, project, message = project_functions.open_project_json(path)
        observations = project.get("observations", {})
        print(
            json.dumps(
                {
                    "error": project.get("error", ""),
                    "changed": changed,
                    "message": message,
                    "integrity": project_functions.check_project_integrity(
                        project, "s", path, media_file_available=False
                    ),
                    "unpaired": [
                        text
                        for name, one in observations.items()
                        for fine, text in [
                            project_functions.check_state_events_obs(
                                name, project["behaviors_conf"], one, "s"
                            )
                        ]
                        if not fine
                    ],
                    "events": {
                        name: [
                            [float(event[0]), *event[1:4], event[-1]]
                            for event in project_functions.events_start_stop(
                                project["behaviors_conf"], one["events"], one["type"]
                            )
                        ]
                        for name, one in observations.items()
                    },
                }
            )
        )


if __name__ == "__main__":
    main()
