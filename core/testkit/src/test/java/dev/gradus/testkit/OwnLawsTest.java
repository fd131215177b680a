package dev.gradus.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.gradus.node.Constant;
import dev.gradus.node.Functions;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import org.junit.jupiter.api.Test;

/** Specs that add a law, and rules that by design are not the derivative of the value. */
class OwnLawsTest {
    private static String report(OpSpec spec, Law law) {
        return Trial.of(spec, law, 50, 1).orElseThrow().complete("").report();
    }

    private static void assertObeysAllLaws(OpSpec spec) {
        assertThatCode(() -> Laws.check(spec, 1, 30)).doesNotThrowAnyException();
    }

    private static OpSpec doubled(double factor) {
        return OpSpec.unary(x -> Custom.like(
                        x,
                        (self, in, out) -> Arrays.setAll(out, i -> factor * in[0][i]),
                        (self, upstream) -> List.of(upstream.multiply(factor))))
                .input("x", Dims.dims("n"), Values.between(-10, 10))
                .reference(x -> factor * x)
                .law("f(−x) = −f(x)", where -> {
                    Tensor ofOpposite =
                            where.value(List.of(where.values().get(0).map(x -> -x)));
                    assertThat(ofOpposite.map(y -> -y)).isEqualTo(where.value());
                })
                .law(
                        "upstream times 2 doubles the gradient",
                        where -> assertThat(where.gradients(
                                        where.values(), where.upstream().map(u -> 2 * u)))
                                .isEqualTo(where.gradients().stream()
                                        .map(gradient -> gradient.map(g -> 2 * g))
                                        .toList()));
    }

    @Test
    void holdForAnOpThatObeysThem() {
        assertObeysAllLaws(doubled(3));
    }

    @Test
    void areReportedWithTheSmallestCaseAndTheirMessage() {
        OpSpec spec = doubled(3).law("y ≤ 20", where -> {
            double most = Arrays.stream(where.value().toArray()).max().orElse(0);
            if (most > 20) {
                throw new IllegalStateException("y is " + most);
            }
        });
        assertThat(report(spec, Law.OWN))
                .contains("breaks the law: the spec's own laws hold")
                .contains("Its own law \"y ≤ 20\" does not hold")
                .contains("y is 21.0")
                .contains("x (1)");
    }

    @Test
    void refuseOtherShapes() {
        OpSpec ofInputs = doubled(1).law("any", where -> where.value(List.of(Tensor.scalar(1))));
        assertThat(report(ofInputs, Law.OWN)).contains("the values must have the shapes of the inputs, [(n=");
        OpSpec ofUpstream = doubled(1).law("any", where -> where.gradients(where.values(), Tensor.zeros(7)));
        assertThat(report(ofUpstream, Law.OWN)).contains("upstream must have the op's shape (n=");
    }

    private static OpSpec op(Custom.Forward forward, Custom.Rule rule) {
        return OpSpec.unary(x -> Custom.like(x, forward, rule)).input("x", Dims.anyShape(), Values.any());
    }

    private static OpSpec rounding(Custom.Rule rule) {
        return op((self, in, out) -> Arrays.setAll(out, i -> Math.rint(in[0][i])), rule)
                .referenceTensor(in -> in.get(0).map(Math::rint));
    }

    @Test
    void aStraightThroughRuleIsTheGradientOfItsSurrogate() {
        assertObeysAllLaws(rounding((self, upstream) -> List.of(upstream)).gradientOf(in -> in.get(0)));
        assertThat(report(
                        rounding((self, upstream) -> List.of(upstream.multiply(0.5)))
                                .gradientOf(in -> in.get(0)),
                        Law.GRADIENT))
                .contains("the gradient equals the numerical one")
                .contains("backward     0.5");
    }

    private static OpSpec reversing(boolean isRight) {
        return OpSpec.drawing(layout -> Arbitraries.doubles().between(0.5, 2))
                .unary((x, by) -> Custom.like(
                        x,
                        (self, in, out) -> System.arraycopy(in[0], 0, out, 0, out.length),
                        (self, upstream) -> List.of(upstream.multiply(isRight ? -by : by))))
                .input("x", Dims.anyShape(), Values.any())
                .gradientOf((in, by) -> in.get(0).multiply(-by))
                .referenceTensor((in, by) -> in.get(0))
                .without(Law.IDENTITY, "a lambda has no attributes");
    }

    @Test
    void aReversedGradientIsThatOfItsSurrogateWithTheAttribute() {
        assertObeysAllLaws(reversing(true));
        assertThat(report(reversing(false), Law.GRADIENT)).contains("backward     0.5");
    }

    private static OpSpec clipping(double most) {
        return op(
                        (self, in, out) -> System.arraycopy(in[0], 0, out, 0, out.length),
                        (self, upstream) -> List.of(Functions.clip(upstream, -most, most)))
                .referenceTensor(in -> in.get(0))
                .without(Law.SECOND_ORDER, "the rule bends where it clips")
                .without(Law.NEAR_EDGES, "the rule bends where it clips")
                .without(Law.DEGENERATE, "the rule bends where it clips")
                .gradientOf((in, upstream) ->
                        in.get(0).multiply(Functions.clip(upstream, -1, 1)).sum());
    }

    @Test
    void aClippedGradientIsThatOfItsObjective() {
        assertObeysAllLaws(clipping(1));
        assertThat(report(clipping(0.9), Law.GRADIENT)).contains("The gradient ∂J/∂x is wrong");
    }

    @Test
    void aRowThatIsNotTrainedHasGradientZero() {
        Node mask = Constant.of(Tensor.of(new double[][] {{0}, {1}, {1}}));
        OpSpec masked = OpSpec.unary(table -> Custom.like(
                        table,
                        (self, in, out) -> System.arraycopy(in[0], 0, out, 0, out.length),
                        (self, upstream) -> List.of(upstream.multiply(mask))))
                .input("table", Dims.dims("3", "n"), Values.any())
                .referenceTensor(in -> in.get(0));
        assertThat(report(masked, Law.GRADIENT)).contains("∂J/∂table[0, 0]");
        assertObeysAllLaws(masked.gradientOf(in -> in.get(0).multiply(mask)));
    }

    @Test
    void aSurrogateOfAnotherShapeIsRefused() {
        assertThat(report(
                        rounding((self, upstream) -> List.of(upstream)).gradientOf(in -> Input.of("other", 2, 3)),
                        Law.GRADIENT))
                .contains("gradientOf: the surrogate must have the op's shape");
    }
}
