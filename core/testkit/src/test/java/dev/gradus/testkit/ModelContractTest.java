package dev.gradus.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.Parameter;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Contracts of whole models: right ones hold, and a broken one is reported with the guilty op. */
class ModelContractTest {
    private static Dims dims(String... axes) {
        return Dims.dims(axes);
    }

    private static Node softmax(Node scores) {
        Node e = scores.subtract(scores.max(1).keepDims()).exp();
        return e.divide(e.sum(1).keepDims());
    }

    /** softmax(q·kᵀ)·v. */
    private static ModelSpec attention() {
        return ModelSpec.of(
                        in -> softmax(in.get(0).matMul(in.get(1).transpose())).matMul(in.get(2)))
                .input("q", dims("n", "d"), Values.between(-2, 2))
                .input("k", dims("m", "d"), Values.between(-2, 2))
                .input("v", dims("m", "d"), Values.any())
                .size("m", 1, 3)
                .size("n", 1, 3)
                .size("d", 1, 3);
    }

    /** A layer with parameters of its own, a ReLU and a loss. */
    private static ModelSpec layer() {
        Parameter w = Parameter.of("W", Tensor.of(new double[][] {{1, -0.5}, {0.3, 2}}));
        Parameter b = Parameter.of("b", Tensor.of(new double[] {0.1, -0.2}));
        return ModelSpec.of(in -> in.get(0).matMul(w).add(b).relu().square().mean())
                .input("x", dims("n", "2"), Values.between(-3, 3))
                .size("n", 1, 3)
                .reference(in -> Tensor.scalar(meanOfLayer(in.get(0))));
    }

    private static double meanOfLayer(Tensor x) {
        double sum = 0;
        for (int i = 0; i < x.shape().size(0); i++) {
            double first = Math.max(0, x.get(i, 0) + 0.3 * x.get(i, 1) + 0.1);
            double second = Math.max(0, -0.5 * x.get(i, 0) + 2 * x.get(i, 1) - 0.2);
            sum += first * first + second * second;
        }
        return sum / (2 * x.shape().size(0));
    }

    /** The product of two vectors, with its two gradients in the wrong order. */
    private static Op outer(Node a, Node b) {
        return Custom.of(
                List.of(a, b),
                in -> Shape.of(in.get(0).shape().size(0), in.get(1).shape().size(0)),
                (self, in, out) -> {
                    for (int p = 0; p < out.length; p++) {
                        out[p] = in[0][p / in[1].length] * in[1][p % in[1].length];
                    }
                },
                (self, u) -> List.of(
                        u.transpose().multiply(self.input(0)).sum(1),
                        u.multiply(self.input(1)).sum(1)));
    }

    private static ModelSpec withAWrongOp() {
        return ModelSpec.of(in -> outer(in.get(0).tanh(), in.get(1)).exp().mean())
                .input("a", dims("n"), Values.between(-2, 2))
                .input("b", dims("n"), Values.between(-2, 2))
                .size("n", 2, 3);
    }

    /** Its rule is right, but made of numbers: its own derivative is 0. */
    private static ModelSpec withARuleThatCannotBeDifferentiated() {
        return ModelSpec.of(in -> cube(in.get(0)).sum()).input("x", dims("n"), Values.between(-2, 2));
    }

    private static Op cube(Node x) {
        return Custom.like(
                x,
                (self, in, out) -> {
                    for (int i = 0; i < out.length; i++) {
                        out[i] = in[0][i] * in[0][i] * in[0][i];
                    }
                },
                (self, u) ->
                        List.of(u.multiply(self.input(0).square().multiply(3).stopGradient())));
    }

    static class AttentionProperties implements ModelContract {
        @Override
        public ModelSpec model() {
            return attention();
        }
    }

    static class OuterProperties implements ModelContract {
        @Override
        public ModelSpec model() {
            return withAWrongOp();
        }
    }

    @Test
    void rightModelsHold() {
        assertThatCode(() -> Laws.check(attention(), 1, 10)).doesNotThrowAnyException();
        assertThatCode(() -> Laws.check(layer(), 1, 10)).doesNotThrowAnyException();
    }

    @Test
    void inputsKeepToTheirDomain() {
        ModelSpec gaussian = ModelSpec.of(in -> MatrixOps.determinant(in.get(0)).log())
                .input("Σ", dims("n", "n"), Values.between(-3, 3).positiveDefinite())
                .size("n", 1, 3);
        assertThatCode(() -> Laws.check(gaussian, 1, 10)).doesNotThrowAnyException();
        ModelSpec half = ModelSpec.of(
                        in -> MatrixOps.inverse(in.get(0)).add(in.get(0)).sum())
                .input("x", dims("n", "n"), Values.between(-3, 3).invertible())
                .size("n", 1, 3);
        assertThatCode(() -> Laws.check(half, 1, 10)).doesNotThrowAnyException();
    }

    @Test
    void aWrongOpIsNamed() {
        assertThatThrownBy(() -> Laws.check(withAWrongOp(), 1, 50))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("The model breaks the law: the gradients equal the numerical ones. ")
                .asString()
                .startsWith("""
                        The model breaks the law: the gradients equal the numerical ones.
                        The rule of Custom is wrong.
                        """)
                .contains("  likely cause  for ")
                .contains("the gradient is that of b: are the two swapped?")
                .contains("  a (2)")
                .contains("  graph ")
                .contains("  replay        Laws.check(spec, 1, 50)")
                .containsPattern("  backward      [-0-9]")
                .doesNotContain("  ratio         1.0000000")
                .satisfies(report -> assertThat(report.lines()).hasSizeLessThan(40));
    }

