package dev.gradus.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.run.Step;
import dev.gradus.run.Step.Phase;
import dev.gradus.run.Trace;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The lesson's equations are printed as its author wrote them. */
class LessonExplanationTest {
    private final LessonGraph lesson = new LessonGraph();
    private final Trace trace = lesson.training();
    private final Explanation explanation = Explanation.of(trace);

    @Test
    void theEquationsAreTheLessonsOneToEight() {
        assertThat(numbered().stream().map(Equation::toString))
                .containsExactly(
                        "σ(z) = 1 / (1 + exp(−z))",
                        "z = xW + b",
                        "ŷ = σ(z)",
                        "J = ½ · 1/n_batch · Σ_t Σ_k (y_tk − ŷ_tk)²",
                        "∂J/∂ŷ = 1/n_batch · (ŷ − y)",
                        "∂J/∂z = ∂J/∂ŷ ∗ σ′(z)",
                        "∂J/∂W = xᵀ ∂J/∂z",
                        "∂J/∂b = Σ_t ∂J/∂z",
                        "W ← W − η · ∂J/∂W",
                        "b ← b − η · ∂J/∂b");
    }

    private List<Equation> numbered() {
        return explanation.equations().stream()
                .filter(equation -> equation.number().isPresent())
                .toList();
    }

    /** As in the notebook; a chain of equations is reduced to its first and last part. */
    private static final List<String> NOTEBOOK = List.of(
            "\\sigma(z) = \\frac{1}{1+\\epsilon^{-z}}",
            "z = xW + b",
            "\\hat{y} = \\sigma(z)",
            "J(y,\\hat{y}) = \\frac{1}{2} \\frac{1}{n_\\text{batch}} \\sum_{t=1}^{n_\\text{batch}} \\ "
                    + "\\sum_{k=1}^{n_\\text{out}} \\ (y_{tk} - \\hat{y}_{tk})^2",
            "\\frac{\\partial J}{\\partial \\hat{y}} = \\frac{1}{n_\\text{batch}} (\\hat{y} - y)",
            "\\frac{\\partial J}{\\partial z} = \\frac{\\partial J}{\\partial \\hat{y}} * \\sigma'(z)",
            "\\frac{\\partial J}{\\partial W} = x^T \\big(\\frac{\\partial J}{\\partial z}\\big)",
            "\\frac{\\partial J}{\\partial b} = \\sum_{t=1}^{n_\\text{batch}} \\frac{\\partial J}{\\partial z_k}");

    /**
     * The notebook writes ε for e, bounds of sums, the arguments of J, and, in equation 8, z_k where the sum over t leaves
     * k. It has superfluous parentheses.
     */
    @Test
    void theEquationsAreTheNotebooksBesideTheWayOfWriting() {
        List<String> generated = numbered().stream()
                .limit(8)
                .map(equation -> equation.formula().left().latex() + " = "
                        + equation.formula().right().latex())
                .toList();
        assertThat(generated.stream().map(latex -> latex.replace(" ", "")))
                .containsExactlyElementsOf(NOTEBOOK.stream()
                        .map(latex -> latex.replace("\\epsilon", "e")
                                .replaceAll("\\\\sum_\\{(.)=1}\\^\\{n_\\\\text\\{\\w+}}", "\\\\sum_{$1}")
                                .replace("J(y,\\hat{y})", "J")
                                .replace("z_k", "z")
                                .replace(
                                        "\\big(\\frac{\\partial J}{\\partial z}\\big)",
                                        "\\frac{\\partial J}{\\partial z}")
                                .replace("n_\\text{batch}", "n_{\\text{batch}}")
                                .replace("^T", "^{\\top}")
                                .replace("^2", "^{2}")
                                .replace("\\ ", "")
                                .replace(" ", ""))
                        .toList());
        assertThat(explanation.latex()).contains("\\sigma'(z) &= \\sigma(z) * (1 - \\sigma(z))");
    }

    @Test
    void unnamedValuesAndTheSeedHaveNoNumber() {
        assertThat(explanation.equations().stream()
                        .filter(equation -> equation.number().isEmpty())
                        .map(Equation::toString))
                .containsExactly("σ′(z) = σ(z) ∗ (1 − σ(z))", "∂J/∂J = 1", "∂J/∂(xW) = ∂J/∂z");
    }

    @Test
    void theRuleAsItRunsIsNotSimplified() {
        assertThat(numbered().get(4).asRun().text()).isEqualTo("∂J/∂ŷ = ∂J/∂J ∗ ((ŷ − y) / n_batch)");
        assertThat(numbered().get(5).asRun().text()).isEqualTo("∂J/∂z = ∂J/∂ŷ ∗ (ŷ ∗ (1 − ŷ))");
        assertThat(numbered().get(7).asRun().text()).isEqualTo("∂J/∂b = sumTo(∂J/∂z, (1, n_out=1))");
    }

