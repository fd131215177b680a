package dev.gradus.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.graph.Gradients;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.List;
import java.util.function.BiFunction;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What all reductions over any axes have in common. */
class ReductionTest {

    enum Kind {
        MAX(Max::new, Node::max),
        MIN(Min::new, Node::min),
        PRODUCT(Product::new, Node::prod),
        LOG_SUM_EXP(LogSumExp::new, Node::logSumExp);

        final Constructor constructor;
        final BiFunction<Node, int[], Node> method;

        Kind(Constructor constructor, BiFunction<Node, int[], Node> method) {
            this.constructor = constructor;
            this.method = method;
        }
    }

    interface Constructor {
        Op make(Node x, boolean keepDims, int... axes);
    }

    @Provide
    Arbitrary<Shape> shapes() {
        return Probe.shapes(0, 4, 1);
    }

    @Property(tries = 100)
    void overNoAxesIsTheOperand(@ForAll Kind kind, @ForAll("shapes") Shape shape, @ForAll long seed) {
        Node x = Constant.of(Probe.integers(shape, seed));
        assertThat(Probe.value(kind.method.apply(x, new int[0]))).isEqualTo(Probe.value(x));
    }

    @ParameterizedTest
    @EnumSource
    void namesOfKeptAxesPropagate(Kind kind) {
        Node x = Input.of("x", Shape.of(2, 3, 4).named("n_batch", "n_time", "n_in"));
        assertThat(kind.method.apply(x, new int[] {1}).shape()).hasToString("(n_batch=2, n_in=4)");
        assertThat(kind.constructor.make(x, true, 1).shape()).hasToString("(n_batch=2, 1, n_in=4)");
    }

    @ParameterizedTest
    @EnumSource
    void refusesAxesThatAreMissingOrGivenTwice(Kind kind) {
        Node x = Input.of("x", 2, 3);
        String name = kind.constructor.make(x, true, 1).name();
        assertThatThrownBy(() -> kind.method.apply(x, new int[] {2}))
                .isInstanceOf(ShapeException.class)
                .hasMessage(name + ": x (2, 3) has no axis 2: it has rank 2");
        assertThatThrownBy(() -> kind.method.apply(x, new int[] {1, -1}))
                .isInstanceOf(ShapeException.class)
                .hasMessage(name + ": axis -1 of x (2, 3) is given twice in [1, -1]");
    }

    @ParameterizedTest
    @EnumSource
    void isTheSameOpElsewhereWithTheSameAxes(Kind kind) {
        Node x = Input.of("x", 2, 3);
        Op op = kind.constructor.make(x, true, 1);
        Op elsewhere = op.withInputs(List.of(Input.of("y", 5, 7)));
        assertThat(elsewhere.shape()).isEqualTo(Shape.of(5, 1));
        assertThat(elsewhere.attributes()).isEqualTo(op.attributes());
        assertThat(op.attributes())
                .isNotEqualTo(kind.constructor.make(x, false, 1).attributes());
        assertThat(op.attributes())
                .isNotEqualTo(kind.constructor.make(x, true, 0).attributes());
    }

    @Example
    void printsItsAxesByName() {
        Node x = Input.of("x", Shape.of(2, 3).named("n_batch", ""));
        assertThat(x.max(0)).hasToString("max(x, axis n_batch) (3)");
        assertThat(x.min(1).keepDims()).hasToString("min(x, axis 1, keep dims) (n_batch=2, 1)");
        assertThat(x.prod()).hasToString("prod(x) ()");
        assertThat(x.logSumExp(0, 1)).hasToString("logSumExp(x) ()");
        assertThat(x.argMax(1)).hasToString("argMax(x, axis 1) (n_batch=2)");
    }

    @Example
    void thereIsNoGreatestOfNothing() {
        Node x = Input.of("x", 2, 0);
        assertThatThrownBy(() -> x.max(1))
                .isInstanceOf(ShapeException.class)
                .hasMessage("Max: x (2, 0) has no elements to compare over axis 1");
        assertThatThrownBy(x::min).hasMessage("Min: x (2, 0) has no elements to compare over all axes");
        assertThatThrownBy(() -> x.argMax(-1)).hasMessage("ArgMax: x (2, 0) has no elements to compare over axis 1");
        assertThat(x.max(0).shape()).isEqualTo(Shape.of(0));
    }

    @Example
    void ofNothingTheProductIsOneAndTheLogarithmOfTheSumMinusInfinity() {
        Node x = Constant.of(Tensor.zeros(2, 0));
        assertThat(Probe.value(x.prod(1))).isEqualTo(Tensor.of(new double[] {1, 1}));
        assertThat(Probe.value(x.logSumExp())).isEqualTo(Tensor.scalar(Double.NEGATIVE_INFINITY));
        for (Kind kind : List.of(Kind.PRODUCT, Kind.LOG_SUM_EXP)) {
            Node reduced = kind.method.apply(x, new int[] {1});
            assertThat(Probe.value(Gradients.of(reduced.sum()).wrt(x))).isEqualTo(Tensor.zeros(2, 0));
        }
    }
}
