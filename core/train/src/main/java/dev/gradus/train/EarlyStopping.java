package dev.gradus.train;

import dev.gradus.node.Parameter;
import dev.gradus.run.Parameters;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.file.States;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Stops training when a loss, usually the validation loss, has stopped improving, and keeps the best parameters.
 *
 * <pre>{@code
 * EarlyStopping stopping = EarlyStopping.of(runs.parameters(), 10);
 * do {
 *     …                                                           // an epoch
 * } while (stopping.goesOn(runs.meanLoss(validation)));
 * stopping.restoreBest();
 * }</pre>
 */
public final class EarlyStopping implements Resumable {
    private final Parameters parameters;
    private final int patience;
    private Optional<Parameters> best = Optional.empty();
    private double bestLoss = Double.POSITIVE_INFINITY;
    private int sinceBest;

    private EarlyStopping(Parameters parameters, int patience) {
        this.parameters = parameters;
        this.patience = patience;
    }

    /**
     * Stops after {@code patience} consecutive losses that are not smaller than the best one before.
     *
     * @throws IllegalArgumentException if the patience is not positive
     */
    public static EarlyStopping of(Parameters parameters, int patience) {
        Objects.requireNonNull(parameters, "parameters");
        if (patience <= 0) {
            throw new IllegalArgumentException("EarlyStopping: the patience must be positive, not " + patience);
        }
        return new EarlyStopping(parameters, patience);
    }

    /**
     * Records the loss of the current parameters. NaN is worse than any number.
     *
     * @return whether training should continue
     */
    public boolean goesOn(double loss) {
        if (loss < bestLoss) {
            best = Optional.of(parameters.snapshot());
            bestLoss = loss;
            sinceBest = 0;
        } else {
            sinceBest++;
        }
        return goesOn();
    }

    /** Returns the smallest loss so far, or infinity if there is none. */
    public double bestLoss() {
        return bestLoss;
    }

    /** Returns the best loss and its parameters, which are 0 if there is none, and the number of losses since. */
    @Override
    public Map<String, Tensor> state() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        state.put("bestLoss", Tensor.scalar(bestLoss));
        state.put("sinceBest", Tensor.scalar(sinceBest));
        for (Parameter parameter : parameters.all()) {
            state.put(
                    nameOf(parameter),
                    best.map(kept -> kept.get(parameter)).orElseGet(() -> Tensor.full(parameter.shape(), 0)));
        }
        return state;
    }

    private static String nameOf(Parameter parameter) {
        return "best/" + parameter.label();
    }

    @Override
    public void restore(Map<String, Tensor> state) {
        Objects.requireNonNull(state, "state");
        double loss = States.numbers(state, "bestLoss")[0];
        long since = States.count(state, "sinceBest");
        if (Double.isNaN(loss) || since > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "EarlyStopping: a saved state cannot have the best loss " + loss + ", " + since + " losses ago");
        }
        if (loss < Double.POSITIVE_INFINITY) {
            Parameters kept = parameters.snapshot();
            kept.all().forEach(parameter -> kept.set(parameter, States.get(state, nameOf(parameter))));
            best = Optional.of(kept);
        } else {
            best = Optional.empty();
        }
        bestLoss = loss;
        sinceBest = (int) since;
    }

    private String losses() {
        return sinceBest == 0 ? "no loss was recorded" : "all " + sinceBest + " losses were infinite or NaN";
    }

    /** Returns whether training should continue, judged by the losses so far. */
    public boolean goesOn() {
        return sinceBest < patience;
    }

    /**
     * Restores the parameters with the smallest loss.
     *
     * @throws IllegalStateException if no loss was less than infinity; the parameters are then unchanged
     */
    public void restoreBest() {
        Parameters kept = best.orElseThrow(
                () -> new IllegalStateException("EarlyStopping: there are no best parameters to restore, because "
                        + losses() + "; check the data of the"
                        + " loss and the learning rate. Run.builder(graph).checked() finds the first number that is not"
                        + " finite"));
        for (Parameter parameter : parameters.all()) {
            parameters.set(parameter, kept.get(parameter));
        }
    }
}
