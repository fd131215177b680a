package dev.gradus.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class FeedTest {
    private final Input x = Input.of("x", Shape.of(4, 2).named("n_batch", "n_in"));
    private final Input y = Input.of("y", 4, 1), w = Input.of("w", 3);
    private final Node sum = x.sum().add(y.sum()).add(w.sum());
    private final Run run = Run.of(Graph.of(sum));

    @Test
    void takesTensorsRowsAndRowMajorNumbers() {
        run.feed(x, new double[][] {{1, 2}, {3, 4}, {5, 6}, {7, 8}})
                .feed(y, Tensor.ones(4, 1))
                .feed(w, new double[] {10, 20, 30});
        assertThat(run.forward()).isEqualTo(36 + 4 + 60);
        assertThat(run.value(x)).isEqualTo(Tensor.of(new double[][] {{1, 2}, {3, 4}, {5, 6}, {7, 8}}));
        run.feed(x, new double[] {1, 2, 3, 4, 5, 6, 7, 8});
        assertThat(run.value(x)).isEqualTo(Tensor.of(new double[][] {{1, 2}, {3, 4}, {5, 6}, {7, 8}}));
    }

    @Test
    void copiesWhatItIsFed() {
        double[] rowMajor = {1, 2, 3};
        double[][] rows = {{1, 2}, {3, 4}, {5, 6}, {7, 8}};
        run.feed(w, rowMajor).feed(x, rows).feed(y, Tensor.zeros(4, 1));
        rowMajor[0] = 1e9;
        rows[0][0] = 1e9;
        assertThat(run.forward()).isEqualTo(42);
    }

    @Test
    void feedingAgainReplaces() {
        run.feed(x, Tensor.zeros(4, 2)).feed(y, Tensor.zeros(4, 1)).feed(w, Tensor.ones(3));
        assertThat(run.forward()).isEqualTo(3);
        run.feed(w, Tensor.zeros(3));
        assertThat(run.forward()).isZero();
    }

    @Test
    void everythingMissingIsToldAtOnce() {
        run.feed(w, new double[] {1, 2, 3});
        assertThatThrownBy(run::forward).isInstanceOf(FeedException.class).hasMessage("""
                        Feed: 2 inputs have no value:
                          x (n_batch=4, n_in=2) was not fed
                          y (4, 1) was not fed""");
    }

    @Test
    void whatIsWrongIsRefusedAtOnce() {
        assertRefused(() -> run.feed(w, new double[] {1, 2}), "w was fed 2 numbers, but (3) takes 3");
        assertRefused(() -> run.feed(x, Tensor.zeros(2, 4)), "x was fed (2, 4), but is (n_batch=4, n_in=2)");
        assertRefused(
                () -> run.feed(x, new double[][] {{1, 2}, {3, 4}, {5, 6, 7}, {8, 9}}),
                "x was fed rows of different lengths: row 0 has 2 numbers, row 2 has 3");
    }

    @Test
    void theRemedyIsNamedWhereThereIsOne() {
        assertRefused(() -> run.feed(y, Tensor.zeros(4)), "y was fed (4), but is (4, 1); feed value.reshape(4, 1)");
        assertRefused(
                () -> run.feed(w, new double[][] {{1, 2, 3}}), "w was fed (1, 3), but is (3); feed value.reshape(3)");
        assertRefused(
                () -> run.feed(x, Tensor.zeros(7, 2)),
                "x was fed (7, 2), but is (n_batch=4, n_in=2); sizes are fixed, so a batch of 7 examples needs its own graph:"
                        + " BatchRuns builds one for each size");
    }

    private static void assertRefused(ThrowingCallable feed, String message) {
        assertThatThrownBy(feed).isInstanceOf(FeedException.class).hasMessage("Feed: " + message);
    }

    @Test
    void oneFaultTakesOneLine() {
        run.feed(x, Tensor.zeros(4, 2)).feed(y, Tensor.zeros(4, 1));
        assertThatThrownBy(run::forward)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Feed: w (3) was not fed");
    }

    @Test
    void whatIsRefusedChangesNothing() {
        run.feed(x, Tensor.zeros(4, 2)).feed(y, Tensor.zeros(4, 1)).feed(w, Tensor.ones(3));
        run.forward();
        assertThatThrownBy(() -> run.feed(w, Tensor.zeros(4))).isInstanceOf(FeedException.class);
        assertThat(run.value(w)).isEqualTo(Tensor.ones(3));
        assertThat(run.forward()).isEqualTo(3);

        Input factor = Input.of("factor", 2);
        Parameter p = Parameter.of("p", Tensor.ones(2));
        Run training = Run.of(Graph.of(p.multiply(factor).sum())).feed(factor, new double[] {2, 3});
        training.forward();
        assertThatThrownBy(() -> training.feed(factor, new double[3])).isInstanceOf(FeedException.class);
        training.backward();
        assertThat(training.gradient(p)).isEqualTo(Tensor.of(new double[] {2, 3}));
        training.feed(factor, new double[2]);
        assertThatThrownBy(training::backward).hasMessageContaining("was fed since the forward pass");
    }

    @Test
    void numbersThatAreNotFiniteAreTaken() {
        run.feed(x, Tensor.zeros(4, 2)).feed(y, Tensor.zeros(4, 1));
        assertThat(run.feed(w, new double[] {1, Double.NEGATIVE_INFINITY, 2}).forward())
                .isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(run.feed(w, new double[] {1, Double.NaN, 2}).forward()).isNaN();
    }

    @Test
    void anInputOfAnotherGraphIsRefused() {
        Input stranger = Input.of("x", 4, 2);
        assertThatThrownBy(() -> run.feed(stranger, Tensor.zeros(4, 2))).hasMessage(stranger(stranger));
        assertThatThrownBy(() -> run.feed(stranger, new double[] {1})).hasMessage(stranger(stranger));
        Run without = Run.of(Graph.of(Constant.of(1)));
        assertThatThrownBy(() -> without.feed(x, new double[1][2]))
                .isInstanceOf(FeedException.class)
                .hasMessage("Feed: x is not an input of this graph, which has none");
    }

    private String stranger(Input other) {
        return "Feed: x is not an input of this graph, which has x, y, w; " + other.describe()
                + " is not the existing node "
                + x.describe()
                + ", although it has the same name: nodes are compared by identity. Create a model's nodes once and"
                + " reuse them";
    }

    @Test
    void noRowsAreABatchOfNone() {
        Input empty = Input.of("x", 0, 2);
        Run run = Run.of(Graph.of(empty.sum())).feed(empty, new double[0][]);
        assertThat(run.forward()).isZero();
    }

    @Test
    void displayNamesNeedNotAgree() {
        run.feed(x, Tensor.zeros(Shape.of(4, 2).named("rows", "columns")));
        run.feed(y, Tensor.zeros(4, 1)).feed(w, Tensor.ones(3));
        assertThat(run.forward()).isEqualTo(3);
    }

    @Test
    void theEvaluatorTellsTheSame() {
        Evaluator evaluator = Evaluator.of(Graph.of(sum)).feed(y, Tensor.zeros(4, 1));
        assertRefused(() -> evaluator.feed(x, Tensor.zeros(1)), "x was fed (1), but is (n_batch=4, n_in=2)");
        assertThatThrownBy(() -> evaluator.value(sum))
                .isInstanceOf(FeedException.class)
                .hasMessage("""
                        Feed: 2 inputs have no value:
                          x (n_batch=4, n_in=2) was not fed
                          w (3) was not fed""");
    }
}
