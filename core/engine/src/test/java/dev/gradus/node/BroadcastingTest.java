package dev.gradus.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every op of two operands says of their shapes. */
class BroadcastingTest {

    @Property
    void theShapeIsTheRightAlignedMaximumOrRefused(@ForAll("sizes") int[] a, @ForAll("sizes") int[] b) {
        Optional<int[]> expected = commonSizes(a, b);
        Input left = Input.of("a", a), right = Input.of("b", b);
        if (expected.isPresent()) {
            assertThat(left.add(right).shape().sizes()).isEqualTo(expected.get());
        } else {
            assertThatThrownBy(() -> left.add(right))
                    .isInstanceOf(ShapeException.class)
                    .hasMessageStartingWith("AddBroadcast: a " + left.shape() + " and b " + right.shape() + " ");
        }
    }

    /** NumPy's rule, but nothing where operands of different rank would both grow. */
    private static Optional<int[]> commonSizes(int[] a, int[] b) {
        int rank = Math.max(a.length, b.length);
        int[] grownA = withLeadingOnes(a, rank), grownB = withLeadingOnes(b, rank);
        int[] common = new int[rank];
        for (int axis = 0; axis < rank; axis++) {
            if (grownA[axis] != grownB[axis] && grownA[axis] != 1 && grownB[axis] != 1) {
                return Optional.empty();
            }
            common[axis] = grownA[axis] == 1 ? grownB[axis] : grownA[axis];
        }
        boolean bothGrow = !Arrays.equals(a, common) && !Arrays.equals(b, common);
        return bothGrow && a.length != b.length ? Optional.empty() : Optional.of(common);
    }

    private static int[] withLeadingOnes(int[] sizes, int rank) {
        int[] padded = new int[rank];
        Arrays.fill(padded, 1);
        System.arraycopy(sizes, 0, padded, rank - sizes.length, sizes.length);
        return padded;
    }

    @Provide
    Arbitrary<int[]> sizes() {
        return Arbitraries.integers()
                .between(0, 3)
                .array(int[].class)
                .ofMaxSize(3)
                .withoutEdgeCases();
    }

    /** A remedy that does not resolve the clash is worse than none. */
    @Property
    void aRemedyFits(@ForAll("sizes") int[] a, @ForAll("sizes") int[] b) {
        Input left = Input.of("a", a), right = Input.of("b", b);
        try {
            left.add(right);
        } catch (ShapeException refused) {
            String message = refused.getMessage();
            if (message.endsWith("a.transpose()?")) {
                left.transpose().add(right);
            } else if (message.endsWith("b.transpose()?")) {
                left.add(right.transpose());
            } else if (message.endsWith("a.reshape(" + left.shape().elements() + ", 1)?")) {
                left.reshape(left.shape().elements(), 1).add(right);
            } else if (message.endsWith("b.reshape(" + right.shape().elements() + ", 1)?")) {
                left.add(right.reshape(right.shape().elements(), 1));
            } else {
                assertThat(message).doesNotContain("did you mean");
            }
        }
    }

    @Test
    void namesTheFirstClashFromTheRight() {
        assertRefused("a (3) and b (4) do not broadcast: 3 ≠ 4 in the last axis.", Shape.of(3), Shape.of(4));
        assertRefused(
                "a (5, 2, 3) and b (4, 1, 3) do not broadcast: 5 ≠ 4 in axis −3.",
                Shape.of(5, 2, 3),
                Shape.of(4, 1, 3));
        assertRefused(
                "a (2, 3, 4) and b (2, 1) do not broadcast: 3 ≠ 2 in axis −2.", Shape.of(2, 3, 4), Shape.of(2, 1));
        assertRefused(
                "a (n_batch=4, n_in=3) and b (n_out=2) do not broadcast: 3 ≠ 2 in the last axis.",
                Shape.of(4, 3).named("n_batch", "n_in"),
                Shape.of(2).named("n_out"));
        assertRefused("a (0) and b (2) do not broadcast: 0 ≠ 2 in the last axis.", Shape.of(0), Shape.of(2));
    }

