package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.random.NumpyRandom;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BatchesTest {
    /** Row i of the features is (i, −i), and row i of the targets is i. */
    private static Batches numbered(int examples, int size) {
        return Batches.of(
                size,
                Tensor.generate(Shape.of(examples, 2), i -> i % 2 == 0 ? i / 2 : -(i / 2)),
                Tensor.generate(Shape.of(examples), i -> i));
    }

    /** Returns the examples of an epoch, and checks that their parts stay together. */
    private static List<Integer> epoch(Batches batches) {
        List<Integer> examples = new ArrayList<>();
        for (Batch batch : batches) {
            assertThat(batch.size()).isPositive();
            for (int row = 0; row < batch.size(); row++) {
                double example = batch.targets().get(row);
                assertThat(batch.features().row(row))
                        .isEqualTo(Tensor.of(new double[] {example, -example}).map(v -> v + 0.0));
                examples.add((int) example);
            }
        }
        return examples;
    }

    @Property
    void anEpochGivesEveryExampleOnceAndInOrder(
            @ForAll @IntRange(min = 1, max = 30) int examples, @ForAll @IntRange(min = 1, max = 40) int size) {
        Batches batches = numbered(examples, size);
        assertThat(epoch(batches))
                .isEqualTo(IntStream.range(0, examples).boxed().toList());
        assertThat(sizes(batches)).hasSize(batches.count()).allMatch(some -> some <= size);
        assertThat(sizes(batches).subList(0, batches.count() - 1)).allMatch(some -> some == size);
        assertThat(batches.examples()).isEqualTo(examples);
    }

    @Property
    void theLastIncompleteBatchIsDroppedIfToldSo(
            @ForAll @IntRange(min = 5, max = 30) int examples, @ForAll @IntRange(min = 1, max = 5) int size) {
        Batches batches = numbered(examples, size).dropLast();
        assertThat(sizes(batches)).hasSize(examples / size).allMatch(some -> some == size);
        assertThat(batches.count()).isEqualTo(examples / size);
        assertThat(batches.examples())
                .isEqualTo(examples / size * size)
                .isEqualTo(epoch(batches).size());
        assertThat(epoch(batches.keepLast())).hasSize(examples);
    }

    @Property
    void shufflingIsNumPysPermutationAndNewInEveryEpoch(@ForAll @IntRange(min = 1, max = 30) int examples) {
        NumpyRandom twin = NumpyRandom.seed(7);
        Batches batches = numbered(examples, 4).shuffled(NumpyRandom.seed(7));
        for (int epoch = 0; epoch < 3; epoch++) {
            assertThat(epoch(batches))
                    .isEqualTo(IntStream.of(twin.permutation(examples)).boxed().toList());
        }
    }

    @Test
    void axisNamesStay() {
        Tensor x = Tensor.zeros(3, 2).named("n_batch", "n_in");
        for (Batch batch : Batches.of(2, x)) {
            assertThat(batch.features().shape().toString()).matches("\\(n_batch=[12], n_in=2\\)");
        }
    }

    @Test
    void examplesWithoutNumbersAreExamplesToo() {
        assertThat(sizes(Batches.of(2, Tensor.zeros(3, 0)))).containsExactly(2, 1);
    }

    @Test
    void wrongDataIsRefusedAtOnce() {
        Tensor x = Tensor.zeros(4, 2);
        assertThatThrownBy(() -> Batches.of(0, x))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Batches: the batch size must be positive, not 0");
        assertThatThrownBy(() -> Batches.of(2))
                .hasMessage("Batch: there must be at least one tensor, such as the features");
        assertThatThrownBy(() -> Batches.of(2, Tensor.zeros(0, 2), Tensor.zeros(0)))
                .hasMessage("Batches: there are no examples: the features are (0, 2)");
        assertThatThrownBy(() -> Batches.of(2, x, Tensor.zeros(3, 1)))
                .hasMessage("Batch: all tensors must have the same number of examples, but tensor 0 is (4, 2) and"
                        + " tensor 1 is (3, 1)");
        assertThatThrownBy(() -> Batches.of(2, x, Tensor.scalar(1)))
                .hasMessage("Batch: tensor 1 is a scalar, but examples lie along the first axis");
        assertThatThrownBy(() -> Batches.of(5, x).dropLast())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Batches: 4 examples do not fill one batch of 5, so dropLast() would leave no batch;"
                        + " keep the last batch or use smaller ones");
        assertThatThrownBy(Batch.of(x)::targets)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Batch: there are only features, no targets");
    }

    private static List<Integer> sizes(Batches batches) {
        List<Integer> sizes = new ArrayList<>();
        batches.forEach(batch -> sizes.add(batch.size()));
        return sizes;
    }
}
