package dev.gradus.train;

import dev.gradus.graph.Graph;
import dev.gradus.run.Parameters;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * The training that a {@link Receipt} describes, to be looked at before, during and after its repetition. It can be repeated
 * once.
 */
public final class ReceiptTraining {
    private final TreeMap<Integer, BatchGraph> graphs;
    private final Parameters parameters;
    private final Map<String, Tensor> data;
    private final Optional<Batches> batches;
    private final FirstOrderOptimizer optimizer;
    private final List<String> epochs;

    ReceiptTraining(
            TreeMap<Integer, BatchGraph> graphs,
            Parameters parameters,
            Map<String, Tensor> data,
            Optional<Batches> batches,
            FirstOrderOptimizer optimizer,
            List<String> epochs) {
        this.graphs = graphs;
        this.parameters = parameters;
        this.data = data;
        this.batches = batches;
        this.optimizer = optimizer;
        this.epochs = epochs;
    }

    /**
     * Returns the graph for each size of batches, smallest first, or the one graph for all data at once. Its first output is
     * the loss. Its inputs are fed with the receipt's {@linkplain Receipt#inputs data} in the same order, whatever their names.
     */
    public List<BatchGraph> graphs() {
        return List.copyOf(graphs.values());
    }

    /** Returns the parameters of all graphs, with their current numbers. */
    public Parameters parameters() {
        return parameters;
    }

    /** Returns the number of optimizer steps in an epoch. */
    public int steps() {
        return batches.map(Batches::count).orElse(1);
    }

    /**
     * Repeats the training until all epochs are repeated, or until a condition fails.
     *
     * @param progress is called after each epoch
     * @throws IllegalArgumentException if no training can be made of the receipt
     */
    public Receipt.Verdict repeat(Receipt.Progress progress) {
        Objects.requireNonNull(progress, "progress");
        EpochTraining training;
        try {
            training = training();
        } catch (RuntimeException wrong) {
            throw Receipt.unusable(wrong);
        }
        int all = epochs.size();
        for (int epoch = 0; epoch < all; epoch++) {
            double loss;
            try {
                loss = training.train(optimizer).loss();
            } catch (DivergedException notAsRecorded) {
                return new Receipt.Verdict(all, epoch, OptionalInt.of(epoch + 1));
            }
            if (!epochs.get(epoch).equals(Receipt.digest(parameters))) {
                return new Receipt.Verdict(all, epoch, OptionalInt.of(epoch + 1));
            }
            if (!progress.goesOn(epoch + 1, loss)) {
                return new Receipt.Verdict(all, epoch + 1, OptionalInt.empty());
            }
        }
        return new Receipt.Verdict(all, all, OptionalInt.empty());
    }

    private EpochTraining training() {
        if (batches.isPresent()) {
            return new MiniBatchTraining(
                    BatchRuns.of(
                            size -> Optional.ofNullable(graphs.get(size))
                                    .orElseThrow(() ->
                                            new IllegalArgumentException("no graph is for " + size + " examples")),
                            parameters),
                    batches.get());
        }
        BatchGraph whole = graphs.firstEntry().getValue();
        Graph graph = whole.graph();
        Run run = Run.builder(graph)
                .parameters(parameters)
                .objective(graph.outputs().get(0))
                .build();
        List<Tensor> tensors = new ArrayList<>(data.values());
        for (int i = 0; i < tensors.size(); i++) {
            run.feed(whole.inputs().get(i), tensors.get(i));
        }
        return new WholeDataTraining(run);
    }
}
