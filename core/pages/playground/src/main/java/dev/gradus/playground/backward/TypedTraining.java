package dev.gradus.playground.backward;

import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Parameters;
import dev.gradus.run.Run;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.DivergedException;
import dev.gradus.train.FirstOrderOptimizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A training with the gradients that were typed. The engine computes their lines as it computes the forward lines, and the
 * optimizer gets the numbers; no rule of the engine is used.
 */
public final class TypedTraining {
    private final Node objective;
    private final Run run;
    private final List<Node> gradients = new ArrayList<>();
    private final FirstOrderOptimizer optimizer;
    private final BiFunction<Integer, Input, Tensor> rows;
    private final List<Double> losses = new ArrayList<>();
    private int at;
    private boolean isStopped;

    private TypedTraining(
            BackwardPass pass,
            Map<String, Node> typed,
            Map<String, Tensor> numbers,
            Function<Parameters, FirstOrderOptimizer> optimizer,
            int iteration,
            BiFunction<Integer, Input, Tensor> rows) {
        this.objective = pass.truth().objective();
        this.rows = rows;
        this.at = iteration;
        List<Node> outputs = new ArrayList<>(List.of(objective));
        outputs.addAll(typed.values());
        Graph graph = Graph.of(outputs);
        Parameters parameters = Parameters.of(Graph.of(objective));
        for (Parameter parameter : parameters.all()) {
            parameters.set(parameter, numbers.getOrDefault(parameter.label(), parameter.initialValue()));
            gradients.add(Optional.ofNullable(typed.get(parameter.label())).orElseThrow());
        }
        this.run = Run.builder(graph).parameters(parameters).build();
        this.optimizer = optimizer.apply(parameters);
        compute();
    }

    /**
     * Begins a training.
     *
     * @param judged the lines
     * @param numbers the weights by name
     * @param optimizer makes an optimizer for the parameters
     * @param iteration the iteration at which it begins
     * @param rows the data by iteration
     * @return empty if a line is wrong, or the gradient of a weight is missing
     */
    public static Optional<TypedTraining> of(
            BackwardPass pass,
            BackwardPass.Judgement judged,
            Map<String, Tensor> numbers,
            Function<Parameters, FirstOrderOptimizer> optimizer,
            int iteration,
            BiFunction<Integer, Input, Tensor> rows) {
        return judged.isFaultless() && judged.right().keySet().containsAll(pass.wanted())
                ? Optional.of(new TypedTraining(pass, judged.right(), numbers, optimizer, iteration, rows))
                : Optional.empty();
    }

    private void compute() {
        run.graph().inputs().forEach(input -> run.feed(input, rows.apply(at, input)));
        run.forward();
        losses.add(run.value(objective).item());
    }

    /** Trains up to an iteration. */
    public void trainTo(int iteration) {
        while (at < iteration && !isStopped) {
            double[] all = gradients.stream()
                    .flatMapToDouble(one -> Arrays.stream(run.value(one).toArray()))
                    .toArray();
            try {
                optimizer.step(run.parameters(), numbers -> {
                    System.arraycopy(all, 0, numbers, 0, all.length);
                    return losses.get(losses.size() - 1);
                });
                at++;
                compute();
            } catch (DivergedException diverged) {
                isStopped = true;
            }
        }
    }

    /** The iteration that it has reached. */
    public int iteration() {
        return at;
    }

    /** The losses from the iteration at which it began. */
    public double[] losses() {
        return losses.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** The largest difference from other weights of the same names; 0 if all bits are equal. */
    public double difference(Map<String, Tensor> others) {
        double largest = 0;
        for (Parameter parameter : run.parameters().all()) {
            double[] mine = run.parameters().get(parameter).toArray();
            double[] other = others.getOrDefault(parameter.label(), parameter.initialValue())
                    .toArray();
            for (int i = 0; i < mine.length; i++) {
                boolean isEqual = Double.doubleToLongBits(mine[i]) == Double.doubleToLongBits(other[i]);
                largest =
                        isEqual ? largest : Math.max(largest, Math.max(Double.MIN_VALUE, Math.abs(mine[i] - other[i])));
            }
        }
        return largest;
    }
}
