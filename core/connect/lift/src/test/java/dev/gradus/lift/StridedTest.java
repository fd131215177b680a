package dev.gradus.lift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.run.Evaluator;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Indices of nested loops become slices with the elements at these indices. */
class StridedTest {
    private static final int SIZE = 240;
    private static final Node VECTOR =
            Constant.of(Tensor.of(IntStream.range(0, SIZE).asDoubleStream().toArray()));

    /** The indices of three nested loops with these counts and steps. */
    private static double[] indices(int start, int[] counts, int... steps) {
        double[] indices = new double[counts[0] * counts[1] * counts[2]];
        int next = 0;
        for (int i = 0; i < counts[0]; i++) {
            for (int j = 0; j < counts[1]; j++) {
                for (int k = 0; k < counts[2]; k++) {
                    indices[next++] = start + i * steps[0] + j * steps[1] + k * steps[2];
                }
            }
        }
        return indices;
    }

    private static double[] elements(Node node) {
        return Evaluator.of(Graph.of(node)).value(node).toArray();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 24, 8, 1", // rows
        "7, 1, 6, 24", // columns
        "0, 0, 1, 10", // repeated, and transposed
        "5, 1, 0, 60", // repeated inside
        "3, 60, 12, 2", // every other element of parts
        "200, 0, 0, 1"
    })
    void becomeSlices(int start, int first, int second, int third) {
        double[] indices = indices(start, new int[] {4, 3, 4}, first, second, third);
        Optional<Node> strided = Strided.of(VECTOR, indices);
        assertThat(strided).isPresent();
        assertThat(elements(strided.orElseThrow())).containsExactly(indices);
    }

    @Property
    void haveTheirElementsOrAreLookedUp(@ForAll long seed) {
        Random random = new Random(seed);
        int[] counts = random.ints(3, 1, 5).toArray();
        int[] steps = random.ints(3, 0, 13).toArray();
        double[] indices = indices(random.nextInt(40), counts, steps);
        if (random.nextInt(4) == 0) {
            indices[random.nextInt(indices.length)] = random.nextInt(SIZE);
        }
        if (Arrays.stream(indices).allMatch(i -> i < SIZE)) {
            Strided.of(VECTOR, indices)
                    .ifPresent(strided -> assertThat(elements(strided)).containsExactly(indices));
        }
    }
}
