package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gradus.node.Input;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BatchRunsTest {
    private static final int SIZES = 600;

    private final ClassificationModel model = new ClassificationModel();
    private final BatchRuns runs = BatchRuns.of(model::graph);
    private final Tensor x = ClassificationModel.features(7), y = ClassificationModel.targets(x);

    @Test
    void eachSizeHasOneRunAndAllShareTheParameters() {
        List<Run> epoch = runs(runs), next = runs(runs);
        assertThat(next).isEqualTo(epoch);
        assertThat(epoch.get(0)).isSameAs(epoch.get(1)).isNotSameAs(epoch.get(2));
        assertThat(epoch).allMatch(run -> run.parameters() == runs.parameters());
        assertThat(runs.parameters().all()).containsExactly(model.W, model.b);
    }

    private List<Run> runs(BatchRuns of) {
        return StreamSupport.stream(Batches.of(3, x, y).spliterator(), false)
                .map(of::feed)
                .toList();
    }

    @Property
    void theMeanLossDoesNotDependOnTheBatches(@ForAll @IntRange(min = 1, max = 9) int size) {
        double whole = runs.feed(Batch.of(x, y)).forward();
        assertThat(runs.meanLoss(Batches.of(size, x, y))).isCloseTo(whole, within(1e-14));
    }

    /** Of 600 sizes, as with variable lengths, only the last eight used are kept, and the numbers do not change. */
    @Test
    void onlyTheMostRecentlyUsedSizesAreKept() {
        List<Integer> planned = new ArrayList<>();
        BatchRuns counted = counted(planned);
        List<WeakReference<Run>> made = new ArrayList<>();
        double first = counted.feed(firstOf(1)).forward();
        for (int size = 1; size <= SIZES; size++) {
            Run run = counted.feed(firstOf(size));
            run.forward();
            made.add(new WeakReference<>(run));
        }
        assertThat(planned).hasSize(SIZES).doesNotHaveDuplicates();
        for (int size = SIZES; size > SIZES - 8; size--) {
            counted.feed(firstOf(size));
        }
        assertThat(planned).hasSize(SIZES);
        assertThat(counted.feed(firstOf(1)).forward()).isEqualTo(first);
        assertThat(planned).hasSize(SIZES + 1).endsWith(1);
        awaitGone(made.subList(0, SIZES - 8));
        assertThat(counted.feed(firstOf(SIZES - 1)).parameters()).isSameAs(counted.parameters());
    }

    @Test
    void asManySizesAreKeptAsTheCallerSays() {
        List<Integer> planned = new ArrayList<>();
        BatchRuns two = counted(planned).keeping(2);
        for (int size : new int[] {3, 4, 3, 5, 3, 4, 5}) {
            two.feed(firstOf(size));
        }
        assertThat(planned).containsExactly(3, 4, 5, 4, 5);
        assertThatThrownBy(() -> two.keeping(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("BatchRuns: keeping(0): the number of sizes to keep must be at least 1");
    }

    /** Training continues in a new run of an old size as it would have in the old run. */
    @Test
    void trainingIsTheSameHoweverFewSizesAreKept() {
        assertThat(trained(runs.keeping(1))).isEqualTo(trained(runs.keeping(3)));
    }

    private List<Tensor> trained(BatchRuns of) {
        of.parameters().set(model.W, model.W.initialValue());
        of.parameters().set(model.b, model.b.initialValue());
        Trainer.of(of, Batches.of(3, x, y), Momentum.of(0.1, 0.9)).train(20);
        return List.of(of.parameters().get(model.W), of.parameters().get(model.b));
    }

    private BatchRuns counted(List<Integer> planned) {
        return BatchRuns.of(
                n -> {
                    planned.add(n);
                    return model.graph(n);
                },
                runs.parameters());
    }

    private static Batch firstOf(int size) {
        Tensor features = ClassificationModel.features(size);
        return Batch.of(features, ClassificationModel.targets(features));
    }

    private static void awaitGone(List<WeakReference<Run>> runs) {
        for (int round = 0; round < 100 && !allGone(runs); round++) {
            System.gc();
        }
        assertThat(allGone(runs)).isTrue();
    }

    private static boolean allGone(List<WeakReference<Run>> runs) {
        return runs.stream().allMatch(run -> run.refersTo(null));
    }

    @Test
    void whatOneTrainsAnotherPredictsWith() {
        BatchRuns predict = BatchRuns.of(
                n -> {
                    Input rows = Input.of("x", n, 2);
                    return BatchGraph.of(rows.matMul(model.W).add(model.b), rows);
                },
                runs.parameters());
        runs.parameters().set(model.b, Tensor.full(model.b.shape(), 5));
        assertThat(predict.feed(Batch.of(Tensor.zeros(1, 2))).forward()).isEqualTo(5);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> runs.feed(Batch.of(x)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("BatchRuns: the batch has 1 tensors, but the model takes 2: [x (7, 2), y (7, 1)]");
        assertThatThrownBy(() -> BatchRuns.of(n -> model.graph(4)).feed(Batch.of(x, y)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("BatchRuns: for 7 examples the model has the input x (4, 2); its first size should be 7");
        assertThatThrownBy(() ->
                        BatchRuns.of(n -> new ClassificationModel().graph(n)).feed(Batch.of(x, y)))
                .hasMessageContaining("build both graphs with the same Parameter objects");
        assertThatThrownBy(() -> runs.meanLoss(List.of()))
                .hasMessage("BatchRuns: the mean loss is undefined, because there are no examples");
    }

    @Test
    void everyInputIsFedByABatch() {
        Input a = Input.of("a", 2), b = Input.of("b", 2);
        assertThatThrownBy(() -> BatchGraph.of(a.multiply(b).sum(), a))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("BatchGraph: the inputs must be exactly those of the graph, which has [a (2), b"
                        + " (2)], but they are [a (2)]");
        assertThatThrownBy(() -> BatchGraph.of(a.sum(), a, b)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BatchGraph.of(a.multiply(b).sum(), a, a)).isInstanceOf(IllegalArgumentException.class);
    }
}
