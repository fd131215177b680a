package dev.gradus.train;

import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Parameters;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Serves a model to any number of threads, for any number of examples at a time.
 *
 * <pre>{@code
 * Predictor predictor = Predictor.of(runs);          // whose model says what it is predicting(ŷ)
 * Tensor yHat = predictor.predict(Batch.of(x));      // from any thread
 * predictor.load(Path.of("newer.npz"));              // seen by all calls that begin afterwards
 * }</pre>
 *
 * <p>The output of an example must depend on that example alone, as it does for layers, but not for statistics of a batch.
 * Then a batch may be cut into parts and padded, with the bits of a graph of its own size. Parts have powers of two as sizes,
 * at most 64: the last part is padded with its last example again. So a set of plans is at most seven, and there are as many
 * sets as there were calls at one time.
 *
 * <p>Thread-safe.
 */
public final class Predictor {
    private static final int LARGEST = 64;

    private final IntFunction<BatchGraph> model;
    private final int largest;
    private final Queue<Worker> idle = new ConcurrentLinkedQueue<>();
    private volatile Weights present;

    /** Parameters that nobody changes any more. */
    private record Weights(long version, Parameters parameters) {}

    /** The runs of one thread at a time. */
    private final class Worker {
        private final BatchRuns runs;
        private long version;

        Worker(Weights weights) {
            runs = BatchRuns.serving(model, weights.parameters.snapshot(), largest);
            version = weights.version;
        }

        void update(Weights weights) {
            if (version != weights.version) {
                for (Parameter parameter : runs.parameters().all()) {
                    runs.parameters().set(parameter, weights.parameters.get(parameter));
                }
                version = weights.version;
            }
        }
    }

    private Predictor(IntFunction<BatchGraph> model, int largest, Parameters parameters) {
        this.model = model;
        this.largest = largest;
        present = new Weights(0, parameters.snapshot());
    }

    /** A predictor of what these runs' model {@linkplain BatchGraph#predicting predicts}, with a copy of their parameters. */
    public static Predictor of(BatchRuns runs) {
        Objects.requireNonNull(runs, "runs");
        return of(runs::model, runs.parameters());
    }

    /**
     * A predictor with a copy of these parameters.
     *
     * @param model the model as a function of the number of examples: what it is {@linkplain BatchGraph#predicting predicting},
     *     or else its output, whose first axis goes over the examples
     */
    public static Predictor of(IntFunction<BatchGraph> model, Parameters parameters) {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(parameters, "parameters");
        return new Predictor(model, LARGEST, parameters);
    }

    /**
     * The same with parts of at most this number of examples.
     *
     * @throws IllegalArgumentException if it is no power of two
     */
    public Predictor withParts(int most) {
        if (Integer.bitCount(most) != 1 || most < 0) {
            throw new IllegalArgumentException("Predictor: the largest part must be a power of two, not " + most);
        }
        return new Predictor(model, most, present.parameters);
    }

    /**
     * Takes these parameters' numbers, for all calls of {@link #predict} that begin afterwards; each call sees one set of
     * numbers as a whole.
     *
     * @throws IllegalArgumentException if one of the predictor's parameters is not among them
     */
    public synchronized void load(Parameters parameters) {
        Objects.requireNonNull(parameters, "parameters");
        Parameters next = present.parameters.snapshot();
        next.all().forEach(parameter -> next.set(parameter, parameters.get(parameter)));
        present = new Weights(present.version + 1, next);
    }

    /**
     * Takes the numbers of a file that {@link Parameters#save} wrote.
     *
     * @throws IOException if it cannot be read or has other parameters; the present numbers then stay
     */
    public void load(Path file) throws IOException {
        Objects.requireNonNull(file, "file");
        Parameters next = present.parameters.snapshot();
        next.load(file);
        load(next);
    }

    /**
     * The model's prediction for these examples.
     *
     * @throws IllegalArgumentException if the batch has not as many tensors as the prediction has inputs, or is empty
     */
    public Tensor predict(Batch examples) {
        Objects.requireNonNull(examples, "examples");
        if (examples.size() == 0) {
            throw new IllegalArgumentException("Predictor: there are no examples to predict");
        }
        Weights weights = present;
        Worker worker = idle.poll();
        if (worker == null) {
            worker = new Worker(weights);
        }
        worker.update(weights);
        Tensor all = predict(worker.runs, examples);
        idle.add(worker); // not after an exception: its runs may be incomplete
        return all;
    }

    private Tensor predict(BatchRuns runs, Batch examples) {
        return examples.size() <= largest
                ? predictPart(runs, examples)
                : Tensor.joined(examples.parts(largest).stream()
                        .map(part -> predictPart(runs, part))
                        .toList());
    }

    private static Tensor predictPart(BatchRuns runs, Batch part) {
        int size = part.size(), planned = size == 1 ? 1 : 2 * Integer.highestOneBit(size - 1);
        Run run = runs.feed(part.padded(planned));
        run.forward();
        Node output = run.graph().outputs().get(0);
        if (output.shape().isScalar() || output.shape().size(0) != planned) {
            throw new IllegalArgumentException("Predictor: for " + planned + " examples the model's output is "
                    + output.describe() + "; its first size should be " + planned
                    + ". Does the model's BatchGraph say what it is predicting(ŷ)?");
        }
        Tensor value = run.value(output);
        return size == planned ? value : value.rows(IntStream.range(0, size).toArray());
    }
}
