"""Runs the notebooks with the kernel of gradus; `gradus notebook` calls this in its own environment.

execute.py check [NAME...]    runs them, and compares what they show with what they came with; without names, it also
                              runs the notebooks in checks/, with cells that must fail
execute.py update [NAME...]   runs them and keeps what they show
execute.py warm               starts a kernel once, which builds the libraries of the cells
"""

import re
import signal
import statistics
import sys
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError

FOLDER = Path(__file__).resolve().parent
MUST_FAIL = FOLDER / "checks" / "must_fail.ipynb"
GOES_ON = FOLDER / "checks" / "goes_on.ipynb"
PATIENCE = 900  # seconds for a kernel that has to build its libraries first
VERDICT = re.compile(r"^\s*(?:\d+\. )?[✓✗?] (?:holds|refuted|unchecked|HOLDS|REFUTED|UNCHECKED|INVALID)", re.MULTILINE)


class Timed(NotebookClient):
    """Notes how long the kernel takes to start, and each cell to run."""

    def __init__(self, notebook, allow_errors=False):
        super().__init__(notebook, kernel_name="gradus", allow_errors=allow_errors, timeout=PATIENCE, startup_timeout=PATIENCE,
                         record_timing=False, resources={"metadata": {"path": str(FOLDER)}})
        self.began = time.monotonic()
        self.started = None
        self.seconds = []
        self.first_verdict = None
        self.on_cell_execute = lambda cell, cell_index: self.cell_begins()
        self.on_cell_executed = lambda cell, cell_index, execute_reply: self.cell_ends(cell)

    def cell_begins(self):
        self.since = time.monotonic()
        if self.started is None:
            self.started = self.since - self.began

    def cell_ends(self, cell):
        now = time.monotonic()
        self.seconds.append(now - self.since)
        if self.first_verdict is None and verdicts(cell):
            self.first_verdict = now - self.began


def run(notebook):
    """Runs a copy of the notebook; returns the copy and its clock. Raises where a cell fails."""
    fresh = nbformat.from_dict(notebook)
    for cell in code_cells(fresh):
        cell.outputs, cell.execution_count = [], None
    clock = Timed(fresh)
    clock.execute()
    for number, cell in enumerate(code_cells(fresh), 1):
        cell.execution_count = number
        cell.metadata.pop("execution", None)
        for output in cell.outputs:
            if "execution_count" in output:
                output.execution_count = number
    return fresh, clock


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def shown(cell):
    """The forms of each output of a cell, and its text; times are left out."""
    def text(output):
        plain = output.data.get("text/plain", "") if "data" in output else output.get("text", "")
        return re.sub(r"\b\d+(\.\d+)? ?(ms|s)\b", "TIME", plain)
    return [(sorted(output.get("data", [output.output_type])), text(output)) for output in cell.outputs]


def verdicts(cell):
    return sum(len(VERDICT.findall(text)) for _, text in shown(cell))


def plots(cell):
    return sum("image/svg+xml" in forms for forms, _ in shown(cell))


def differences(old, new):
    """What a fresh run shows otherwise, as lines to read."""
    pairs = zip(code_cells(old), code_cells(new), strict=True)
    for number, (before, after) in enumerate(pairs, 1):
        if shown(before) != shown(after):
            yield f"  cell {number} came with\n    {shown(before)}\n  and now shows\n    {shown(after)}"


def chapters(names):
    found = [path for path in sorted(FOLDER.glob("*.ipynb")) if not names or any(name in path.stem for name in names)]
    if not found:
        sys.exit(f"no notebook is called {' or '.join(names)}")
    return found


def execute(names, keep):
    sound = True
    print(f"{'notebook':<34}{'cells':>6}{'verdicts':>9}{'plots':>6}{'kernel':>8}{'verdict':>8}{'total':>7}"
          f"{'median':>8}{'slowest':>8}{'kB':>6}")
    for path in chapters(names):
        old = nbformat.read(path, as_version=4)
        try:
            new, clock = run(old)
        except (CellExecutionError, DeadKernelError) as error:
            print(f"{path.stem}: a cell failed\n{error}", flush=True)
            sound = False
            continue
        if keep:
            nbformat.write(new, path)
        elif changed := list(differences(old, new)):
            print(f"{path.stem}: the outputs have changed", *changed, sep="\n")
            sound = False
        cells = code_cells(new)
        first = f"{clock.first_verdict:7.1f}s" if clock.first_verdict else f"{'':>8}"
        print(f"{path.stem:<34}{len(cells):>6}{sum(map(verdicts, cells)):>9}{sum(map(plots, cells)):>6}"
              f"{clock.started:7.1f}s{first}{time.monotonic() - clock.began:6.1f}s"
              f"{statistics.median(clock.seconds):7.2f}s{max(clock.seconds):7.2f}s{path.stat().st_size // 1000:>6}",
              flush=True)
    return sound


def must_fail():
    """Each code cell of this notebook has to fail on its own, or a green run would say nothing."""
    notebook = nbformat.read(MUST_FAIL, as_version=4)
    sound = True
    for cell in code_cells(notebook):
        alone = nbformat.v4.new_notebook(cells=[cell], metadata=notebook.metadata)
        try:
            run(alone)
        except (CellExecutionError, DeadKernelError):
            print(f"fails, as it must: {cell.source.splitlines()[0]}", flush=True)
        else:
            print(f"PASSES, but must fail: {cell.source}", flush=True)
            sound = False
    return sound


def goes_on():
    """Cells that begin with `// Fails` have to fail, in few lines, and the others have to find the variables of earlier
    cells."""
    notebook = nbformat.read(GOES_ON, as_version=4)
    Timed(notebook, allow_errors=True).execute()
    sound = True
    for cell in code_cells(notebook):
        first = cell.source.splitlines()[0]
        expected = re.match(r"// Fails: (.*)", first)
        failed = any(output.output_type == "error" for output in cell.outputs)
        text = "".join(output.get("text", "") for output in cell.outputs)
        as_expected = failed == bool(expected) and (
            not expected or expected[1] in text and len(text.splitlines()) <= 3)
        print(f"{'as it must be' if as_expected else 'NOT AS IT MUST BE'}: {first}", flush=True)
        if not as_expected:
            print(*cell.outputs, sep="\n")
            sound = False
    return sound


def warm():
    cells = [nbformat.v4.new_code_cell('claim("log_det_gradient/gradient")')]
    run(nbformat.v4.new_notebook(cells=cells))
    return True


def main():
    # Ends the kernels as well.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    match sys.argv[1:]:
        case ["check", *names]:
            sound = execute(names, keep=False) & (bool(names) or must_fail() & goes_on())
        case ["update", *names]:
            sound = execute(names, keep=True)
        case ["warm"]:
            sound = warm()
        case _:
            sys.exit(__doc__)
    sys.exit(0 if sound else 1)


if __name__ == "__main__":
    main()