    /** The model multiplies what the op computes by 0. */
    @Test
    void aWrongRuleIsFoundThoughNoGradientShowsIt() {
        ModelSpec hidden = ModelSpec.of(in -> outer(in.get(0), in.get(1))
                        .sum()
                        .multiply(0)
                        .add(in.get(0).sum()))
                .input("a", dims("n"), Values.between(-2, 2))
                .input("b", dims("n"), Values.between(-2, 2))
                .size("n", 2, 3);
        assertThat(Laws.smallest(hidden.asOp(), Law.GRADIENT, 20, 1, Budget.unlimited()))
                .isPresent()
                .get()
                .extracting(BrokenLawError::report)
                .asString()
                .contains("The rule of Custom is wrong.")
                .containsPattern("  backward      [-0-9]")
                .doesNotContain("  ratio         1.0000000");
    }

    @Test
    void aWrongReferenceIsFound() {
        ModelSpec wrong = layer().reference(in -> Tensor.scalar(meanOfLayer(in.get(0)) + 1e-9));
        assertThat(Laws.smallest(wrong.asOp(), Law.VALUE, 10, 1, Budget.unlimited()))
                .isPresent()
                .get()
                .satisfies(error -> {
                    assertThat(error.law()).isEqualTo(Law.VALUE);
                    assertThat(error.report())
                            .contains("The value at its only element is wrong.")
                            .contains("  x (1, 2)   [[1, 1]]");
                });
    }

    @Test
    void aRuleWithoutADerivativeOfItsOwnIsFound() {
        assertThat(Laws.smallest(withARuleThatCannotBeDifferentiated().asOp(), Law.GRADIENT, 20, 1, Budget.unlimited()))
                .isEmpty();
        assertThat(Laws.smallest(
                        withARuleThatCannotBeDifferentiated().asOp(), Law.SECOND_ORDER, 20, 1, Budget.unlimited()))
                .isPresent()
                .get()
                .extracting(BrokenLawError::report)
                .asString()
                .contains(
                        "The derivative of ⟨weights, gradients⟩ along a direction of all inputs and parameters is wrong.")
                .contains("  x (1)     [1]");
    }

    /** The other instance that a plan makes of it forgets what it multiplies by. */
    @Test
    void aRunThatDiffersIsFound() {
        int[] calls = {0};
        ModelSpec unsteady = ModelSpec.of(in -> Custom.like(
                        in.get(0),
                        (self, x, out) -> {
                            for (int i = 0; i < out.length; i++) {
                                out[i] = x[0][i] + (++calls[0] % 7 == 0 ? 1e-9 : 0);
                            }
                        },
                        (self, u) -> List.of(u)))
                .input("x", dims("n"), Values.between(-2, 2));
        assertThat(Laws.smallest(unsteady.asOp(), Law.RUN, 20, 1, Budget.unlimited()))
                .isPresent()
                .get()
                .extracting(BrokenLawError::report)
                .asString()
                .contains("The value differs between a planned run and the plain evaluator.");
    }

    /** The value is steady; a node of the rule forgets what it computes. */
    @Test
    void aGradientThatDiffersIsFound() {
        int[] calls = {0};
        ModelSpec unsteady = ModelSpec.of(in -> Custom.like(
                        in.get(0),
                        (self, x, out) -> System.arraycopy(x[0], 0, out, 0, out.length),
                        (self, u) -> List.of(u.multiply(Custom.like(
                                self.input(0),
                                (factor, x, out) -> {
                                    for (int i = 0; i < out.length; i++) {
                                        out[i] = ++calls[0] % 7 == 0 ? 2 : 1;
                                    }
                                },
                                (factor, v) -> List.of(v))))))
                .input("x", Dims.dims("n"), Values.between(-2, 2));
        assertThat(Laws.smallest(unsteady.asOp(), Law.RUN, 20, 1, Budget.unlimited()))
                .isPresent()
                .get()
                .extracting(BrokenLawError::report)
                .asString()
                .contains("The gradient for x differs between a planned run and the plain evaluator.")
                .contains("  run      ");
    }

    @Test
    void aReferenceOfAnotherShapeIsFound() {
        ModelSpec other = attention().reference(in -> Tensor.zeros(1, 1, 1));
        assertThat(Laws.smallest(other.asOp(), Law.VALUE, 1, 1, Budget.unlimited()))
                .isPresent()
                .get()
                .extracting(BrokenLawError::report)
                .asString()
                .contains("The reference has shape (1, 1, 1), the model's output (");
    }

    @Test
    void aModelThatCannotBeBuiltSaysWhy() {
        ModelSpec clash = ModelSpec.of(in -> in.get(0).matMul(in.get(1)))
                .input("a", dims("n", "2"), Values.any())
                .input("b", dims("3", "m"), Values.any());
        assertThatThrownBy(() -> Laws.check(clash, 1, 5))
                .asString()
                .contains("It cannot be built from inputs that its spec allows.")
                .contains("inner sizes differ");
    }

    @Test
    void jqwikRunsAContract() {
        Events right = run(AttentionProperties.class);
        assertThat(right.failed().count()).isZero();
        assertThat(right.skipped().map(event -> event.getRequiredPayload(String.class)))
                .containsExactly("the spec has no reference");
        assertThat(right.succeeded().count()).isEqualTo(3);

        List<Throwable> failures = run(OuterProperties.class)
                .failed()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .orElseThrow())
                .toList();
        assertThat(failures).isNotEmpty();
        assertThat(failures.get(0).toString())
                .contains("mvn test -Dtest=OuterProperties -Dgradus.law=")
                .contains(" -Dgradus.seed=");
    }

    private static Events run(Class<?> contract) {
        return EngineTestKit.engine("jqwik")
                .selectors(selectClass(contract))
                .configurationParameter("jqwik.tries.default", "10")
                .configurationParameter("jqwik.database", "")
                .execute()
                .testEvents();
    }
}
