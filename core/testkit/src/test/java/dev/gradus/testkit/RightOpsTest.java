package dev.gradus.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Awkward ops that are right: none may be accused, whatever the seed. */
@Tag("long")
class RightOpsTest {
    private static final int SEEDS = Integer.getInteger("gradus.seeds", 3);
    private static final int TRIES = 300;

    private static Map<String, OpSpec> ops() {
        Map<String, OpSpec> ops = new LinkedHashMap<>();
        ops.put(
                "−log(−log p), which is 0 at 1/e",
                OpSpec.unary(Formula.unary(
                                p -> -Math.log(-Math.log10(p) * Math.log(10)),
                                (f, u) -> u.negate().divide(f.x().multiply(f.x().log()))))
                        .input("p", Dims.anyShape(), Values.strictlyBetween(0, 1))
                        .reference(p -> -Math.log(-Math.log(p))));
        ops.put(
                "1e200 · sin x",
                Formula.spec(
                        x -> 1e200 * StrictMath.sin(x),
                        (f, u) -> u.multiply(f.x().cos().multiply(1e200)),
                        Values.any()));
        ops.put("the solution of two equations", solution());
        ops.put(
                "log((1 + x)/(1 − x))/2",
                OpSpec.unary(Formula.unary(
                                x -> StrictMath.log1p(2 * x / (1 - x)) / 2,
                                (f, u) ->
                                        u.divide(Constant.of(1).subtract(f.x()).multiply(f.x().add(1)))))
                        .input("x", Dims.anyShape(), Values.strictlyBetween(-1, 1))
                        .reference(x -> Math.log1p(2 * x / (1 - x)) / 2));
        ops.put(
                "x log x",
                Formula.spec(
                        x -> x * StrictMath.log(x),
                        (f, u) -> u.multiply(f.x().log().add(1)),
                        Values.positive()));
        ops.put(
                "1/(1 − x)",
                Formula.spec(
                        x -> 1 / (1 - x),
                        (f, u) -> u.multiply(f.square()),
                        Values.any().except(1)));
        return ops;
    }

    static Stream<String> names() {
        return ops().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void areNotAccused(String name) {
        for (int seed = 1; seed <= SEEDS; seed++) {
            int current = seed;
            assertThatCode(() -> Laws.check(ops().get(name), current, TRIES)).doesNotThrowAnyException();
        }
    }

    /** The x with a·x = b for a matrix of two rows, by Cramer's rule. */
    private static OpSpec solution() {
        return OpSpec.binary(RightOpsTest::solved)
                .input("a", Dims.dims("2", "2"), Values.between(-3, 3).conditionNumberBelow(1e3))
                .input("b", Dims.dims("2"), Values.any())
                .referenceTensor(
                        in -> Tensor.of(solve(in.get(0).toArray(), in.get(1).toArray())))
                .without(Law.EXTREMES, "the determinant underflows");
    }

    private static Custom solved(Node a, Node b) {
        return Custom.of(
                List.of(a, b),
                inputs -> Shape.of(2),
                (f, in, out) -> System.arraycopy(solve(in[0], in[1]), 0, out, 0, 2),
                (f, u) -> {
                    Node ofB = solved(f.input(0).transpose(), u);
                    return List.of(ofB.reshape(2, 1).matMul(f.reshape(1, 2)).negate(), ofB);
                });
    }

    private static double[] solve(double[] a, double[] b) {
        double determinant = a[0] * a[3] - a[1] * a[2];
        return new double[] {(b[0] * a[3] - b[1] * a[1]) / determinant, (b[1] * a[0] - b[0] * a[2]) / determinant};
    }
}