    @Test
    void shapesStandWithEveryValue() {
        assertThat(numbered().get(1).withShapes().text()).isEqualTo("z[4×1] = x[4×2] W[2×1] + b[1×1]");
        assertThat(numbered().get(6).withShapes().text()).isEqualTo("∂J/∂W[2×1] = xᵀ[2×4] ∂J/∂z[4×1]");
    }

    @Test
    void oneElementHasIndicesAndSums() {
        assertThat(numbered().stream()
                        .skip(1)
                        .map(equation -> equation.element().text()))
                .containsExactly(
                        "z_tk = (Σ_i x_ti · W_ik) + b_1k",
                        "ŷ_tk = σ(z_tk)",
                        "J = ½ · 1/n_batch · Σ_t Σ_k (y_tk − ŷ_tk)²",
                        "∂J/∂ŷ_tk = 1/n_batch · (ŷ_tk − y_tk)",
                        "∂J/∂z_tk = ∂J/∂ŷ_tk · (ŷ_tk · (1 − ŷ_tk))",
                        "∂J/∂W_ik = Σ_t x_ti · ∂J/∂z_tk",
                        "∂J/∂b_1k = Σ_t ∂J/∂z_tk",
                        "W_ik ← W_ik − η · ∂J/∂W_ik",
                        "b_1k ← b_1k − η · ∂J/∂b_1k");
    }

    @Test
    void oneElementIsWrittenOutWithItsNumbers() {
        Step toW = LessonGraph.step(trace, Phase.CONTRIBUTION, lesson.W);
        ElementEquation element = explanation.element(toW, 1, 0);
        assertThat(element.symbols().text())
                .isEqualTo("∂J/∂W₂₁ = x₁₂ · ∂J/∂z₁₁ + x₂₂ · ∂J/∂z₂₁ + x₃₂ · ∂J/∂z₃₁ + x₄₂ · ∂J/∂z₄₁");
        assertThat(element.numbers().text())
                .isEqualTo("∂J/∂W₂₁ = 0 · 0.0312 + 1 · 0.0349 + 0 · 0.0337 + 1 · (−0.0065)");
        assertThat(element.value()).isEqualTo(toW.value().get(1, 0));
        assertThatThrownBy(() -> explanation.element(toW, 2, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void aStepOfAnUnnamedValueBelongsToTheEquationThatItIsPartOf() {
        Equation z = numbered().get(1);
        assertThat(explanation.equation(trace.steps().get(0))).isSameAs(z);
        assertThat(z.steps())
                .containsExactly(trace.steps().get(0), trace.steps().get(1));
        Step unfolded = LessonGraph.step(trace, Phase.CONTRIBUTION, lesson.b);
        assertThat(explanation.equation(unfolded)).isSameAs(numbered().get(7));
        Step other = new LessonGraph().training().steps().get(0);
        assertThatThrownBy(() -> explanation.equation(other)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theLocalFactorIsWhatTheRuleMultipliesWith() {
        Step toZ = LessonGraph.step(trace, Phase.CONTRIBUTION, lesson.z);
        assertThat(explanation
                        .symbol(explanation.localFactor(toZ).orElseThrow())
                        .text())
                .isEqualTo("ŷ ∗ (1 − ŷ)");
        Step toW = LessonGraph.step(trace, Phase.CONTRIBUTION, lesson.W);
        assertThat(explanation
                        .symbol(explanation.localFactor(toW).orElseThrow())
                        .text())
                .isEqualTo("xᵀ");
        assertThat(explanation.localFactor(trace.steps().get(0))).isEmpty();
    }

    @Test
    void allFormsAreKept() throws IOException {
        Golden.assertSame("lesson-equations.txt", explanation.text() + "\n");
        Golden.assertSame("lesson-listing.txt", explanation.listing() + "\n");
        Golden.assertSame("lesson.tex", explanation.latex());
        Golden.assertSame("lesson.mathml", explanation.mathMl());
        Golden.assertSame("lesson-java.txt", explanation.java());
        Golden.assertSame("lesson-numpy.txt", explanation.numpy());
    }

    @Test
    void theLastWordOfAnUpdateIsTheRunsParameter() {
        Step update = LessonGraph.step(trace, Phase.UPDATE, lesson.W);
        assertThat(update.value()).isEqualTo(lesson.run.parameters().get(lesson.W));
        assertThat(update.value()).isNotEqualTo(trace.value(lesson.W));
    }
}
