package dev.gradus.train;

import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.run.Parameters;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.function.IntFunction;

/**
 * The runs of one model, one for each batch size, with shared parameters. A smaller last batch needs no special treatment.
 *
 * <pre>{@code
 * BatchRuns runs = BatchRuns.of(n -> {
 *     Input x = Input.of("x", n, 2), y = Input.of("y", n, 1);
 *     return BatchGraph.of(new MseLoss(model(x), y), x, y);       // model: a Java method; same Parameter objects each time
 * });
 * for (Batch batch : batches) {
 *     Run run = runs.feed(batch);
 *     run.forward();
 *     run.backward();
 *     optimizer.step(run);
 * }
 * }</pre>
 *
 * <p>Each run owns its graph and arrays, so only the eight most recently used sizes are kept, or the number given to {@link
 * #keeping}. A size that recurs later is planned again and computes the same numbers. Not thread-safe.
 */
public final class BatchRuns {
    /** Training, validation and test data have two sizes each: full batches and the last one. */
    private static final int KEPT = 8;

    private final IntFunction<BatchGraph> model;
    private final Parameters parameters;
    private final Recent sizes;
    private final boolean forwardOnly;
    private final OptionalInt threads;

    private record Sized(Run run, BatchGraph model) {}

    /** In order of use, the most recently used last. */
    private static final class Recent extends LinkedHashMap<Integer, Sized> {
        private static final long serialVersionUID = 1;

        private final int kept;

        Recent(int kept) {
            super(16, 0.75f, true);
            this.kept = kept;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Sized> eldest) {
            return size() > kept;
        }
    }

    private BatchRuns(
            IntFunction<BatchGraph> model, Parameters parameters, int kept, boolean forwardOnly, OptionalInt threads) {
        this.model = model;
        this.parameters = parameters;
        this.sizes = new Recent(kept);
        this.forwardOnly = forwardOnly;
        this.threads = threads;
    }

    /**
     * Creates runs of a model, a function of the batch size, with its parameters at their initial values. The function is
     * called with 1 to find the parameters.
     */
    public static BatchRuns of(IntFunction<BatchGraph> model) {
        return of(model, Parameters.of(model.apply(1).graph()));
    }

    /** Creates runs of a model with these parameters, such as those of another BatchRuns: one trains, the other predicts. */
    public static BatchRuns of(IntFunction<BatchGraph> model, Parameters parameters) {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(parameters, "parameters");
        return new BatchRuns(model, parameters, KEPT, false, OptionalInt.empty());
    }

    /**
     * Returns runs of the same model and parameters that keep the given number of most recently used sizes. If the data has
     * more sizes, most batches are planned again; then keep more sizes, or pad the data to fewer.
     *
     * @throws IllegalArgumentException if the number is less than 1
     */
    public BatchRuns keeping(int mostSizes) {
        if (mostSizes < 1) {
            throw new IllegalArgumentException(
                    "BatchRuns: keeping(" + mostSizes + "): the number of sizes to keep must be at least 1");
        }
        return new BatchRuns(model, parameters, mostSizes, forwardOnly, threads);
    }

    /** Returns other runs of the same model and parameters for a thread of its own. They use no other thread. */
    BatchRuns alone() {
        IntFunction<BatchGraph> oneAtATime = size -> {
            synchronized (model) {
                return model.apply(size);
            }
        };
        return new BatchRuns(oneAtATime, parameters, sizes.kept, forwardOnly, OptionalInt.of(1));
    }

    /** Computes the loss, the metrics and the prediction, without planning a backward pass. */
    BatchRuns evaluating() {
        return new BatchRuns(size -> model.apply(size).evaluated(), parameters, KEPT, true, threads);
    }

    /** Runs the prediction with other parameters, for each power of two up to the largest size. */
    static BatchRuns serving(IntFunction<BatchGraph> model, Parameters parameters, int largest) {
        return new BatchRuns(
                size -> model.apply(size).served(),
                parameters,
                Integer.numberOfTrailingZeros(largest) + 1,
                true,
                OptionalInt.empty());
    }

    /** Returns the parameters that all runs share. */
    public Parameters parameters() {
        return parameters;
    }

    /**
     * Returns the run for the size of this batch, fed with the batch.
     *
     * @throws IllegalArgumentException if the number of tensors differs from the number of inputs, or if the model at this
     *     size has inputs of another size or parameters that are not among the shared ones
     */
    public Run feed(Batch batch) {
        Sized sized = sizes.get(batch.size());
        if (sized == null) {
            sized = make(batch.size());
            sizes.put(batch.size(), sized);
        }
        List<Tensor> tensors = batch.tensors();
        List<Input> inputs = sized.model.inputs();
        if (tensors.size() != inputs.size()) {
            throw new IllegalArgumentException("BatchRuns: the batch has " + tensors.size()
                    + " tensors, but the model takes " + inputs.size() + ": " + inputs);
        }
        for (int i = 0; i < tensors.size(); i++) {
            sized.run.feed(inputs.get(i), tensors.get(i));
        }
        return sized.run;
    }

    BatchGraph model(int size) {
        return model.apply(size);
    }

    /** The model of the most recently fed run of this size. */
    BatchGraph made(int size) {
        return Objects.requireNonNull(sizes.get(size)).model;
    }

    /** Returns the metrics, by name, from the last forward pass of the run for this size. */
    Map<String, Tensor> metrics(int size, Run run) {
        Map<String, Node> metrics = made(size).metrics();
        if (metrics.isEmpty()) {
            return Map.of();
        }
        Map<String, Tensor> values = new LinkedHashMap<>();
        metrics.forEach((name, node) -> values.put(name, run.value(node)));
        return values;
    }

    private Sized make(int size) {
        BatchGraph made = model.apply(size);
        for (Input input : made.inputs()) {
            if (input.shape().isScalar() || input.shape().size(0) != size) {
                throw new IllegalArgumentException("BatchRuns: for " + size + " examples the model has the input "
                        + input.describe() + "; its first size should be " + size);
            }
        }
        Run.Builder run = Run.builder(made.graph()).parameters(parameters);
        List<Node> outputs = made.graph().outputs();
        if (outputs.size() > 1 && outputs.get(0).shape().elements() == 1) {
            run.objective(outputs.get(0));
        }
        if (forwardOnly) {
            run.forwardOnly();
        }
        threads.ifPresent(run::threads);
        return new Sized(run.build(), made);
    }

    /**
     * Returns the mean over all examples of these batches of the model's output, which must be a mean over examples.
     *
     * @throws IllegalArgumentException if there are no batches
     */
    public double meanLoss(Iterable<Batch> batches) {
        return means(batches).loss();
    }

    /**
     * Returns the means of the loss and of the metrics over all examples of these batches.
     *
     * @throws IllegalArgumentException if there are no batches
     */
    public Means means(Iterable<Batch> batches) {
        WeightedMeans means = new WeightedMeans();
        Objects.requireNonNull(batches, "batches");
        for (Batch batch : batches) {
            Run run = feed(batch);
            means.add(run.forward(), metrics(batch.size(), run), batch.size());
        }
        return means.get("BatchRuns: the mean loss is undefined, because there are no examples");
    }
}
