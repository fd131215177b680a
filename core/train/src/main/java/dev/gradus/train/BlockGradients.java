package dev.gradus.train;

import dev.gradus.node.Node;
import dev.gradus.run.Parameters;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Computes what one block of examples contributes to a mean over many: its gradients, loss and metrics, each multiplied by
 * its number of examples, and that number. Add these arrays in a {@link FixedTree}, on one machine or several, and divide
 * the sum once.
 *
 * <pre>{@code
 * BlockGradients gradients = BlockGradients.of(BatchRuns.of(model));
 * FixedTree tree = FixedTree.ofLength(gradients.length());
 * for (Batch block : blocks) {
 *     tree.add(number++, gradients.of(block));
 * }
 * double[] mean = gradients.mean(tree.sum());           // ∂J/∂W …, J, metrics …
 * }</pre>
 *
 * <p>Not thread-safe: use one per thread.
 */
public final class BlockGradients {
    private final BatchRuns runs;
    private final GivenGradients given;
    private final Map<String, Shape> metrics = new LinkedHashMap<>();
    private final int length;

    private BlockGradients(BatchRuns runs, GivenGradients given) {
        this.runs = runs;
        this.given = given;
        int elements = given.length() + 2;
        for (Map.Entry<String, Node> metric : runs.model(1).metrics().entrySet()) {
            metrics.put(metric.getKey(), metric.getValue().shape());
            elements += metric.getValue().shape().elements();
        }
        length = elements;
    }

    /** Creates gradients of this model's loss with respect to all its parameters. */
    public static BlockGradients of(BatchRuns runs) {
        Objects.requireNonNull(runs, "runs");
        return new BlockGradients(
                runs, GivenGradients.of(runs.parameters(), runs.parameters().all()));
    }

    /** Returns the parameters at which gradients are computed. */
    public Parameters parameters() {
        return runs.parameters();
    }

    /** Returns the length of a block's contribution. */
    public int length() {
        return length;
    }

    /** Computes the contribution of this block at the current parameters. */
    public double[] of(Batch block) {
        Objects.requireNonNull(block, "block");
        Run run = runs.feed(block);
        double loss = run.forward();
        run.backward();
        double[] numbers = new double[length];
        given.read(run, numbers);
        return weighted(numbers, loss, block, run);
    }

    /** Computes the contribution of this block with zeros in place of the gradients, which are not computed. */
    public double[] withoutGradients(Batch block) {
        Objects.requireNonNull(block, "block");
        Run run = runs.feed(block);
        double loss = run.forward();
        return weighted(new double[length], loss, block, run);
    }

    private double[] weighted(double[] numbers, double loss, Batch block, Run run) {
        int at = given.length();
        numbers[at++] = loss;
        for (Tensor metric : runs.metrics(block.size(), run).values()) {
            double[] value = metric.toArray();
            System.arraycopy(value, 0, numbers, at, value.length);
            at += value.length;
        }
        numbers[at] = 1;
        for (int i = 0; i < length; i++) {
            numbers[i] *= block.size();
        }
        return numbers;
    }

    /**
     * Divides the sum of several blocks by their number of examples.
     *
     * @throws IllegalArgumentException if the sum has another length, or there are no examples
     */
    public double[] mean(double[] sum) {
        Objects.requireNonNull(sum, "sum");
        if (sum.length != length || sum[length - 1] == 0) {
            throw new IllegalArgumentException("BlockGradients: a sum must have " + length + " numbers, the last of"
                    + " which, the number of examples, is not 0; this one has " + sum.length);
        }
        double examples = sum[length - 1];
        return Arrays.stream(sum).map(number -> number / examples).toArray();
    }

    /** Returns the loss and the metrics in a {@link #mean}. */
    public Means means(double[] mean) {
        Objects.requireNonNull(mean, "mean");
        int at = given.length();
        double loss = mean[at++];
        Map<String, Tensor> values = new LinkedHashMap<>();
        for (Map.Entry<String, Shape> metric : metrics.entrySet()) {
            int end = at + metric.getValue().elements();
            values.put(metric.getKey(), Tensor.of(metric.getValue(), Arrays.copyOfRange(mean, at, end)));
            at = end;
        }
        return new Means(loss, values);
    }

    /** Returns the loss, the metrics and the gradients in a {@link #mean}. */
    public MeanGradients gradients(double[] mean) {
        return new MeanGradients(means(mean), given.split(mean));
    }

    /** Returns a source of sums over these blocks, all on this machine. */
    public BlockSource source(List<Batch> blocks) {
        Objects.requireNonNull(blocks, "blocks");
        List<Batch> all = List.copyOf(blocks);
        return new BlockSource() {
            @Override
            public int count() {
                return all.size();
            }

            @Override
            public double[] sum(int[] chosen) {
                FixedTree tree = FixedTree.ofLength(length);
                for (int index = 0; index < chosen.length; index++) {
                    tree.add(index, of(all.get(chosen[index])));
                }
                return tree.sum();
            }
        };
    }
}
