package dev.gradus.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.loss.HuberLoss;
import dev.gradus.loss.MseLoss;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;

class ExpressionTest {
    private final Input x = Input.of("x", Shape.of(2, 3).named("n", "m"));
    private final Input a = Input.of("a"), b = Input.of("b"), c = Input.of("c");

    @Test
    void everyOpPrintsAsItsFormula() {
        assertThat(SampleOps.all().stream().map(Node::expression))
                .containsExactly(
                        "x @ W",
                        "xᵀ",
                        "transpose(c, (1, 2, 0))",
                        "reshape(x, (6))",
                        "broadcastTo(column, (4, 2, 3))",
                        "sumTo(c, (3, 1))",
                        "x + row",
                        "column − row",
                        "s ∗ x",
                        "x / y",
                        "x > row",
                        "x ≥ row",
                        "x < row",
                        "x ≤ row",
                        "x = row",
                        "x ≠ row",
                        "−x",
                        "exp(x)",
                        "log(x)",
                        "σ(x)",
                        "tanh(x)",
                        "relu(x)",
                        "stopGradient(x)",
                        "sum(x)",
                        "sum(c, axes 0, 2)",
                        "sum(x, axis m, keep dims)",
                        "mean(x)",
                        "mean(c, axis 1, keep dims)",
                        "mean(x, axis m)",
                        "where(column, x, s)",
                        "MseLoss(x, y)");
        assertThat(x.sum(new int[0]).expression()).isEqualTo("sum(x, axes none)");
        assertThat(x.sum(0, 1).keepDims().expression()).isEqualTo("sum(x, keep dims)");
    }

    @Test
    void parenthesesStandWhereLeavingThemOutChangesTheOrder() {
        assertThat(a.add(b).add(c).expression()).isEqualTo("a + b + c");
        assertThat(a.add(b.add(c)).expression()).isEqualTo("a + (b + c)");
        assertThat(a.subtract(b).subtract(c).expression()).isEqualTo("a − b − c");
        assertThat(a.subtract(b.add(c)).expression()).isEqualTo("a − (b + c)");
        assertThat(a.add(b).multiply(c).expression()).isEqualTo("(a + b) ∗ c");
        assertThat(a.multiply(b.divide(c)).expression()).isEqualTo("a ∗ (b / c)");
        assertThat(a.multiply(b).add(c).expression()).isEqualTo("a ∗ b + c");
        assertThat(a.multiply(b).negate().expression()).isEqualTo("−(a ∗ b)");
        assertThat(a.negate().multiply(b.negate()).expression()).isEqualTo("−a ∗ −b");
        assertThat(a.negate().negate().expression()).isEqualTo("−(−a)");
        assertThat(x.negate().transpose().expression()).isEqualTo("(−x)ᵀ");
        assertThat(x.transpose().negate().expression()).isEqualTo("−xᵀ");
        assertThat(a.add(b).exp().multiply(c).expression()).isEqualTo("exp(a + b) ∗ c");
        assertThat(a.greater(b.add(c)).expression()).isEqualTo("a > b + c");
        assertThat(a.greater(b).add(c).expression()).isEqualTo("(a > b) + c");
    }

    /** a > b > c is read as a > b and b > c, which is not what a comparison of a comparison computes. */
    @Test
    void comparisonsAreNotChained() {
        assertThat(a.greater(b).greater(c).expression()).isEqualTo("(a > b) > c");
        assertThat(a.greater(b.greater(c)).expression()).isEqualTo("a > (b > c)");
        assertThat(a.less(b).equal(c).expression()).isEqualTo("(a < b) = c");
    }

    @Test
    void constantsPrintAsTheirNumber() {
        assertThat(a.add(1).expression()).isEqualTo("a + 1");
        assertThat(a.add(-1).expression()).isEqualTo("a + −1");
        assertThat(a.multiply(0.1).expression()).isEqualTo("a ∗ 0.1");
        assertThat(a.multiply(-2.5e-10).expression()).isEqualTo("a ∗ −2.5e−10");
        assertThat(a.divide(-0.0).expression()).isEqualTo("a / −0");
        assertThat(a.divide(0).expression()).isEqualTo("a / 0");
        assertThat(a.add(1e15).expression()).isEqualTo("a + 1000000000000000");
        assertThat(a.add(1e16).expression()).isEqualTo("a + 1e+16");
        assertThat(a.add(Double.NaN).expression()).isEqualTo("a + NaN");
        assertThat(a.less(Double.NEGATIVE_INFINITY).expression()).isEqualTo("a < −Infinity");
        assertThat(Constant.of(Tensor.full(Shape.of(1, 1), 3)).expression()).isEqualTo("3");
        assertThat(Constant.of(Tensor.zeros(2, 3)).expression()).isEqualTo("constant(2, 3)");
        assertThat(Constant.of(-2).transpose().expression()).isEqualTo("(−2)ᵀ");
    }

    /** Double.toString gives 2e23 more digits than it needs up to JDK 18, and no more than it needs from JDK 19 on. */
    @Test
    void constantsPrintTheSameOnEveryJvm() {
        assertThat(a.add(2e23).expression()).isEqualTo("a + 2e+23");
        assertThat(((Op) a.clip(-2e23, 8.41e21)).notation()).satisfies(clamp -> {
            assertThat(clamp.arguments()).containsExactly("−2e+23", "8.41e+21");
            assertThat(clamp.java()).isEqualTo("{0}.clip(-2e+23, 8.41e+21)");
            assertThat(clamp.numpy()).isEqualTo("np.clip({0}, -2e+23, 8.41e+21)");
        });
        assertThat(((Op) a.leakyRelu(2e23)).notation()).satisfies(leakyRelu -> {
            assertThat(leakyRelu.java()).isEqualTo("{0}.leakyRelu(2e+23)");
            assertThat(leakyRelu.numpy()).isEqualTo("np.where({0} > 0, {0}, 2e+23 * {0})");
        });
        assertThat(new HuberLoss(a, b, 2e23).expression()).isEqualTo("HuberLoss(a, b, δ 2e+23)");
    }

    @Test
    void aNameStandsForItsFormula() {
        Node z = a.add(b).named("z");
        assertThat(z.multiply(c).expression()).isEqualTo("z ∗ c");
        assertThat(z.toString()).isEqualTo("z:() = a + b");
    }

    @Test
    void deepFormulasAreCutOff() {
        Node deep = a;
        for (int i = 0; i < 6; i++) {
            deep = deep.exp();
        }
        assertThat(deep.expression()).isEqualTo("exp(exp(exp(exp(…))))");
        assertThat(deep.named("e").toString()).isEqualTo("e:() = exp(exp(exp(exp(…))))");
    }

    @Test
    void theLossPrintsItsOperands() {
        assertThat(new MseLoss(a, b.add(c)).expression()).isEqualTo("MseLoss(a, b + c)");
    }
}
