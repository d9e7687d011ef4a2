"""Runs gradus and its peers in turn on the same data, checks that all agree, and prints one table.

Every round runs each competitor once, in another order each time; the table shows medians, the ratio of the fastest peer
to gradus, and the share of what the machine can do at most. The machine's limits, matrix multiplication and memory
bandwidth, are measured in the same run. Two more tables show how exact the results are, against 50 digits, and what
memory they take.
"""

import argparse
import importlib
import json
import math
import os
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile
import time

import numpy as np
import scipy.linalg
import scipy.stats
import threadpoolctl

SHAPES = [(2, 1_000_000), (10, 200_000), (50, 100_000), (200, 20_000), (500, 5_000)]
QUICK = [(2, 10_000), (10, 10_000)]
BLOCKS = [10, 100, 500, 1000]
CHECKS = [2, 5, 10, 20]
CONDITIONS = [(10, 1e0), (10, 1e4), (10, 1e8), (10, 1e12), (100, 1e4), (100, 1e8), (100, 1e12), (1000, 1e4), (1000, 1e8), (1000, 1e12)]
MEMORY = (10, 10_000_000)
UNCOMPARED = {"sample", "gradient_check"}  # other random numbers, or no numbers at all
TOLERANCE = 1e-8  # relative, between any two that compute the same numbers
IN_RUST = ["faer", "statrs"]  # peers that the program runs as well


def optional(name):
    try:
        return importlib.import_module(name)
    except ImportError as error:
        print(f"{name} is not available: {error}", file=sys.stderr)
        return None


torch = optional("torch")
jax = optional("jax")
covariance_estimators = optional("sklearn.covariance")
if jax:
    jax.config.update("jax_enable_x64", True)
    import jax.numpy as jnp
    import jax.scipy as jsp


