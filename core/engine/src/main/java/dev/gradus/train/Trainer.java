package dev.gradus.train;

import dev.gradus.run.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/**
 * The loop of the lesson over mini-batches: forward, backward, step.
 *
 * <pre>{@code
 * List<Epoch> history = Trainer.of(runs, batches, Adam.of(1e-3))
 *         .withListener(epoch -> System.err.println(epoch.number() + ": " + epoch.loss()))
 *         .withEarlyStopping(10, () -> runs.meanLoss(validation))
 *         .train(200);
 * }</pre>
 *
 * <p>If you need another loop, write it: it is {@link #train}'s five inner lines.
 */
public final class Trainer {
    private final BatchRuns runs;
    private final Iterable<Batch> batches;
    private final Optimizer optimizer;
    private final Consumer<Epoch> listener;
    private final Optional<Validation> validation;

    private record Validation(int patience, DoubleSupplier loss) {}

    private Trainer(
            BatchRuns runs,
            Iterable<Batch> batches,
            Optimizer optimizer,
            Consumer<Epoch> listener,
            Optional<Validation> validation) {
        this.runs = runs;
        this.batches = batches;
        this.optimizer = optimizer;
        this.listener = listener;
        this.validation = validation;
    }

    /** Trains the runs' parameters on these batches, all of them in every epoch. */
    public static Trainer of(BatchRuns runs, Iterable<Batch> batches, Optimizer optimizer) {
        Objects.requireNonNull(runs, "runs");
        Objects.requireNonNull(batches, "batches");
        Objects.requireNonNull(optimizer, "optimizer");
        return new Trainer(runs, batches, optimizer, epoch -> {}, Optional.empty());
    }

    /** With a listener that is called after each epoch. */
    public Trainer withListener(Consumer<Epoch> told) {
        Objects.requireNonNull(told, "told");
        return new Trainer(runs, batches, optimizer, told, validation);
    }

    /**
     * With a loss that is taken after each epoch. Training ends when it has not become smaller for {@code patience}
     * epochs. The best parameters are restored at the end, after the last epoch too, but not after an exception.
     *
     * @throws IllegalArgumentException if the patience is not positive
     */
    public Trainer withEarlyStopping(int patience, DoubleSupplier loss) {
        Objects.requireNonNull(loss, "loss");
        EarlyStopping.of(runs.parameters(), patience);
        return new Trainer(runs, batches, optimizer, listener, Optional.of(new Validation(patience, loss)));
    }

    /**
     * Trains.
     *
     * @return the result of each epoch
     * @throws IllegalArgumentException if the number of epochs is negative, or there are no batches
     * @throws DivergedException if a number would become infinite or NaN; all parameters are then as they were before the
     * step
     */
    public List<Epoch> train(int epochs) {
        if (epochs < 0) {
            throw new IllegalArgumentException("Trainer: the number of epochs must not be negative, but is " + epochs);
        }
        List<Epoch> history = new ArrayList<>();
        Optional<EarlyStopping> stopping = validation.map(with -> EarlyStopping.of(runs.parameters(), with.patience));
        boolean goesOn = true;
        while (goesOn && history.size() < epochs) {
            double loss = 0;
            int examples = 0;
            for (Batch batch : batches) {
                Run run = runs.feed(batch);
                loss += batch.size() * run.forward();
                run.backward();
                optimizer.step(run);
                examples += batch.size();
            }
            if (examples == 0) {
                throw new IllegalArgumentException("Trainer: there are no batches to train on");
            }
            OptionalDouble validated = validation.isEmpty()
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(validation.get().loss.getAsDouble());
            Epoch epoch = new Epoch(history.size() + 1, loss / examples, validated);
            history.add(epoch);
            listener.accept(epoch);
            goesOn = stopping.isEmpty() || stopping.get().goesOn(validated.getAsDouble());
        }
        if (!history.isEmpty()) {
            stopping.ifPresent(EarlyStopping::restoreBest);
        }
        return history;
    }
}
