package dev.gradus.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.ShapeException;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.cases.Case;
import dev.gradus.testkit.law.Finding;
import dev.gradus.testkit.law.ShapeLaws;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;

/** The laws of shapes, with ops that go wrong on some shapes. */
class ShapeLawsTest {
    private static final Tensor MATRIX = Tensor.of(new double[][] {{1, 2, 3}, {4, 5, 6}});

    @Test
    void anOpThatIsMovedToOtherShapesIsTheOneThatIsMadeThere() {
        assertThat(moved((made, now) -> false, true)).isEmpty();
        assertThat(moved((made, now) -> false, false)).isEmpty();
    }

    /** Each pair of sizes that one axis may get, and all together. */
    @Test
    void oneAxisMoreOrLessShowsWhatAnOpKeeps() {
        for (Shape other : List.of(
                Shape.of(3, 4),
                Shape.of(3, 3),
                Shape.of(1, 3),
                Shape.of(4, 3),
                Shape.of(2, 4),
                Shape.of(2, 2),
                Shape.of(2, 5))) {
            assertThat(moved((made, now) -> !made.equals(now) && now.equals(other), true))
                    .as("value at %s", other)
                    .hasValueSatisfying(finding -> {
                        assertThat(finding.what())
                                .startsWith("the value at [")
                                .endsWith(" differs between the op that is made on inputs of other shapes and"
                                        + " withInputs on them");
                        assertThat(finding.fact("values")).isPresent();
                    });
            assertThat(moved((made, now) -> !made.equals(now) && now.equals(other), false))
                    .as("gradient at %s", other)
                    .map(Finding::what)
                    .hasValueSatisfying(what -> assertThat(what)
                            .startsWith("∂J/∂x[")
                            .endsWith(" differs between the op that is made on inputs of other shapes and withInputs"
                                    + " on them"));
        }
    }

    /** No axis gets shorter or longer than the spec says. */
    @Test
    void sizesThatTheSpecExcludesAreNotTried() {
        OpSpec shorter =
                spec((made, now) -> !made.equals(now) && now.size(0) < 2, true).size("n2", 2, 5);
        OpSpec longer = spec((made, now) -> !made.equals(now) && (now.size(0) > 2 || now.size(1) > 3), true)
                .size("n2", 1, 2)
                .size("n3", 1, 3);

        assertThat(ShapeLaws.areInferred(Cases.of(shorter, MATRIX, MATRIX))).isEmpty();
        assertThat(ShapeLaws.areInferred(Cases.of(longer, MATRIX, MATRIX))).isEmpty();
    }

    @Test
    void theReportSaysWhichShapesWereTried() {
        OpSpec throwing = OpSpec.unary(x -> Custom.like(
                        x,
                        (self, in, out) -> {
                            if (in[0].length > 6) {
                                throw new IllegalStateException("too long");
                            }
                        },
                        (self, u) -> List.of(u)))
                .input("x", Dims.dims("n2", "n3"), Values.any());

        Optional<Finding> thrown = ShapeLaws.areInferred(Cases.of(throwing, MATRIX, MATRIX));
        assertThat(thrown.map(Finding::what)).contains("it throws on inputs of other shapes");
        assertThat(thrown.flatMap(finding -> finding.fact("shapes"))).contains("x (n2=3, n3=4)");
        assertThat(thrown.flatMap(finding -> finding.fact("IllegalStateException")))
                .contains("too long");
        assertThat(moved((made, now) -> !made.equals(now), true).flatMap(finding -> finding.fact("shapes")))
                .contains("x (n2=3, n3=4)");
    }

    @Test
    void shapesThatTheSpecExcludesAreRefused() {
        assertThat(refusal(ShapeLawsTest::taken, Shape.of(2), Shape.of(3)))
                .hasValueSatisfying(finding -> assertThat(finding.what())
                        .isEqualTo("it takes a (2), b (3), which do not fit together, and has shape (2)"));
        assertThat(refusal(
                        refusing((a, b) -> "a " + a.shape() + " and b " + b.shape() + " do not fit"),
                        Shape.of(2),
                        Shape.of(3)))
                .isEmpty();
    }

