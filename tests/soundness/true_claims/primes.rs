//! Primes that cancel; sums that are right for any number of samples, and any sizes.

use crate::tools::*;

const KIND: &str = "primes";

pub fn entries() -> Vec<Entry> {
    vec![
        entry(
            KIND,
            "the term is added and taken away",
            Claim::new("two_primes_there_and_back", r"(x + p_1 p_2 y / 2^{200}) - p_1 p_2 y / 2^{200} = x")
                .given([number("x"), number("y")])
                .identity(
                    formula!(|x, y| {
                        let both = (two::<F>(61)? - F::one()) * (two::<F>(64)? - two(32)? + F::one());
                        let term = both * v(y) * two(-200)?;
                        (v(x) + term.clone()) - term
                    }),
                    formula!(|x| v(x)),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "a number other than 0, times its reciprocal",
            Claim::new("reciprocal_of_prime", r"(2^{61} - 1)^{-1} (2^{61} - 1) x = x")
                .given([number("x")])
                .identity(
                    formula!(|x| {
                        let prime = F::integer((1 << 61) - 1);
                        prime.reciprocal()? * prime * v(x)
                    }),
                    formula!(|x| v(x)),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "(a − 1)(a + 1) = a² − 1",
            Claim::new("mersenne_factors", r"(2^{31} - 1)(2^{31} + 1) x = (2^{62} - 1) x")
                .given([number("x")])
                .identity(
                    formula!(|x| F::integer((1 << 31) - 1) * F::integer((1 << 31) + 1) * v(x)),
                    formula!(|x| F::integer((1 << 62) - 1) * v(x)),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "a square multiplied out",
            Claim::new("square_with_prime", r"(p x + y)^2 = p^2 x^2 + 2 p x y + y^2, \quad p = 2^{61} - 1")
                .given([number("x"), number("y")])
                .identity(
                    formula!(|x, y| square(F::integer((1 << 61) - 1) * v(x) + v(y))),
                    formula!(|x, y| {
                        let prime = F::integer((1 << 61) - 1);
                        square(prime.clone() * v(x)) + F::integer(2) * prime * v(x) * v(y) + square(v(y))
                    }),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "Lagrange's identity",
            Claim::new("lagrange", r"N \sum_n x_n^2 - (\sum_n x_n)^2 = \tfrac{1}{2} \sum_{nm} (x_n - x_m)^2")
                .given([vector("x", N)])
                .identity(
                    formula!(|x; n| squares(x) * F::integer(n as i64) - square(total(x))),
                    formula!(|x| {
                        let pairs = x.iter().flat_map(|a| x.iter().map(|b| square(a.clone() - b.clone())));
                        pairs.fold(F::zero(), |sum, square| sum + square) * F::half()
                    }),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the sum of the first square numbers",
            Claim::new("square_numbers", r"\sum_{n=1}^N n^2 + \sum_n x_n = N(N+1)(2N+1)/6 + \sum_n x_n")
                .given([vector("x", N)])
                .identity(
                    formula!(|x; n| (1..=n as i64).fold(total(x), |sum, k| sum + F::integer(k * k))),
                    formula!(|x; n| {
                        let n = n as i64;
                        F::ratio(n * (n + 1) * (2 * n + 1), 6)? + total(x)
                    }),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the deviations from the mean",
            Claim::new("deviations", r"\sum_n |x_n - \bar x|^2 = \sum_n |x_n|^2 - N |\bar x|^2")
                .given([matrix("X", D, N)])
                .identity(
                    formula!(|X; n| {
                        let mean = X * ones::<F>(n) * F::ratio(1, n as i64)?;
                        squares(&(X - mean * ones::<F>(n).transpose()))
                    }),
                    formula!(|X; n| squares(X) - squares(&(X * ones::<F>(n))) * F::ratio(1, n as i64)?),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "the trace of a block matrix is that of its blocks",
            Claim::new("trace_of_blocks", r"\operatorname{tr} S = \operatorname{tr} S_{aa} + \operatorname{tr} S_{bb}")
                .given([covariance("S", P + Q)])
                .identity(
                    formula!(|S| trace(S)),
                    formula!(|S; p| {
                        let parts = blocks(S, p)?;
                        trace(&parts.aa)? + trace(&parts.bb)?
                    }),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "Sylvester's identity, with the power of λ",
            Claim::new("sylvester_with_power", r"\lambda^Q |\lambda I_P + AB| = \lambda^P |\lambda I_Q + BA|")
                .given([matrix("A", P, Q), matrix("B", Q, P), positive("l", ONE)])
                .identity(
                    formula!(|A, B, l; p, q| {
                        power(v(l), q as u32) * determinant(&(eye::<F>(p) * v(l) + A * B))?
                    }),
                    formula!(|A, B, l; p, q| {
                        power(v(l), p as u32) * determinant(&(eye::<F>(q) * v(l) + B * A))?
                    }),
                )
                .controls(USUAL),
        ),
        entry(
            KIND,
            "D·P entries, whatever D and P are",
            Claim::new("number_of_entries", r"|1_{D \times P}|^2 + b_1 = DP + b_1")
                .given([matrix("A", D, P), vector("b", Q)])
                .identity(
                    formula!(|A, b| total(&A.map(|_| F::one())) + v(b)),
                    formula!(|b; d, p| F::integer((d * p) as i64) + v(b)),
                )
                .controls(USUAL),
        ),
    ]
}
