package dev.gradus.train;

import dev.gradus.run.Parameters;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
 * <p>If you need another loop, write it: it is five lines.
 */
public final class Trainer {
    private final Parameters parameters;
    private final EpochPass pass;
    private final Optimizer optimizer;
    private final Options options;

    private record Validation(int patience, DoubleSupplier loss) {}

    private record Options(Consumer<Epoch> listener, Optional<Validation> validation, Optional<Path> file) {}

    private Trainer(Parameters parameters, EpochPass pass, Optimizer optimizer, Options options) {
        this.parameters = parameters;
        this.pass = pass;
        this.optimizer = optimizer;
        this.options = options;
    }

    private Trainer with(Options other) {
        return new Trainer(parameters, pass, optimizer, other);
    }

    /** Trains the runs' parameters on these batches, all of them in every epoch. */
    public static Trainer of(BatchRuns runs, Iterable<Batch> batches, Optimizer optimizer) {
        Objects.requireNonNull(runs, "runs");
        Objects.requireNonNull(batches, "batches");
        Objects.requireNonNull(optimizer, "optimizer");
        return of(runs.parameters(), new MiniBatchPass(runs, batches), optimizer);
    }

    /** Trains these parameters by epochs of any kind, such as {@link BlockPass}es. */
    public static Trainer of(Parameters parameters, EpochPass pass, Optimizer optimizer) {
        Objects.requireNonNull(parameters, "parameters");
        Objects.requireNonNull(pass, "pass");
        Objects.requireNonNull(optimizer, "optimizer");
        return new Trainer(parameters, pass, optimizer, new Options(epoch -> {}, Optional.empty(), Optional.empty()));
    }

    /** With a listener that is called after each epoch, after those that were given before. */
    public Trainer withListener(Consumer<Epoch> told) {
        Objects.requireNonNull(told, "told");
        return with(new Options(options.listener.andThen(told), options.validation, options.file));
    }

    /**
     * With a loss that is taken after each epoch. Training ends when it has not become smaller for {@code patience}
     * epochs. The best parameters are restored at the end, after the last epoch too, but not after an exception.
     *
     * @throws IllegalArgumentException if the patience is not positive
     */
    public Trainer withEarlyStopping(int patience, DoubleSupplier loss) {
        Objects.requireNonNull(loss, "loss");
        EarlyStopping.of(parameters, patience);
        return with(new Options(options.listener, Optional.of(new Validation(patience, loss)), options.file));
    }

    /**
     * Saves the {@link TrainingState} in this file after each epoch, and goes on from it if the file exists when {@link
     * #train} is called: the parameters, the optimizer's memory, the epoch, the early stopping, and the state of the batches
     * if they are {@link Resumable}, as {@link Batches} are. A process that was killed at any moment is simply started
     * again, and comes to the same numbers bit for bit.
     */
    public Trainer savedIn(Path file) {
        Objects.requireNonNull(file, "file");
        return with(new Options(options.listener, options.validation, Optional.of(file)));
    }

    /** The number of epochs made. */
    private static final class Count implements Resumable {
        private long epochs;

        @Override
        public Map<String, Tensor> state() {
            return Map.of("epochs", Tensor.scalar(epochs));
        }

        @Override
        public void restore(Map<String, Tensor> state) {
            epochs = States.count(state, "epochs");
        }
    }

    /**
     * Trains until this number of epochs has been made, those of earlier processes included if it is {@link #savedIn} a
     * file.
     *
     * @return the result of each epoch that this call made
     * @throws IllegalArgumentException if the number of epochs is negative, or there are no batches
     * @throws DivergedException if a number would become infinite or NaN; all parameters are then as they were before the
     *     step
     * @throws UncheckedIOException if the file can be read or written no more, or is of another training
     */
    public List<Epoch> train(int epochs) {
        if (epochs < 0) {
            throw new IllegalArgumentException("Trainer: the number of epochs must not be negative, but is " + epochs);
        }
        List<Epoch> history = new ArrayList<>();
        Count made = new Count();
        Optional<EarlyStopping> stopping = options.validation.map(with -> EarlyStopping.of(parameters, with.patience));
        Optional<TrainingState> state = options.file.map(file -> state(made, stopping));
        if (options.file.isPresent() && Files.exists(options.file.get())) {
            unchecked(() -> state.orElseThrow().load(options.file.get()));
        }
        while (made.epochs < epochs && stopping.map(EarlyStopping::goesOn).orElse(true)) {
            Means means = pass.train(optimizer);
            OptionalDouble validated = options.validation
                    .map(with -> OptionalDouble.of(with.loss.getAsDouble()))
                    .orElse(OptionalDouble.empty());
            stopping.ifPresent(each -> each.goesOn(validated.getAsDouble()));
            made.epochs++;
            options.file.ifPresent(file -> unchecked(() -> state.orElseThrow().save(file)));
            Epoch epoch = new Epoch((int) made.epochs, means.loss(), validated, means.metrics());
            history.add(epoch);
            options.listener.accept(epoch);
        }
        if (made.epochs > 0) {
            stopping.ifPresent(EarlyStopping::restoreBest);
        }
        return history;
    }

    private TrainingState state(Count made, Optional<EarlyStopping> stopping) {
        TrainingState state =
                TrainingState.of(parameters).with("trainer", made).with("optimizer", optimizer.memory(parameters));
        if (pass instanceof Resumable resumable) {
            state = state.with("batches", resumable);
        }
        return stopping.isPresent() ? state.with("earlyStopping", stopping.get()) : state;
    }

    private interface FileAction {
        void act() throws IOException;
    }

    private static void unchecked(FileAction action) {
        try {
            action.act();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