    @Test
    void namesTheRemedyThatFits() {
        assertRefused(
                "a (4) and b (4, 3) do not broadcast: 4 ≠ 3 in the last axis; did you mean a.reshape(4, 1)?",
                Shape.of(4),
                Shape.of(4, 3));
        assertRefused(
                "a (2, 3) and b (2) do not broadcast: 3 ≠ 2 in the last axis; did you mean b.reshape(2, 1)?",
                Shape.of(2, 3),
                Shape.of(2));
        assertRefused(
                "a (2, 3) and b (3, 2) do not broadcast: 3 ≠ 2 in the last axis; did you mean a.transpose()?",
                Shape.of(2, 3),
                Shape.of(3, 2));
        assertRefused(
                "a (5, 1) and b (3) have different rank and would both grow, to (5, 3).", Shape.of(5, 1), Shape.of(3));
    }

    private static void assertRefused(String message, Shape a, Shape b) {
        assertThatThrownBy(() -> new AddBroadcast(Input.of("a", a), Input.of("b", b)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("AddBroadcast: " + message);
    }

    @Test
    void aColumnAgainstAVectorIsAMistake() {
        assertThatThrownBy(() -> Input.of("y", 5).subtract(Input.of("ŷ", 5, 1)))
                .hasMessage("SubtractBroadcast: y (5) and ŷ (5, 1) have different rank and would both grow, to (5, 5);"
                        + " did you mean y.reshape(5, 1)?");
        assertThatThrownBy(() -> Input.of("ŷ", 5, 1).subtract(Input.of("y", 5).negate()))
                .hasMessage("SubtractBroadcast: ŷ (5, 1) and −y (5) have different rank and would both grow, to (5, 5);"
                        + " did you mean (−y).reshape(5, 1)?");
    }

    @Test
    void aColumnAgainstARowIsIntent() {
        assertThat(Input.of("a", 4, 1).multiply(Input.of("b", 1, 3)).shape()).isEqualTo(Shape.of(4, 3));
    }

    @ParameterizedTest
    @MethodSource("everyOp")
    void everyOpRefusesByItsOwnName(BinaryOperator<Node> op) {
        String name = ((Op) op.apply(Input.of("a", 3), Input.of("b", 3))).name();
        assertThat(name).endsWith("Broadcast");
        assertThatThrownBy(() -> op.apply(Input.of("a", 3), Input.of("b", 4)))
                .isInstanceOf(ShapeException.class)
                .hasMessage(name + ": a (3) and b (4) do not broadcast: 3 ≠ 4 in the last axis.");
    }

    static List<BinaryOperator<Node>> everyOp() {
        return List.of(
                Node::add,
                Node::subtract,
                Node::multiply,
                Node::divide,
                Node::greater,
                Node::greaterEqual,
                Node::less,
                Node::lessEqual,
                Node::equal,
                Node::notEqual);
    }

    @Test
    void displayNamesComeFromWhoeverHasTheFullSize() {
        Shape batch = Shape.of(4, 1).named("n_batch", ""),
                outputs = Shape.of(1, 3).named("", "n_out");
        assertThat(sum(batch, outputs)).hasToString("(n_batch=4, n_out=3)");
        assertThat(sum(Shape.of(4, 3), batch)).hasToString("(n_batch=4, 3)");
        assertThat(sum(Shape.of(3).named("n_out"), Shape.of(4, 3))).hasToString("(4, n_out=3)");
        assertThat(sum(Shape.of(1).named("one"), Shape.of(3))).hasToString("(3)");
        assertThat(sum(Shape.of(3).named("left"), Shape.of(3).named("right"))).hasToString("(left=3)");
        assertThat(sum(Shape.of(3), Shape.of(3).named("right"))).hasToString("(right=3)");
        assertThat(sum(Shape.of(3).named("left"), Shape.scalar())).hasToString("(left=3)");
        assertThat(sum(Shape.scalar(), Shape.of(3).named("right"))).hasToString("(right=3)");
    }

    private static Shape sum(Shape a, Shape b) {
        return Input.of("a", a).add(Input.of("b", b)).shape();
    }
}
