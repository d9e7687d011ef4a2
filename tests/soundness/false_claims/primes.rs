//! Terms that vanish modulo a well-known prime; claims that hold for few samples, or for some sizes only.

use crate::tools::*;

const KIND: &str = "primes";

/// x + c y = x for a constant c.
fn added(name: &'static str, latex: &'static str, left: Formula) -> Claim {
    Claim::new(name, latex).given([number("x"), number("y")]).identity(left, formula!(|x| v(x))).controls(USUAL)
}

/// The squares of N numbers, with a factor that is 1 for few of them.
fn samples(name: &'static str, latex: &'static str, right: Formula) -> Claim {
    Claim::new(name, latex).given([vector("x", N)]).identity(formula!(|x| squares(x)), right).controls(USUAL)
}

pub fn entries() -> Vec<Entry> {
    let primes = [
        added(
            "two_primes",
            r"x + (2^{61} - 1)(2^{64} - 2^{32} + 1) y / 2^{200} = x",
            formula!(|x, y| {
                let first = two::<F>(61)? - F::one();
                let second = two::<F>(64)? - two(32)? + F::one();
                v(x) + first * second * v(y) * two(-200)?
            }),
        ),
        added("mersenne_61", r"x + (2^{61} - 1) y = x", formula!(|x, y| v(x) + F::integer((1 << 61) - 1) * v(y))),
        added(
            "goldilocks",
            r"x + (2^{64} - 2^{32} + 1) y / 2^{300} = x",
            formula!(|x, y| v(x) + (two::<F>(64)? - two(32)? + F::one()) * v(y) * two(-300)?),
        ),
        added(
            "mersenne_31",
            r"x + (2^{31} - 1) y / 2^{100} = x",
            formula!(|x, y| v(x) + F::integer((1 << 31) - 1) * v(y) * two(-100)?),
        ),
        added(
            "contest_prime",
            r"x + (10^9 + 7) y / 10^{40} = x",
            formula!(|x, y| v(x) + F::integer(1_000_000_007) * v(y) * ten(-40)?),
        ),
        added(
            "transform_prime",
            r"x + 998244353 y / 10^{40} = x",
            formula!(|x, y| v(x) + F::integer(998_244_353) * v(y) * ten(-40)?),
        ),
        added(
            "many_primes",
            r"x + \prod p \; y / 2^{700} = x",
            formula!(|x, y| {
                let mut mersenne = [31, 61, 89, 107, 127].into_iter();
                let product = mersenne.try_fold(two::<F>(64)? - two(32)? + F::one(), |product, n| {
                    Ok::<F, Error>(product * (two::<F>(n)? - F::one()))
                })?;
                let more = F::integer(1_000_000_007) * F::integer(998_244_353) * F::integer(1_000_000_009);
                v(x) + product * more * v(y) * two(-700)?
            }),
        ),
        Claim::new("two_primes_in_a_slope", r"d(x^2 + (2^{61} - 1)(2^{64} - 2^{32} + 1) x / 2^{220}) / dx = 2x")
            .given([number("x")])
            .gradient(
                formula!(|x| {
                    let both = (two::<F>(61)? - F::one()) * (two::<F>(64)? - two(32)? + F::one());
                    square(v(x)) + both * v(x) * two(-220)?
                }),
                "x",
                formula!(|x| v(x) * F::integer(2)),
            )
            .controls(USUAL),
    ];
    let few = [
        (
            "from N = 4 on the factor is not 1",
            samples(
                "samples_from_4",
                r"\sum_n x_n^2 = (1 + (N-1)(N-2)(N-3)) \sum_n x_n^2",
                formula!(|x; n| squares(x) * F::integer(1 + falling(n, 3))),
            ),
        ),
        (
            "from N = 5 on the factor is not 1",
            samples(
                "samples_from_5",
                r"\sum_n x_n^2 = (1 + (N-1) \cdots (N-4)) \sum_n x_n^2",
                formula!(|x; n| squares(x) * F::integer(1 + falling(n, 4))),
            ),
        ),
        (
            "from N = 7 on the factor is not 1",
            samples(
                "samples_from_7",
                r"\sum_n x_n^2 = (1 + (N-1) \cdots (N-6)) \sum_n x_n^2",
                formula!(|x; n| squares(x) * F::integer(1 + falling(n, 6))),
            ),
        ),
        (
            "right for N = 1 and 2 only",
            Claim::new("samples_from_3", r"(\sum_n x_n)^2 - \sum_n x_n^2 = 2 x_1 x_N (N - 1)")
                .given([vector("x", N)])
                .identity(
                    formula!(|x| square(total(x)) - squares(x)),
                    formula!(|x; n| {
                        F::integer(2 * (n as i64 - 1)) * v(x) * x[(n - 1, 0)].clone()
                    }),
                )
                .controls(USUAL),
        ),
        (
            "2ᴺ and ⅓(N³ − 3N² + 8N) differ from N = 5 on: 32 and 30",
            samples(
                "powers_of_two",
                r"\sum_n x_n^2 = 2^N / (\tfrac{1}{3}(N^3 - 3N^2 + 8N)) \sum_n x_n^2",
                formula!(|x; n| {
                    let n = n as i64;
                    over(squares(x) * F::integer(3 * (1 << n)), F::integer(n * n * n - 3 * n * n + 8 * n))
                }),
            ),
        ),
    ];
    let sizes = [
        (
            "D, P and Q are three sizes: D need not be P + Q",
            Claim::new("three_sizes", r"(D - P - Q) \operatorname{tr} S = 0")
                .given([covariance("S", D), vector("a", P), vector("b", Q)])
                .identity(
                    formula!(|S, a, b; d, p, q| {
                        let rest = F::integer(d as i64 - p as i64 - q as i64);
                        trace(S)? * rest + (v(a) + v(b)) * F::zero()
                    }),
                    formula!(|| F::zero()),
                )
                .control("tr S", formula!(|S| trace(S))),
        ),
        (
            "the left side is D·P, and D need not be P + Q",
            Claim::new("products_of_sizes", r"|1_{D \times P}|^2 = P^2 + PQ")
                .given([matrix("A", D, P), vector("b", Q)])
                .identity(
                    formula!(|A| total(&A.map(|_| F::one()))),
                    formula!(|; p, q| F::integer((p * p + p * q) as i64)),
                )
                .controls(USUAL),
        ),
        (
            "for P ≠ Q a power of λ is missing",
            Claim::new("sylvester_without_power", r"|\lambda I_P + AB| = |\lambda I_Q + BA|")
                .given([matrix("A", P, Q), matrix("B", Q, P), positive("l", ONE)])
                .identity(
                    formula!(|A, B, l; p| determinant(&(eye::<F>(p) * v(l) + A * B))),
                    formula!(|A, B, l; q| determinant(&(eye::<F>(q) * v(l) + B * A))),
                )
                .controls(USUAL),
        ),
        (
            "P need not be Q",
            Claim::new("half_of_the_sizes", r"2P = P + Q")
                .given([vector("a", P), vector("b", Q)])
                .identity(
                    formula!(|a, b| total(&a.map(|_| F::integer(2))) + total(b) * F::zero()),
                    formula!(|; p, q| F::integer((p + q) as i64)),
                )
                .controls(USUAL),
        ),
    ];
    let mut entries = Vec::new();
    entries.extend(primes.map(|claim| entry(KIND, "the term is zero modulo a prime, but not in truth", claim)));
    entries.extend(few.map(|(why, claim)| entry(KIND, why, claim)));
    entries.extend(sizes.map(|(why, claim)| entry(KIND, why, claim)));
    entries
}
