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
 * What one block of examples adds to a mean over many: its gradients, loss and metrics, times its number of examples, and
 * that number. Such arrays are summed in a {@link FixedTree}, here or on other machines, and the sum is divided once.
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
 * <p>Not thread-safe: each thread has its own.
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

    /** Gradients of this model's loss with respect to all its parameters. */
    public static BlockGradients of(BatchRuns runs) {
        Objects.requireNonNull(runs, "runs");
        return new BlockGradients(
                runs, GivenGradients.of(runs.parameters(), runs.parameters().all()));
    }

    /** The parameters at which gradients are taken. */
    public Parameters parameters() {
        return runs.parameters();
    }

    /** How many numbers a block adds. */
    public int length() {
        return length;
    }

    /** What this block adds, at the present parameters. */
    public double[] of(Batch block) {
        Objects.requireNonNull(block, "block");
        Run run = runs.feed(block);
        double loss = run.forward();
        run.backward();
        double[] numbers = new double[length];
        given.read(run, numbers);
        return weighted(numbers, loss, block, run);
    }

    /** The same with zeros instead of the gradients, which are not computed. */
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
     * The sum of several blocks divided by the number of their examples.
     *
     * @throws IllegalArgumentException if it has another length, or there are no examples
     */
    public double[] mean(double[] sum) {
        Objects.requireNonNull(sum, "sum");
        if (sum.length != length || sum[length - 1] == 0) {
            throw new IllegalArgumentException("BlockGradients: a sum of blocks with examples has " + length
                    + " numbers, but this one " + sum.length);
        }
        double examples = sum[length - 1];
        return Arrays.stream(sum).map(number -> number / examples).toArray();
    }

    /** The loss and the metrics of a {@link #mean}. */
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

    /** These blocks of one machine, as a source of sums. */
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
