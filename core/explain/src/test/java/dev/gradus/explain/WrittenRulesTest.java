package dev.gradus.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.flow.Scan;
import dev.gradus.graph.Graph;
import dev.gradus.linalg.LinearAlgebra;
import dev.gradus.nn.PoolWindows;
import dev.gradus.nn.Pools;
import dev.gradus.node.Constant;
import dev.gradus.node.Custom;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Evaluator;
import dev.gradus.run.Trace;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules may consist of constants and of each other's gradients. */
class WrittenRulesTest {
    private final Input a = Input.of("a", 2);
    private final Input b = Input.of("b", 2);

    private Explanation explained(Node j) {
        Evaluator numbers = Evaluator.of(Graph.of(j));
        numbers.graph().inputs().forEach(input -> numbers.feed(input, Tensor.generate(input.shape(), i -> i + 2.0)));
        return Explanation.of(Trace.of(numbers));
    }

    private Node product(Custom.Backward rule) {
        return Custom.of(List.of(a, b), (in, out) -> Arrays.setAll(out, i -> in[0][i] * in[1][i]), rule)
                .sum()
                .named("J");
    }

    @Test
    void constantsOfRulesHaveNames() {
        Explanation power =
                explained(a.pow(Constant.of(Tensor.of(Shape.of(2), 2, 3))).sum().named("J"));
        assertThat(power.text()).contains("c₁", "c₂");
        assertThat(power.given()).extracting(CodeVariable::numpy).containsExactly("a", "c_1", "c_2");
        assertThat(power.numpy()).contains("c_2");
        assertThat(power.java()).contains("c2");
    }

    /** The rule of a product shares its parts at each level. Without sharing, nine levels take 200,000 characters. */
    @Test
    void whatARuleSharesIsWrittenOnce() {
        Input x = Input.of("x", 40);
        Explanation product = explained(x.tanh().prod(0).named("J"));
        for (String code : List.of(product.java(), product.numpy())) {
            assertThat(code.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(20_000));
            assertThat(code).hasSizeLessThan(60_000).contains("part");
        }
    }

    @Test
    void namedConstantsOfRulesKeepTheirs() {
        Constant w = Constant.of("w", Tensor.of(Shape.of(2), 2, 3));
        Constant k = Constant.of("k", Tensor.scalar(3));
        Explanation rule =
                explained(a.withGradient(upstream -> upstream.multiply(w).multiply(k))
                        .sum()
                        .named("J"));
        assertThat(rule.text()).contains("∗ w ∗ k");
        assertThat(rule.numpy()).contains("* w * 3");
        assertThat(rule.given()).extracting(CodeVariable::numpy).containsExactly("a", "w");
    }

    @Test
    void aGradientIsDefinedBeforeAnotherIsComputedFromIt() {
        Explanation explanation = explained(product((op, upstream) -> {
            Node ofB = upstream.multiply(a);
            return List.of(ofB.multiply(b).divide(a), ofB);
        }));
        assertThat(explanation.numpy()).containsSubsequence("\ndb = ", "\nda = db * b / a");
        assertThat(explanation.java()).containsSubsequence("\nNode db = ", "\nNode da = db.multiply(b).divide(a)");
        assertThat(explanation.text()).containsSubsequence("∂J/∂b = ", "∂J/∂a = ∂J/∂b ∗ b / a");
    }

    @Test
    void aGradientThatIsThatOfTwoOperandsIsDefinedOnce() {
        Explanation explanation = explained(product((op, upstream) -> {
            Node both = upstream.multiply(2);
            return List.of(both, both);
        }));
        assertThat(explanation.numpy().lines().filter(line -> line.endsWith(" * 2")))
                .hasSize(1);
    }

    /** As in a textbook. */
    @Test
    void theGradientOfASystemsMatrixIsWrittenWithThatOfItsRightHandSide() {
        Input matrix = Input.of("A", 2, 2);
        Input right = Input.of("B", 2, 1);
        Explanation explanation =
                explained(LinearAlgebra.solve(matrix, right).named("X").sum().named("J"));
        assertThat(explanation.text()).containsSubsequence("∂J/∂B = solve(Aᵀ, ∂J/∂X)", "∂J/∂A = −(∂J/∂B Xᵀ)");
    }

    @Test
    void aTransposeOfATransposeIsTheValue() {
        Input q = Input.of("q", 4, 3);
        Input k = Input.of("k", 4, 3);
        Explanation explanation =
                explained(q.matMul(k.transpose()).square().sum().named("J"));
        assertThat(explanation.text()).contains("∂J/∂q = ∂J/∂(q kᵀ) k");
        assertThat(explanation.numpy()).contains("dq = dq_k_T @ k\n").doesNotContain(".T.T");
        assertThat(explanation.java()).doesNotContain(".transpose().transpose()");
    }

    @Test
    void theGradientOfABiasIsSummedAsInNumpy() {
        Input q = Input.of("q", 4, 2);
        assertThat(explained(q.add(b).square().sum().named("J")).numpy()).contains("\ndb = dq_b.sum(0)\n");
        assertThat(explained(Input.of("c", 5, 4, 2).add(b).square().sum().named("J"))
                        .numpy())
                .contains("\ndb = dc_b.sum((0, 1))\n");
        Input row = Input.of("row", 1, 2);
        assertThat(explained(q.add(row).square().sum().named("J")).numpy())
                .contains("\ndrow = np.sum(dq_row, axis=(0,), keepdims=True)\n");
    }

    @Test
    void aPoolsGradientGoesToTheCellsThatWon() {
        Input x = Input.of("x", 1, 2, 6);
        Explanation explanation = explained(Pools.maxPool(x.tanh().named("h"), PoolWindows.of(2))
                .named("p")
                .square()
                .sum()
                .named("J"));
        assertThat(explanation.text()).contains("∂J/∂h = Σ_w ∂J/∂p_w ∗ [h = p_w]");
        assertThat(explanation.numpy()).doesNotContain("lambda");
    }

    @Test
    void theGradientOfALoopsWeightIsASumOverItsSteps() {
        Parameter w = Parameter.of("W", Tensor.generate(Shape.of(2, 3), i -> i / 4.0));
        Parameter u = Parameter.of("U", Tensor.generate(Shape.of(3, 3), i -> i / 9.0));
        Scan scan = Scan.over("x", Input.of("words", 5, 1, 2), 0)
                .carry("h", Constant.of(Tensor.zeros(1, 3)))
                .body((h, x) -> x.matMul(w).add(h.matMul(u)).tanh());
        assertThat(explained(scan.output("h").square().sum().named("J")).text())
                .contains("∂J/∂W = Σ_t xₜᵀ (h̄ₜ ∗ (1 − hₜ₊₁ ∗ hₜ₊₁))", "∂J/∂U = Σ_t hₜᵀ (h̄ₜ ∗ (1 − hₜ₊₁ ∗ hₜ₊₁))");
    }
}
