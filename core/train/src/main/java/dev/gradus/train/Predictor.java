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
 * Serves a model to any number of threads, for any number of examples per call.
 *
 * <pre>{@code
 * Predictor predictor = Predictor.of(runs);          // their model names predicting(ŷ)
 * Tensor yHat = predictor.predict(Batch.of(x));      // from any thread
 * predictor.load(Path.of("newer.npz"));              // used by all later calls
 * }</pre>
 *
 * <p>The output for an example must depend only on that example. This is true of layers, but not of batch statistics. A
 * batch can then be split into parts and padded, with the same bits as a graph of the batch's size. The size of a part is a
 * power of two, at most 64; the last part is padded by repeating its last example. One set of plans therefore has at most
 * seven, and there are as many sets as there were concurrent calls.
 *
 * <p>Thread-safe.
 */
public final class Predictor {
    static final int LARGEST = 64;

    private final IntFunction<BatchGraph> model;
    private final int largest;
    private final Queue<Worker> idle = new ConcurrentLinkedQueue<>();
    private volatile Weights present;

    /** Parameters that are no longer modified. */
    private record Weights(long version, Parameters parameters) {}

    /** The runs used by one thread at a time. */
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

    /**
     * Creates a predictor of the model's {@linkplain BatchGraph#predicting prediction}, with a copy of the runs' parameters.
     */
    public static Predictor of(BatchRuns runs) {
        Objects.requireNonNull(runs, "runs");
        return of(runs::model, runs.parameters());
    }

    /**
     * Creates a predictor with a copy of these parameters.
     *
     * @param model the model as a function of the number of examples. Its {@linkplain BatchGraph#predicting prediction} is
     *     served, or its output if it has none, whose first axis ranges over the examples
     */
    public static Predictor of(IntFunction<BatchGraph> model, Parameters parameters) {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(parameters, "parameters");
        return new Predictor(model, LARGEST, parameters);
    }

    /**
     * Returns the same predictor with parts of at most this number of examples.
     *
     * @throws IllegalArgumentException if it is not a power of two
     */
    public Predictor withParts(int most) {
        if (Integer.bitCount(most) != 1 || most < 0) {
            throw new IllegalArgumentException("Predictor: the largest part must be a power of two, not " + most);
        }
        return new Predictor(model, most, present.parameters);
    }

    /**
     * Loads the values of these parameters for all later calls of {@link #predict}. A call never sees a mixture of old and
     * new values.
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
     * Loads a file that {@link Parameters#save} wrote.
     *
     * @throws IOException if it cannot be read or has other parameters; the current values are then unchanged
     */
    public void load(Path file) throws IOException {
        Objects.requireNonNull(file, "file");
        Parameters next = present.parameters.snapshot();
        next.load(file);
        load(next);
    }

    /**
     * Predicts these examples.
     *
     * @throws IllegalArgumentException if the number of tensors differs from the number of the prediction's inputs, or the
     *     batch is empty
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
        idle.add(worker); // not after an exception, which may leave its runs incomplete
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
                    + ". Does the model's BatchGraph name its prediction with predicting(ŷ)?");
        }
        Tensor value = run.value(output);
        return size == planned ? value : value.rows(IntStream.range(0, size).toArray());
    }
}
