use super::{bracketed, display, equations, inline, prose, width, wrap};

fn reads(latex: &str, expected: &str) {
    assert_eq!(inline(latex), expected, "{latex}");
}

#[test]
fn scripts_use_unicode_forms_where_they_exist() {
    reads(r"A^{-1}", "A⁻¹");
    reads(r"A^{-T} = (A^{-1})^\top", "A⁻ᵀ = (A⁻¹)ᵀ");
    reads(r"x_n^2", "xₙ²");
    reads(r"\Lambda_{aa}^{-1}", "Λ_aa⁻¹");
    reads(r"\Sigma_{\mathrm{ML}}", "Σ_ML");
    reads(r"x^{(n)}", "x⁽ⁿ⁾");
    reads(r"(2\pi)^{D/2}", "(2π)^(D/2)");
    reads(r"|\Sigma|^{1/2}", "|Σ|^(1/2)");
    reads(r"f'(x)", "f′(x)");
    reads(r"\left(x-\mu\right)^T", "(x − μ)ᵀ");
}

#[test]
fn the_two_blocks_of_a_vector_look_alike() {
    reads(r"x_a, x_b", "x_a, x_b");
    reads(r"z_a^T\Lambda_{aa}z_a", "z_aᵀΛ_aa z_a");
    reads(r"\mu_{a|b} = \mu_a + \Sigma_{ab} \Sigma_{bb}^{-1} (x_b - \mu_b)", "μ_(a|b) = μ_a + Σ_ab Σ_bb⁻¹(x_b − μ_b)");
}

#[test]
fn fractions_stay_unambiguous_in_one_line() {
    reads(r"\frac{1}{2}\Sigma^{-1}", "½Σ⁻¹");
    reads(r"\tfrac12 x", "½x");
    reads(r"\frac{a}{b}", "a/b");
    reads(r"\frac{a+b}{2c}", "(a + b)/(2c)");
    reads(r"\frac{1}{N}\sum_{n=1}^{N} x_n", "(1/N) ∑ₙ₌₁ᴺ xₙ");
    reads(r"-\frac{N}{2}\ln|\Sigma| + c", "−(N/2) ln|Σ| + c");
    reads(r"\mu = \frac{a}{b} + 1", "μ = a/b + 1");
    reads(r"\frac{1}{(2\pi)^{D/2}}\frac{1}{|\Sigma|^{1/2}}", "(1/(2π)^(D/2))(1/|Σ|^(1/2))");
    reads(r"\frac{\sigma^2}{N\sigma_0^2+\sigma^2}\mu_0", "(σ²/(Nσ₀² + σ²))μ₀");
    reads(r"-\frac{y^2}{2\lambda}", "−y²/(2λ)");
    reads(r"\left(\frac{a}{2}\right)^2", "(a/2)²");
}

#[test]
fn derivatives_precede_their_operands() {
    reads(r"\frac{\partial}{\partial A} \ln|A| = A^{-T}", "∂/∂A ln|A| = A⁻ᵀ");
    reads(r"\frac{\partial}{\partial\mu}(x-\mu)^T", "∂/∂μ (x − μ)ᵀ");
    reads(r"\frac{\partial \ln|A|}{\partial A}", "∂ ln|A| / ∂A");
    reads(r"\frac{\partial \mathcal{L}}{\partial \Sigma_{ab}} = 0", "∂ℒ/∂Σ_ab = 0");
    reads(r"\nabla_x x^T A x = 2Ax", "∇ₓxᵀAx = 2Ax");
}

#[test]
fn functions_sums_and_integrals_have_space_around_them() {
    reads(r"\ln p(X|\mu)", "ln p(X|μ)");
    reads(r"2\ln x", "2 ln x");
    reads(r"\operatorname{tr}(AB) = \mathrm{tr}(BA)", "tr(AB) = tr(BA)");
    reads(r"\exp\left\{-\frac{1}{2}\Delta^2\right\}", "exp{−½Δ²}");
    reads(r"\exp\{-x\}", "exp{−x}");
    reads(r"\prod_{j=1}^{D}\lambda_j", "∏ⱼ₌₁ᴰ λⱼ");
    reads(r"\int_{-\infty}^{\infty} p(x)\,dx = 1", "∫_(−∞)^∞ p(x) dx = 1");
    reads(r"\arg\max_{\mu} f(\mu)", "arg max_μ f(μ)");
    reads(r"\max_{x} (-x)", "maxₓ (−x)");
    reads(r"\underset{\mu}{\text{argmax}}~f", "argmax_μ f");
    reads(r"\det A \neq 0 \Leftrightarrow A^{-1}", "det A ≠ 0 ⇔ A⁻¹");
    reads(r"a \cdot b", "a · b");
    reads(r"a \quad b", "a   b");
}

#[test]
fn letters_come_from_their_alphabets() {
    reads(r"\mathcal{N}(x|\mu,\Sigma)", "𝒩(x|μ, Σ)");
    reads(r"\mathbb{E}[\boldsymbol{x}\mathbf{x}^{T}]", "𝔼[xxᵀ]");
    reads(r"\bar{x} + \hat\mu", "x̄ + μ̂");
    reads(r"\text{for all } x", "for all x");
    reads(r"\lambda\tau\Delta", "λτΔ");
    reads(r"\sqrt{2} + \sqrt{2\pi} + \sqrt[3]{x}", "√2 + √(2π) + ∛x");
    reads(r"\unheardof + 1", "unheardof + 1");
}

