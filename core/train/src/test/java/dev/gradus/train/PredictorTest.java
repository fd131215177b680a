package dev.gradus.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.nn.Attention;
import dev.gradus.nn.Convolutions;
import dev.gradus.nn.Norms;
import dev.gradus.node.Concat;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
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

    /** Models whose examples are independent. */
    private enum Rows {
        LAYERS {
            @Override
            Node of(Node x) {
                return x.matMul(WIDE).tanh().matMul(NARROW).softmax(1);
            }
        },
        NORM {
            @Override
            Node of(Node x) {
                return Norms.layerNorm(x.matMul(WIDE), GAIN, SHIFT, 1e-5);
            }
        },
        ATTENTION {
            @Override
            Node of(Node x) {
                Node h = x.reshape(x.shape().size(0), 5, 1).matMul(GAIN.reshape(1, 17));
                return Attention.scaledDotProduct(h, h, h, Attention.causalMask(5));
            }
        },
        CONVOLUTION {
            @Override
            Node of(Node x) {
                return Convolutions.conv1d(x.reshape(x.shape().size(0), 1, 5), KERNEL)
                        .relu();
            }
        },
        ORDER {
            @Override
            Node of(Node x) {
                return x.cumulativeSum(1).argMax(1);
            }
        };

        private static final NumpyRandom RANDOM = NumpyRandom.seed(5);
        private static final Parameter WIDE = Parameter.of("wide", RANDOM.normal(0, 1, Shape.of(5, 17)));
        private static final Parameter NARROW = Parameter.of("narrow", RANDOM.normal(0, 1, Shape.of(17, 3)));
        private static final Parameter GAIN = Parameter.of("gain", RANDOM.normal(0, 1, Shape.of(17)));
        private static final Parameter SHIFT = Parameter.of("shift", RANDOM.normal(0, 1, Shape.of(17)));
        private static final Parameter KERNEL = Parameter.of("kernel", RANDOM.normal(0, 1, Shape.of(4, 1, 3)));

        abstract Node of(Node x);

        BatchGraph model(int n) {
            Input x = Input.of("x", n, 5);
            return BatchGraph.of(of(x), x);
        }
    }

    @Property(tries = 150)
    void paddedRowsHaveTheBitsOfAGraphOfTheirOwnSize(
            @ForAll Rows rows, @ForAll @IntRange(min = 1, max = 140) int n, @ForAll @IntRange(max = 5) int logOfParts) {
        BatchRuns whole = BatchRuns.of(rows::model);
        Run run = whole.feed(Batch.of(examples(n)));
        run.forward();
        Predictor parts = Predictor.of(whole).withParts(1 << logOfParts);
        assertThat(parts.predict(Batch.of(examples(n))))
                .isEqualTo(run.value(run.graph().outputs().get(0)));
    }

    @Test
    void eachSizeUpToTheLargestIsOneRun() {
        for (int n = 1; n <= 64; n++) {
            planned.clear();
            Predictor.of(this::model, parameters).predict(Batch.of(examples(n)));
            assertThat(planned).hasSize(1);
        }
    }

    /** Any size has the bits of a graph of that size, with a few plans for all sizes. */
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

    /** Each call sees either the old or the new numbers. */
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

    /** A row contains the numbers of all parameters, which are equal in each set that is loaded. */
    @Test
    void noCallSeesAMixtureOfTwoSets() throws InterruptedException, ExecutionException {
        List<Parameter> many = IntStream.range(0, 16)
                .mapToObj(i -> Parameter.of("p" + i, Tensor.zeros(1, 50)))
                .toList();
        Parameters numbers = Parameters.of(many);
        Predictor all = Predictor.of(
                n -> {
                    Input x = Input.of("x", n, 1);
                    return BatchGraph.of(x.add(new Concat(1, List.copyOf(many))), x);
                },
                numbers);
        AtomicInteger loaded = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<?>> calls = new ArrayList<>();
        for (int thread = 0; thread < 8; thread++) {
            int seed = thread;
            calls.add(threads.submit(() -> {
                int changes = 0;
                double last = 0;
                while (changes < 100) {
                    double before = loaded.get();
                    double[] seen = all.predict(Batch.of(Tensor.zeros(1 + (int) (seed + changes) % 70, 1)))
                            .toArray();
                    assertThat(seen).containsOnly(seen[0]);
                    assertThat(seen[0]).as("loaded before the call").isGreaterThanOrEqualTo(before);
                    changes += seen[0] == last ? 0 : 1;
                    last = seen[0];
                }
            }));
        }
        for (int set = 1; !calls.stream().allMatch(Future::isDone); set++) {
            for (Parameter parameter : many) {
                numbers.set(parameter, Tensor.full(parameter.shape(), set));
            }
            all.load(numbers);
            loaded.set(set);
            Thread.sleep(1);
        }
        for (Future<?> call : calls) {
            call.get();
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
