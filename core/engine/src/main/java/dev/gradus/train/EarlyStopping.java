package dev.gradus.train;

import dev.gradus.node.Parameter;
import dev.gradus.run.Parameters;
import java.util.Objects;
import java.util.Optional;

/**
 * Stops when a loss, usually that of validation data, has not become smaller for a while, and keeps the best parameters.
 *
 * <pre>{@code
 * EarlyStopping stopping = EarlyStopping.of(runs.parameters(), 10);
 * do {
 *     …                                                           // an epoch
 * } while (stopping.goesOn(runs.meanLoss(validation)));
 * stopping.restoreBest();
 * }</pre>
 */
public final class EarlyStopping {
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
     * Stops after {@code patience} losses in a row that are not smaller than the best before.
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
     * Records the loss of the present parameters; NaN is worse than any number.
     *
     * @return whether training should go on
     */
    public boolean goesOn(double loss) {
        if (loss < bestLoss) {
            best = Optional.of(parameters.snapshot());
            bestLoss = loss;
            sinceBest = 0;
        } else {
            sinceBest++;
        }
        return sinceBest < patience;
    }

    /** The smallest loss so far; infinite before any. */
    public double bestLoss() {
        return bestLoss;
    }

    /**
     * Restores the parameters that had the smallest loss.
     *
     * @throws IllegalStateException if there was no loss less than infinity
     */
    public void restoreBest() {
        Parameters kept = best.orElseThrow(() ->
                new IllegalStateException("EarlyStopping: there was no finite loss, so there is nothing to restore"));
        for (Parameter parameter : parameters.all()) {
            parameters.set(parameter, kept.get(parameter));
        }
    }
}