    @Test
    void aRefusalNamesBothShapesThatClash() {
        assertThat(refusal(refusing((a, b) -> "a " + a.shape() + " does not fit"), Shape.of(2), Shape.of(3)))
                .hasValueSatisfying(finding -> {
                    assertThat(finding.what())
                            .isEqualTo("it refuses a (2), b (3) without naming the shapes in the message");
                    assertThat(finding.fact("message")).contains("a (2) does not fit");
                });
        // One of them beside another, as that of both joined.
        assertThat(refusal(refusing((a, b) -> "a " + a.shape() + " should be (5)"), Shape.of(2), Shape.of(3)))
                .isEmpty();
        // Equal shapes are named twice.
        assertThat(refusal(
                        refusing((a, b) -> a.shape() + " and " + b.shape() + " are both too short"),
                        Shape.of(2),
                        Shape.of(2)))
                .isEmpty();
        assertThat(refusal(refusing((a, b) -> "they do not fit"), Shape.of(2), Shape.of(2)))
                .isPresent();
        assertThat(refusal(refusing((a, b) -> "a (4) does not fit b (5)"), Shape.of(2), Shape.of(3)))
                .isPresent();
    }

    @Test
    void axesMayBeNamedInTheMessage() {
        assertThat(refusal(
                        refusing((a, b) -> "a " + a.shape() + " and b " + b.shape()),
                        Shape.of(2).named("rows"),
                        Shape.of(3).named("columns")))
                .isEmpty();
        assertThat(refusal(
                        refusing((a, b) -> "a (2) and b (3)"),
                        Shape.of(2).named("rows"),
                        Shape.of(3).named("columns")))
                .isEmpty();
    }

    @Test
    void anotherExceptionIsNoRefusal() {
        assertThat(refusal(
                        (a, b) -> {
                            throw new ArrayIndexOutOfBoundsException("Index 3 out of bounds for length 2");
                        },
                        Shape.of(2),
                        Shape.of(3)))
                .hasValueSatisfying(finding -> {
                    assertThat(finding.what())
                            .isEqualTo("it refuses a (2), b (3) with a ArrayIndexOutOfBoundsException instead of a"
                                    + " ShapeException");
                    assertThat(finding.fact("message")).contains("Index 3 out of bounds for length 2");
                });
    }

    /** The sizes of an axis that two inputs share are tried apart, both over 1. */
    @Test
    void anAxisThatInputsShareHasOneSize() {
        OpSpec spec = OpSpec.binary(ShapeLawsTest::taken)
                .input("a", Dims.dims("n"), Values.any())
                .input("b", Dims.dims("n"), Values.any());
        Case one = Cases.of(spec, Cases.vector(1), Cases.vector(1), Cases.vector(2));

        assertThat(ShapeLaws.areRefused(one).map(Finding::what))
                .contains("it takes a (n1=3), b (n1=2), which do not fit together, and has shape (n1=3)");
    }

    private static BiFunction<Node, Node, Op> refusing(BiFunction<Node, Node, String> message) {
        return (a, b) -> {
            throw new ShapeException(message.apply(a, b));
        };
    }

    private static Op taken(Node a, Node b) {
        return Custom.like(a, (self, in, out) -> {}, (self, u) -> List.of(u));
    }

    /** What the law finds of an op that does this with inputs of these shapes. */
    private static Optional<Finding> refusal(BiFunction<Node, Node, Op> op, Shape a, Shape b) {
        OpSpec spec = OpSpec.binary(op)
                .input("a", Dims.dims("n"), Values.any())
                .input("b", Dims.dims("m"), Values.any())
                .refuses(a, b);
        return ShapeLaws.areRefused(Cases.of(spec, Cases.vector(1), Cases.vector(1), Cases.vector(1, 2)));
    }

    private static Optional<Finding> moved(BiPredicate<Shape, Shape> isWrong, boolean inValue) {
        return ShapeLaws.areInferred(Cases.of(spec(isWrong, inValue), MATRIX, MATRIX));
    }

    /** The identity, which gives zeros where the shape on which it was first made and the one that it has now say so. */
    private static OpSpec spec(BiPredicate<Shape, Shape> isWrong, boolean inValue) {
        return OpSpec.unary(x -> new Remembering(x, Shape.of(x.shape().sizes()), isWrong, inValue))
                .input("x", Dims.dims("n2", "n3"), Values.any());
    }

    private static final class Remembering extends Op {
        private final Shape made;
        private final BiPredicate<Shape, Shape> isWrong;
        private final boolean inValue;

        Remembering(Node x, Shape made, BiPredicate<Shape, Shape> isWrong, boolean inValue) {
            super(x.shape(), x, in -> new Remembering(in, made, isWrong, inValue));
            this.made = made;
            this.isWrong = isWrong;
            this.inValue = inValue;
        }

        private double factor() {
            return isWrong.test(made, Shape.of(shape().sizes())) ? 0 : 1;
        }

        @Override
        public void forward(double[][] in, double[] out) {
            for (int i = 0; i < out.length; i++) {
                out[i] = (inValue ? factor() : 1) * in[0][i];
            }
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(upstream.multiply(inValue ? 1 : factor()));
        }
    }
}