class Program:
    """The program that runs gradus and the peers in Rust: one line in, one operation, its seconds out."""

    def __init__(self, program, folder, dimension, samples):
        self.folder = folder
        arguments = [program, str(folder), str(dimension), str(samples)]
        self.process = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def seconds(self, operation):
        self.process.stdin.write(operation + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise SystemExit(f"the program that runs gradus ended during `{operation}`")
        return None if answer.strip() == "none" else float(answer)

    def results(self):
        """What the last operation computed; nothing of it stays in the folder."""
        self.seconds("write")
        paths = sorted(self.folder.glob("out.*"))
        found = [np.fromfile(path) for path in paths]
        for path in paths:
            path.unlink()
        return found

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def problem(dimension, samples, folder):
    """Mean, covariance and samples of a random Gaussian, also as files; columns are samples."""
    generator = np.random.default_rng(dimension * 1_000_003 + samples)
    mean = generator.normal(size=dimension)
    root = generator.normal(size=(dimension, dimension)) / math.sqrt(dimension)
    covariance = root @ root.T + 0.5 * np.eye(dimension)
    data = generator.normal(size=(samples, dimension)) @ np.linalg.cholesky(covariance).T + mean
    for name, array in [("mean", mean), ("covariance", covariance), ("data", data)]:
        np.ascontiguousarray(array).tofile(folder / name)  # a row of `data` is a sample: a column of D×N
    return mean, covariance, data


# What each peer does, as its users would write it. ------------------------------------------------------------------


def numpy_log_densities(mean, covariance, data):
    factor = np.linalg.cholesky(covariance)
    white = scipy.linalg.solve_triangular(factor, (data - mean).T, lower=True, check_finite=False)
    constant = len(mean) * math.log(2 * math.pi) + 2 * np.log(np.diag(factor)).sum()
    return -0.5 * (constant + np.einsum("ij,ij->j", white, white))


def scipy_log_densities(mean, covariance, data):
    return scipy.stats.multivariate_normal(mean, covariance).logpdf(data)


def numpy_gradients(mean, covariance, data):
    centred = data - mean
    factor = scipy.linalg.cho_factor(covariance, lower=True, check_finite=False)
    slope = scipy.linalg.cho_solve(factor, centred.sum(axis=0))
    precision = scipy.linalg.cho_solve(factor, np.eye(len(mean)))
    return slope, -0.5 * (len(data) * precision - precision @ (centred.T @ centred) @ precision)


def numpy_likelihood(_mean, _covariance, data):
    return data.mean(axis=0), np.cov(data.T, bias=True).reshape(data.shape[1], data.shape[1])


def sklearn_likelihood(_mean, _covariance, data):
    return data.mean(axis=0), covariance_estimators.empirical_covariance(data)


def torch_peers():
    def log_densities(mean, covariance, data):
        return torch.distributions.MultivariateNormal(mean, covariance).log_prob(data)

    def gradients(mean, covariance, data):
        mean, covariance = mean.detach().requires_grad_(), covariance.detach().requires_grad_()
        torch.distributions.MultivariateNormal(mean, covariance, validate_args=False).log_prob(data).sum().backward()
        return mean.grad, covariance.grad

    def likelihood(_mean, _covariance, data):
        return data.mean(dim=0), torch.cov(data.T, correction=0)

    def sample(mean, covariance, data):
        return torch.distributions.MultivariateNormal(mean, covariance).sample((len(data),))

    return {"log_densities": log_densities, "gradients": gradients, "maximum_likelihood": likelihood, "sample": sample}


def jax_peers():
    log_densities = jax.jit(lambda mean, covariance, data: jsp.stats.multivariate_normal.logpdf(data, mean, covariance))
    total = lambda mean, covariance, data: log_densities(mean, covariance, data).sum()
    gradients = jax.jit(jax.grad(total, argnums=(0, 1)))
    likelihood = jax.jit(lambda _mean, _covariance, data: (data.mean(axis=0), jnp.cov(data.T, bias=True)))
    key = jax.random.key(1)
    shape_of = lambda mean, covariance, data: jax.random.multivariate_normal(key, mean, covariance, (len(data),), method="cholesky")
    peers = {"log_densities": log_densities, "gradients": gradients, "maximum_likelihood": likelihood, "sample": jax.jit(shape_of)}
    return {name: (lambda f: lambda *given: jax.block_until_ready(f(*given)))(f) for name, f in peers.items()}


def competitors(mean, covariance, data):
    """For each operation: the peers, each a function without arguments."""
    generator = np.random.default_rng(1)
    found = {
        "log_densities": {"numpy": numpy_log_densities, "scipy": scipy_log_densities},
        "gradients": {"numpy": numpy_gradients},
        "maximum_likelihood": {"numpy": numpy_likelihood},
        "sample": {"numpy": lambda mean, covariance, data: generator.multivariate_normal(mean, covariance, len(data), method="cholesky")},
    }
    if covariance_estimators:
        found["maximum_likelihood"]["scikit-learn"] = sklearn_likelihood
    bound = {name: {peer: (lambda f: lambda: f(mean, covariance, data))(f) for peer, f in peers.items()} for name, peers in found.items()}
    if torch:
        given = [torch.from_numpy(array) for array in (mean, covariance, data)]
        for name, f in torch_peers().items():
            bound[name]["torch"] = (lambda f: lambda: f(*given))(f)
    if jax:
        arrays = [jnp.asarray(array) for array in (mean, covariance, data)]
        for name, f in jax_peers().items():
            bound[name]["jax"] = (lambda f: lambda: f(*arrays))(f)
    return bound


def conditioning(mean, covariance, data):
    """x_a given that x_b, the second half, has the value of the first sample."""
    half = len(mean) // 2

    def condition():
        factor = scipy.linalg.cho_factor(covariance[half:, half:], lower=True, check_finite=False)
        regression = scipy.linalg.cho_solve(factor, covariance[half:, :half], check_finite=False).T
        return mean[:half] + regression @ (data[0, half:] - mean[half:]), covariance[:half, :half] - regression @ covariance[half:, :half]

    def posterior():
        """The posterior of x under y = x + noise of covariance I."""
        identity = np.eye(len(mean))
        precision = scipy.linalg.cho_solve(scipy.linalg.cho_factor(covariance, lower=True), identity)
        factor = scipy.linalg.cho_factor(precision + identity, lower=True, check_finite=False)
        return scipy.linalg.cho_solve(factor, precision @ mean + data[0]), scipy.linalg.cho_solve(factor, identity)

    return {"condition": {"scipy": condition}, "new_and_condition": {"scipy": condition}, "posterior": {"scipy": posterior}}


def gradient_checks(mean, covariance, data):
    """The gradients of the log-density in mean and covariance, checked by each library's own means.

    Both read one triangle of a covariance only; ½(Σ + Σᵀ) makes every entry count, as their checks need it.
    """
    found = {}
    if torch:
        given = [torch.from_numpy(array.copy()).requires_grad_() for array in (mean, covariance)]
        x = torch.from_numpy(data[0])

        def log_density(mean, covariance):
            return torch.distributions.MultivariateNormal(mean, (covariance + covariance.T) / 2, validate_args=False).log_prob(x)

        found["torch"] = lambda: torch.autograd.gradcheck(log_density, given)
        found["torch, fast mode"] = lambda: torch.autograd.gradcheck(log_density, given, fast_mode=True)
    if jax:
        from jax.test_util import check_grads

        place = tuple(jnp.asarray(array) for array in (mean, covariance))
        function = lambda mean, covariance: jsp.stats.multivariate_normal.logpdf(jnp.asarray(data[0]), mean, (covariance + covariance.T) / 2)
        found["jax"] = lambda: check_grads(function, place, order=1)
    return {"gradient_check": found} if found else {}


# How exact the results are. ------------------------------------------------------------------------------------------


def exact_problem(dimension, condition):
    """L and LLᵀ, both exact in doubles, of about this condition number, which is returned too.

    The entries of L are multiples of 2⁻²⁰, so that their products and sums have at most 53 bits.
    """
    generator = np.random.default_rng(dimension)
    noise = np.tril(generator.normal(size=(dimension, dimension)), -1)
    rounded = lambda matrix: np.round(matrix * 2.0**20) / 2.0**20

    def at(scale):
        factor = np.eye(dimension) + rounded(noise * scale)
        return factor, np.linalg.cond(factor) ** 2

    low, high = 0.0, 2.0 if dimension <= 10 else 8.0 / math.sqrt(dimension)
    factor, found = at(0.0)
    while condition > 1 and not condition / 3 < found < condition * 3:
        middle = (low + high) / 2
        factor, found = at(middle)
        low, high = (middle, high) if found < condition else (low, middle)
        if high - low < 1e-6:
            high *= 4
    return factor, factor @ factor.T, found


def reference(factor, deviation):
    """ln N and Σ⁻¹(x−μ) to 50 digits, from the exact factor."""
    import mpmath

    with mpmath.workdps(50):
        dimension = len(deviation)
        rows = [[mpmath.mpf(float(entry)) for entry in row] for row in factor]
        columns = [list(column) for column in zip(*rows)]
        white = []
        for i in range(dimension):
            white.append((mpmath.mpf(float(deviation[i])) - mpmath.fdot(rows[i][:i], white)) / rows[i][i])
        slope = [mpmath.mpf(0)] * dimension
        for i in reversed(range(dimension)):
            slope[i] = (white[i] - mpmath.fdot(columns[i][i + 1 :], slope[i + 1 :])) / rows[i][i]
        log_determinant = 2 * sum(mpmath.log(rows[i][i]) for i in range(dimension))
        density = -(dimension * mpmath.log(2 * mpmath.pi) + log_determinant + mpmath.fdot(white, white)) / 2
        return density, slope


def accuracy(program, cases):
    """Relative errors of ln N(x) and of its gradient in μ, of the largest entry, against 50 digits."""
    import mpmath

    rows = []
    for dimension, condition in cases:
        factor, covariance, found = exact_problem(dimension, condition)
        deviation = np.round(np.random.default_rng(1).normal(size=dimension) * 2.0**20) / 2.0**20
        density, slope = reference(factor, deviation)
        # In reverse order, so that nobody's Cholesky factor is the exact L, whose few digits would flatter it.
        covariance, deviation, slope = covariance[::-1, ::-1].copy(), deviation[::-1].copy(), slope[::-1]
        mean, data = np.zeros(dimension), deviation.reshape(1, dimension)

        def error(values, exact):
            with mpmath.workdps(50):
                largest = max(abs(entry) for entry in exact)
                return float(max(abs(mpmath.mpf(float(v)) - e) for v, e in zip(values, exact, strict=True)) / largest)

        def errors(values, slopes):
            return error(np.asarray(values).ravel(), [density]), error(np.asarray(slopes).ravel(), slope)

        results = {}
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            for file, array in [("mean", mean), ("covariance", covariance), ("data", data)]:
                np.ascontiguousarray(array).tofile(folder / file)
            ours = Program(program, folder, dimension, 1)
            values = []
            for operation in ["log_densities", "gradients"]:
                ours.seconds(operation)
                values.append(ours.results()[0])
            ours.close()
        results["gradus"] = errors(*values)
        results["numpy"] = errors(numpy_log_densities(mean, covariance, data), numpy_gradients(mean, covariance, data)[0])
        try:
            results["scipy"] = errors(scipy_log_densities(mean, covariance, data), np.linalg.solve(covariance, deviation))
        except np.linalg.LinAlgError:
            results["scipy"] = None
        if torch:
            given = [torch.from_numpy(array) for array in (mean, covariance, data)]
            peers = torch_peers()
            results["torch"] = errors(peers["log_densities"](*given), peers["gradients"](*given)[0])
        rows.append({"dimension": dimension, "condition": found, "errors": results})
        parts = (f"{who} {'refused' if e is None else f'{e[0]:.0e} {e[1]:.0e}'}" for who, e in results.items())
        print(f"accuracy  {dimension:5}  condition {found:7.0e}   {'   '.join(parts)}", flush=True)
    return rows


def memory(program, dimension, samples):
    """Bytes that operations take beyond their input and output."""
    lines = subprocess.run([program, "memory", str(dimension), str(samples)], capture_output=True, text=True, check=True).stdout
    found = {name: int(count) for name, count in (line.split() for line in lines.splitlines())}
    for name, count in found.items():
        print(f"memory of {name} beyond input and output, D = {dimension}, N = {samples}: {count / 2**20:.1f} MiB")
    return {"dimension": dimension, "samples": samples, "input": 8 * dimension * samples, "beyond": found}


# What is measured. --------------------------------------------------------------------------------------------------


def kernels():
    """Which linear algebra numpy and scipy have loaded, and which kernels it chose for this processor."""
    found = [pool for pool in threadpoolctl.threadpool_info() if pool["user_api"] == "blas"]
    return [
        {
            "library": pathlib.Path(pool["filepath"]).name,
            "version": f"{pool['internal_api']} {pool['version']}",
            "kernels": pool.get("architecture") or "not known",
            "threads": pool["num_threads"],
        }
        for pool in found
    ]


def limits(program):
    """f64 matrix multiplication in GFLOP/s and memory bandwidth in GB/s, the best of several runs.

    The product is the faster one of numpy's and faer's: a limit that somebody reaches.
    """
    a = np.random.default_rng(0).normal(size=(2000, 2000))
    block = np.zeros(32 * 1024 * 1024)
    target = np.empty_like(block)

    def best(action, amount):
        action()
        return max(amount / timed(action) for _ in range(5)) / 1e9

    products = {"numpy": best(lambda: a @ a, 2 * 2000**3)}
    settle()
    products["faer"] = float(subprocess.run([program, "product"], capture_output=True, text=True, check=True).stdout) / 1e9
    bandwidth = best(lambda: np.copyto(target, block), 2 * block.nbytes)
    return {"gflops": max(products.values()), "products": products, "gigabytes": bandwidth}


def work(operation, dimension, samples):
    """Floating point operations and bytes that must be moved; nothing where that is not what bounds it.

    As LAPACK counts: D³/3 for a factor, D³ for L⁻¹SL⁻ᵀ and D³ for L⁻ᵀML⁻¹. Random numbers count nothing.
    """
    data = 8 * dimension * samples
    factor = dimension**3 / 3
    counts = {
        "log_densities": (samples * dimension**2 + factor, data + 8 * samples),
        "gradients": (samples * dimension**2 + factor + 2 * dimension**3, data),
        "maximum_likelihood": (samples * dimension**2, data),
        "sample": (samples * dimension**2 + factor, data),
        "condition": ((dimension / 2) ** 3 * (1 / 3 + 2 + 1), 8 * dimension**2),
        "new_and_condition": (dimension**3 / 3 + (dimension / 2) ** 3 * (1 / 3 + 2 + 1), 8 * dimension**2),
        "posterior": (dimension**3 * (1 / 3 + 2 / 3) * 2, 8 * 2 * dimension**2),
    }
    return counts.get(operation)


def settle():
    """Waits until the threads of the competitor before sleep: for up to 0.2 s they wait for more work at full speed."""
    still = 0
    while still < 3:
        before = time.process_time()
        time.sleep(0.01)
        still = still + 1 if time.process_time() - before < 1e-3 else 0


def timed(action):
    """Seconds of one call: the mean over 20 ms, after 100 ms that are not counted, in which threads and caches wake up.

    So is gradus timed.
    """
    start = time.perf_counter()
    action()
    while time.perf_counter() - start < 1e-1:
        action()
    total, count = 0.0, 0
    while total < 2e-2:
        start = time.perf_counter()
        action()
        total += time.perf_counter() - start
        count += 1
    return total / count


def agree(ours, operation, peers):
    """The peers whose results are no finite numbers; stops if another result differs from what gradus computed."""
    failed = []
    for peer, result in peers.items():
        theirs = [np.asarray(part).ravel() for part in (result if isinstance(result, tuple) else (result,))]
        if not all(np.isfinite(part).all() for part in theirs):
            failed.append(peer)
            continue
        for a, b in zip(ours, theirs, strict=True):
            distance = np.abs(a - b).max() / max(np.abs(b).max(), 1e-300)
            if not distance <= TOLERANCE:
                raise SystemExit(f"{operation}: gradus and {peer} differ by {distance:.1e}")
    return failed


def measure(program, dimension, samples, make, rounds, limit):
    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        given = problem(dimension, samples, folder)
        peers_of = make(*given)
        ours = Program(program, folder, dimension, samples)
        for operation, peers in peers_of.items():
            results = {peer: action() for peer, action in peers.items()}  # also warms up
            ours.seconds(operation)
            compared = operation not in UNCOMPARED
            computed = ours.results() if compared else None
            in_rust = []
            for peer in IN_RUST:
                if ours.seconds(f"{peer} {operation}") is not None:
                    in_rust.append(peer)
                    if compared:
                        results[peer] = tuple(ours.results())
            failed = agree(computed, operation, results) if compared else []
            for peer in failed:
                print(f"{operation}, D = {dimension}: {peer} gives no finite numbers and is left out", file=sys.stderr)
            peers = {peer: action for peer, action in peers.items() if peer not in failed}
            in_rust = [peer for peer in in_rust if peer not in failed]
            del results, computed
            times = {name: [] for name in ["gradus", *peers, *in_rust]}
            for done in range(rounds):
                # Who is far behind after three rounds need not run again.
                best = {name: min(taken) for name, taken in times.items() if done >= 3}
                order = [name for name in times if done < 3 or best[name] < 10 * min(best.values()) or name == "gradus"]
                random.shuffle(order)
                for competitor in order:
                    settle()
                    if competitor == "gradus":
                        seconds = ours.seconds(operation)
                    elif competitor in in_rust:
                        seconds = ours.seconds(f"{competitor} {operation}")
                    else:
                        seconds = timed(peers[competitor])
                    times[competitor].append(seconds)
            medians = {competitor: statistics.median(values) for competitor, values in times.items()}
            count = work(operation, dimension, samples)
            floor = count and max(count[0] / limit["gflops"], count[1] / limit["gigabytes"]) / 1e9
            fastest = min((seconds, peer) for peer, seconds in medians.items() if peer != "gradus")
            rows.append(
                {
                    "operation": operation,
                    "dimension": dimension,
                    "samples": samples,
                    "milliseconds": {competitor: 1e3 * seconds for competitor, seconds in medians.items()},
                    "fastest_peer": fastest[1],
                    "ratio": fastest[0] / medians["gradus"],
                    "share_of_limit": floor and floor / medians["gradus"],
                }
            )
            report(rows[-1])
        ours.close()
    return rows


def report(row):
    times = row["milliseconds"]
    peers = "  ".join(f"{peer} {time:.3f}" for peer, time in sorted(times.items(), key=lambda item: item[1]) if peer != "gradus")
    share = f"{100 * row['share_of_limit']:4.0f} %" if row["share_of_limit"] else "   – "
    print(
        f"{row['operation']:19} {row['dimension']:5} {row['samples']:9}   {times['gradus']:9.3f} ms  "
        f"{row['ratio']:5.2f}×  {share}   {peers}",
        flush=True,
    )


def exponents(rows):
    """Growth of our time, t ~ N^n at D = 10 and t ~ D^d at equal N, from pairs of rows."""
    return [
        {"operation": first["operation"], "of": of, "from": first[of], "to": last[of], "exponent": math.log(last["milliseconds"]["gradus"] / first["milliseconds"]["gradus"]) / math.log(last[of] / first[of])}
        for of, first, last in pairs(rows)
    ]


def pairs(rows):
    for operation in dict.fromkeys(row["operation"] for row in rows):
        mine = [row for row in rows if row["operation"] == operation]
        for of, other in [("samples", "dimension"), ("dimension", "samples")]:
            for value in dict.fromkeys(row[other] for row in mine):
                group = sorted((row for row in mine if row[other] == value), key=lambda row: row[of])
                if len(group) > 1:
                    yield of, group[0], group[-1]


def describe(limit, used):
    """The limits of this run and the kernels of the peers, a line for each."""
    products = ", ".join(f"{name} {rate:.0f}" for name, rate in limit["products"].items())
    lines = [
        f"{os.cpu_count()} processors. Limits in this run: {limit['gflops']:.0f} GFLOP/s (products of 2000×2000: {products}), "
        f"{limit['gigabytes']:.1f} GB/s."
    ]
    lines += [f"{pool['library']}: {pool['version']}, kernels for {pool['kernels']}, {pool['threads']} threads." for pool in used]
    return lines


def markdown(rows, limit, used, growth, exactness, taken):
    lines = ["| operation | D | N | gradus, ms | fastest peer, ms | ratio | of the limit | other peers, ms |", "|---|---|---|---|---|---|---|---|"]
    for row in rows:
        times = row["milliseconds"]
        share = f"{100 * row['share_of_limit']:.0f} %" if row["share_of_limit"] else "–"
        others = ", ".join(f"{peer} {time:.3g}" for peer, time in times.items() if peer not in ("gradus", row["fastest_peer"]))
        lines.append(
            f"| {row['operation']} | {row['dimension']} | {row['samples']} | {times['gradus']:.3g} | "
            f"{row['fastest_peer']} {times[row['fastest_peer']]:.3g} | {row['ratio']:.2f} | {share} | {others} |"
        )
    lines += ["", *(line + "  " for line in describe(limit, used)), ""]
    lines += ["| operation | grows like | from | to |", "|---|---|---|---|"]
    lines += [f"| {g['operation']} | {'N' if g['of'] == 'samples' else 'D'}^{g['exponent']:.2f} | {g['from']} | {g['to']} |" for g in growth]
    if exactness:
        names = list(exactness[0]["errors"])
        lines.append("\nRelative errors of ln N(x) and of its gradient in μ, against 50 digits:\n")
        lines += ["| D | condition | " + " | ".join(names) + " |", "|---|---|" + "---|" * len(names)]
        for row in exactness:
            cells = ["refused" if row["errors"][name] is None else "{:.0e}, {:.0e}".format(*row["errors"][name]) for name in names]
            lines.append(f"| {row['dimension']} | {row['condition']:.0e} | " + " | ".join(cells) + " |")
    if taken:
        lines.append(f"\nMemory beyond input and output at D = {taken['dimension']}, N = {taken['samples']}, whose samples take {taken['input'] / 2**20:.0f} MiB:")
        lines.append(", ".join(f"{name} {count / 2**20:.1f} MiB" for name, count in taken["beyond"].items()) + ".")
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", help="the built program that runs gradus")
    parser.add_argument("--rounds", type=int, default=7, help="times that each competitor runs")
    parser.add_argument("--quick", action="store_true", help="small shapes only")
    parser.add_argument("--json", help="also write the figures to this file")
    parser.add_argument("--markdown", help="also write the table to this file")
    given = parser.parse_args()
    random.seed(1)
    used, limit = kernels(), limits(given.program)
    print("\n".join(describe(limit, used)) + "\n")
    print(f"{'operation':19} {'D':>5} {'N':>9}   {'gradus':>12}  {'ratio':>6}  {'limit':>6}   peers, milliseconds")
    shapes = QUICK if given.quick else [*SHAPES, (10, 20_000), (50, 20_000)]
    rows = []
    for dimension, samples in shapes:
        rows += measure(given.program, dimension, samples, competitors, given.rounds, limit)
    for dimension in BLOCKS[:2] if given.quick else BLOCKS:
        rows += measure(given.program, dimension, 1, conditioning, given.rounds, limit)
    for dimension in CHECKS[:2] if given.quick else CHECKS:
        rows += measure(given.program, dimension, 1, gradient_checks, given.rounds, limit)
    growth = exponents(rows)
    print()
    for g in growth:
        print(f"{g['operation']}: time grows like {g['of']}^{g['exponent']:.2f} from {g['from']} to {g['to']}")
    print()
    exactness = accuracy(given.program, CONDITIONS[:4] if given.quick else CONDITIONS)
    print()
    # The kernel says what a process takes; elsewhere than on Linux it is asked in another way.
    taken = memory(given.program, *MEMORY) if sys.platform == "linux" and not given.quick else None
    if given.json:
        found = {"limits": limit, "kernels": used, "rows": rows, "growth": growth, "accuracy": exactness, "memory": taken}
        pathlib.Path(given.json).write_text(json.dumps(found, indent=1) + "\n")
    if given.markdown:
        pathlib.Path(given.markdown).write_text(markdown(rows, limit, used, growth, exactness, taken))


if __name__ == "__main__":
    main()
