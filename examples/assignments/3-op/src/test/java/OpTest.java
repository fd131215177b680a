import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.UnaryOp;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.Dims;
import dev.gradus.testkit.Law;
import dev.gradus.testkit.Laws;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import dev.gradus.testkit.grade.Answer;
import dev.gradus.testkit.grade.Grading;
import dev.gradus.testkit.grade.Points;
import dev.gradus.testkit.grade.Submission;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;

/** Ten points. Your ops are checked against the laws of every op. */
@ExtendWith(Grading.class)
class OpTest {
    private static final int TRIES = 30;

    /** Each of these tries looks at more than 100,000 numbers. */
    private static final int TRIES_EVERYWHERE = 2;

    private static final Law[] PROVEN = {
        Law.VALUE, Law.GRADIENT, Law.LINEAR, Law.SECOND_ORDER, Law.MAGNITUDES, Law.SHAPES, Law.EXTREMES
    };

    interface SquareplusFactory {
        Op of(Node x);
    }

    interface RowDotFactory {
        Op of(Node a, Node b);
    }

    interface Proof {
        OpSpec cube(Function<Node, Op> op);
    }

    private final SquareplusFactory squareplus = Submission.of("Squareplus", SquareplusFactory.class);
    private final RowDotFactory rowDot = Submission.of("RowDot", RowDotFactory.class);

    @Points(value = 1, task = "1 the value of Squareplus")
    void value() {
        obey(squareplus(-3, 3), Law.VALUE);
    }

    @Points(value = 2, task = "2 the rule of Squareplus")
    void rule() {
        obey(squareplus(-3, 3), Law.GRADIENT, Law.LINEAR, Law.SECOND_ORDER);
    }

    @Points(value = 2, task = "3 Squareplus everywhere", seconds = 60)
    void everywhere() {
        obey(squareplus(-1e30, 1e30), Law.VALUE, Law.GRADIENT, Law.MAGNITUDES, Law.EVERYWHERE, Law.SECOND_ORDER);
        Answer.of("Squareplus of 1e200", ((UnaryOp) squareplus.of(Input.of("x"))).apply(1e200))
                .mistake("x² overflows.", Double.POSITIVE_INFINITY)
                .mustBe(1e200);
    }

    @Points(value = 1, task = "4 the value of RowDot")
    void rowDotValue() {
        obey(rowDotSpec(), Law.VALUE);
    }

    @Points(value = 2, task = "5 the rule of RowDot")
    void rowDotRule() {
        obey(rowDotSpec(), Law.GRADIENT, Law.LINEAR, Law.ADJOINT, Law.SECOND_ORDER);
    }

    @Points(value = 2, task = "6 the proof", seconds = 60)
    void proof() {
        Proof proof = Submission.of("Proof", Proof.class);
        UnaryOperator<Node> slope = x -> x.square().multiply(3);
        obey(proof.cube(Cube.of(x -> x * x * x, slope)), PROVEN);
        refuses(proof, "adds 1", Cube.of(x -> x * x * x + 1, slope));
        refuses(proof, "is wrong for negative x", Cube.of(x -> Math.abs(x * x * x), x -> x.multiply(x.abs()).multiply(3)));
        refuses(proof, "is wrong for x > 100", Cube.of(x -> x > 100 ? x * x * x * (1 + 1e-6) : x * x * x, slope));
        refuses(proof, "has the rule 3 x", Cube.of(x -> x * x * x, x -> x.multiply(3)));
    }

    private static void refuses(Proof proof, String what, Function<Node, Op> wrong) {
        if (passes(proof.cube(wrong))) {
            throw new AssertionError("Your claims pass an op that " + what + ".");
        }
    }

    private static boolean passes(OpSpec spec) {
        return Stream.of(PROVEN)
                .filter(law -> Laws.excuse(spec, law).isEmpty())
                .allMatch(law -> Laws.broken(spec, law, 1, TRIES, false, () -> false).isEmpty());
    }

    private OpSpec squareplus(double from, double to) {
        return OpSpec.unary(squareplus::of)
                .input("x", Dims.anyShape(), Values.between(from, to))
                .reference((DoubleUnaryOperator) OpTest::squareplus);
    }

    /** With so many digits that 25 are left where x is negative and the sum cancels. */
    private static double squareplus(double x) {
        int cancelled = x < 0 ? Math.max(0, 2 * Math.getExponent(x) / 3) : 0;
        MathContext digits = new MathContext(25 + cancelled);
        BigDecimal exact = new BigDecimal(x, digits);
        BigDecimal root = exact.multiply(exact, digits).add(BigDecimal.valueOf(4), digits).sqrt(digits);
        return exact.add(root).divide(BigDecimal.valueOf(2), digits).doubleValue();
    }

    private OpSpec rowDotSpec() {
        return OpSpec.binary(rowDot::of)
                .input("a", Dims.dims("n", "k"), Values.between(-10, 10))
                .input("b", Dims.dims("n", "k"), Values.between(-10, 10))
                .referenceTensor(in -> Tensor.generate(
                        Shape.of(in.get(0).shape().size(0)),
                        row -> dot(in.get(0).toArray(), in.get(1).toArray(), in.get(0).shape().size(1), row)));
    }

    private static double dot(double[] a, double[] b, int k, int row) {
        double sum = 0;
        for (int i = row * k; i < (row + 1) * k; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void obey(OpSpec spec, Law... laws) {
        Stream.of(laws)
                .filter(law -> Laws.excuse(spec, law).isEmpty())
                .flatMap(law -> {
                    int tries = law == Law.EVERYWHERE ? TRIES_EVERYWHERE : TRIES;
                    return Laws.broken(spec, law, 1, tries, true, () -> false).stream();
                })
                .findFirst()
                .ifPresent(broken -> {
                    throw broken.after(0, "mvn test");
                });
    }

    /** The cube, or what claims to be it. */
    private static final class Cube extends UnaryOp {
        private final DoubleUnaryOperator value;
        private final UnaryOperator<Node> slope;

        private Cube(Node x, DoubleUnaryOperator value, UnaryOperator<Node> slope) {
            super(x, in -> new Cube(in, value, slope));
            this.value = value;
            this.slope = slope;
        }

        private static Function<Node, Op> of(DoubleUnaryOperator value, UnaryOperator<Node> slope) {
            return x -> new Cube(x, value, slope);
        }

        @Override
        public double apply(double x) {
            return value.applyAsDouble(x);
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(upstream.multiply(slope.apply(x())));
        }
    }
}