#[test]
fn a_minus_is_a_sign_where_an_operand_follows() {
    reads(r"-x", "−x");
    reads(r"a = -x", "a = −x");
    reads(r"(-x) - y", "(−x) − y");
    reads(r"|A| - |-B|", "|A| − |−B|");
}

#[test]
fn a_matrix_is_flat_inline_and_tall_on_display() {
    let latex = r"\Sigma = \begin{bmatrix} \Sigma_{aa} & \Sigma_{ab} \\ \Sigma_{ba} & \Sigma_{bb} \end{bmatrix}";
    reads(latex, "Σ = [Σ_aa Σ_ab; Σ_ba Σ_bb]");
    assert_eq!(display(latex, 80), ["Σ = ⎡Σ_aa  Σ_ab⎤", "    ⎣Σ_ba  Σ_bb⎦"]);
    let inverse = r"\begin{pmatrix} a & b \cr c & d \cr e & -f \end{pmatrix}^{-1} x";
    assert_eq!(display(inverse, 80), ["⎛a  b ⎞⁻¹", "⎜c  d ⎟  x", "⎝e  −f⎠"]);
    reads(r"\begin{bmatrix} x - 1 \\ 2 \end{bmatrix}", "[x − 1; 2]");
    let cases = r"\delta = \begin{cases} 1 & (i=k) \\ 0 & (i\neq k) \end{cases}";
    assert_eq!(display(cases, 80), ["δ = ⎧1  (i = k)", "    ⎩0  (i ≠ k)"]);
}

#[test]
fn a_bracket_is_as_tall_as_its_content() {
    let latex = r"\left\{ \begin{bmatrix} a \\ b \end{bmatrix} \right\}";
    assert_eq!(display(latex, 80), ["⎧⎡a⎤⎫", "⎩⎣b⎦⎭"]);
}

#[test]
fn aligned_equations_are_set_below_each_other() {
    let latex = r"\begin{align} \mu_N &= a + b \\ &= c \end{align}";
    assert_eq!(display(latex, 80), ["μ_N = a + b", "    = c"]);
}

#[test]
fn aligned_equations_that_are_too_wide_are_broken() {
    let latex = r"\begin{aligned} y &= a + b + c + d + e + f \\ &= g \end{aligned}";
    let lines = display(latex, 16);
    assert!(lines.iter().all(|line| width(line) <= 16), "{lines:#?}");
    assert_eq!(lines.last().map(String::as_str), Some("= g"));
}

#[test]
fn a_long_formula_breaks_before_a_relation_and_never_exceeds_the_width() {
    let term = r"(x-\mu)^T\Sigma^{-1}(x-\mu)";
    let latex = format!("f(x) = {term} + {term} = {term} + {term} + {term}");
    let lines = display(&latex, 50);
    assert!(lines.len() > 1);
    assert!(lines.iter().all(|line| width(line) <= 50), "{lines:#?}");
    let joined: String = lines.concat().split_whitespace().collect();
    assert_eq!(joined, inline(&latex).split_whitespace().collect::<String>());
    assert!(lines.iter().any(|line| line.trim_start().starts_with('=')), "{lines:#?}");
}

#[test]
fn malformed_input_is_set_as_far_as_possible() {
    for latex in
        ["", "{", "}", r"\", r"\frac", r"\frac{a", "x^", "_", r"\left(", r"\right)", r"\begin{bmatrix} a & b", "$&"]
    {
        assert!(inline(latex).len() <= 20, "{latex}");
        assert!(display(latex, 10).len() <= 2, "{latex}");
    }
    reads(r"\frac{a}{b", "a/b");
    reads(r"\begin{bmatrix} a & b", "[a b]");
}

#[test]
fn formulas_in_prose_are_set() {
    assert_eq!(prose(r"Since $\Sigma^{-1}$ is symmetric."), "Since Σ⁻¹ is symmetric.");
    assert_eq!(prose("It costs 5$."), "It costs 5$.");
}

#[test]
fn text_is_wrapped_between_words() {
    assert_eq!(wrap("one two three four", 9), ["one two", "three", "four"]);
    assert_eq!(wrap("", 9), [""]);
    assert_eq!(wrap("one two\u{a0}three", 9), ["one", "two three"]);
    assert_eq!(wrap("incompressible word", 5), ["incompressible", "word"]);
}

#[test]
fn numbers_in_brackets_are_aligned() {
    let rows = [vec!["1".to_string(), "−10".to_string()], vec!["−2".to_string(), "3".to_string()]];
    assert_eq!(bracketed(&rows), ["⎡ 1  −10⎤", "⎣−2    3⎦"]);
    assert_eq!(bracketed(&[vec!["7".to_string()]]), ["7"]);
}

#[test]
fn equations_are_set_side_by_side_as_far_as_they_fit() {
    let square = [vec!["1".to_string(), "0".to_string()], vec!["0".to_string(), "2".to_string()]];
    let number = [vec!["3".to_string()]];
    let pairs = [("A", &square[..]), ("x", &number[..])];
    assert_eq!(equations(pairs, 80), ["A = ⎡1  0⎤    x = 3", "    ⎣0  2⎦"]);
    assert_eq!(equations(pairs, 12), ["A = ⎡1  0⎤", "    ⎣0  2⎦", "x = 3"]);
}
