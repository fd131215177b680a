package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.node.Input;
import dev.gradus.node.Parameter;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Parameters;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictorTest {
    private final Parameter w = Parameter.of("W", NumpyRandom.seed(0).normal(0, 1, Shape.of(5, 3)));
    private final Parameters parameters = Parameters.of(List.of(w));
    private final Set<Integer> planned = ConcurrentHashMap.newKeySet();
    private final Predictor predictor = Predictor.of(this::model, parameters);

    private BatchGraph model(int n) {
        planned.add(n);
        Input x = Input.of("x", n, 5);
        return BatchGraph.of(x.matMul(w).tanh().softmax(1), x);
    }

    private static Tensor examples(int n) {
        return NumpyRandom.seed(n).normal(0, 1, Shape.of(n, 5));
    }

    /** The bits of a graph of that size, with a few plans for all sizes. */
    @Property
    void anySizeHasTheBitsOfItsOwnGraph(@ForAll @IntRange(min = 1, max = 300) int n) {
        Tensor x = examples(n);
        Predictor one = Predictor.of(this::model, parameters);
        planned.clear();
        Tensor predicted = one.predict(Batch.of(x));
        assertThat(planned).allMatch(size -> size <= 64 && Integer.bitCount(size) == 1);
        BatchRuns whole = BatchRuns.of(this::model, parameters);
        Run run = whole.feed(Batch.of(x));
        run.forward();
        assertThat(predicted).isEqualTo(run.value(run.graph().outputs().get(0)));
    }

    /** Each call sees one set of numbers as a whole, whatever is loaded meanwhile. */
    @Test
    void threadsSeeOldOrNewNumbers() throws InterruptedException, ExecutionException {
        List<Tensor> sets = List.of(Tensor.zeros(5, 3), Tensor.ones(5, 3), w.initialValue());
        List<Tensor> answers = new ArrayList<>();
        Tensor x = examples(100);
        for (Tensor set : sets) {
            parameters.set(w, set);
            predictor.load(parameters);
            answers.add(predictor.predict(Batch.of(x)));
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<Boolean>> calls = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            calls.add(threads.submit(() -> answers.contains(predictor.predict(Batch.of(x)))));
            parameters.set(w, sets.get(i % 3));
            predictor.load(parameters);
        }
        for (Future<Boolean> call : calls) {
            assertThat(call.get()).isTrue();
        }
        threads.shutdown();
    }

    @Test
    void loadsAFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("model.npz");
        Tensor before = predictor.predict(Batch.of(examples(3)));
        parameters.set(w, Tensor.zeros(5, 3));
        assertThat(predictor.predict(Batch.of(examples(3)))).as("has a copy").isEqualTo(before);
        parameters.save(file);
        predictor.load(file);
        assertThat(predictor.predict(Batch.of(examples(3)))).isEqualTo(Tensor.full(Shape.of(3, 3), 1.0 / 3));
        assertThatThrownBy(() -> predictor.load(folder.resolve("none.npz"))).isInstanceOf(IOException.class);
    }

    @Test
    void wrongUseIsRefused() {
        assertThatThrownBy(() -> predictor.withParts(12))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Predictor: the largest part must be a power of two, not 12");
        assertThatThrownBy(() -> predictor.predict(Batch.of(Tensor.zeros(0, 5))))
                .hasMessage("Predictor: there are no examples to predict");
        Predictor sum = Predictor.of(
                n -> {
                    Input x = Input.of("x", n, 5);
                    return BatchGraph.of(x.matMul(w).sum(), x);
                },
                parameters);
        assertThatThrownBy(() -> sum.predict(Batch.of(examples(2))))
                .hasMessageStartingWith("Predictor: for 2 examples the model's output is sum(x @ W) ()");
    }
}
