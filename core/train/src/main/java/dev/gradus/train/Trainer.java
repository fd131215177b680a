package dev.gradus.train;

import dev.gradus.file.ArrayFile;
import dev.gradus.run.Parameters;
import dev.gradus.run.Run;
import dev.gradus.tensor.FileFormatException;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.file.States;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Trains a model in epochs of forward, backward and step, over mini-batches or over all data at once.
 *
 * <pre>{@code
 * List<Epoch> history = Trainer.of(runs, batches, Adam.of(1e-3))
 *         .withValidation(Evaluation.of(runs, validation).withMetric("AUC", Metrics::areaUnderRoc))
 *         .withEarlyStopping(10)
 *         .withListener(System.out::println)
 *         .savedIn(Path.of("training.npz"))
 *         .train(200);
 * }</pre>
 *
 * <p>If you need a different loop, write your own: it takes five lines.
 */
public final class Trainer {
    private final Parameters parameters;
    private final EpochTraining training;
    private final Optimizer optimizer;
    private final Options options;

    private static final class Options {
        private Consumer<Epoch> listener = epoch -> {};
        private Optional<Supplier<Means>> validation = Optional.empty();
        private int patience; // 0 without early stopping
        private Optional<Path> file = Optional.empty();
        private Optional<Path> receipt = Optional.empty();
        private boolean isWatching;

        Options with(Consumer<Options> change) {
            Options copy = new Options();
            copy.listener = listener;
            copy.validation = validation;
            copy.patience = patience;
            copy.file = file;
            copy.receipt = receipt;
            copy.isWatching = isWatching;
            change.accept(copy);
            return copy;
        }
    }

    private Trainer(Parameters parameters, EpochTraining training, Optimizer optimizer, Options options) {
        this.parameters = parameters;
        this.training = training;
        this.optimizer = optimizer;
        this.options = options;
    }

    private Trainer with(Consumer<Options> change) {
        return new Trainer(parameters, training, optimizer, options.with(change));
    }

    /** Trains the runs' parameters on all these batches in each epoch. */
    public static Trainer of(BatchRuns runs, Iterable<Batch> batches, Optimizer optimizer) {
        Objects.requireNonNull(runs, "runs");
        Objects.requireNonNull(batches, "batches");
        Objects.requireNonNull(optimizer, "optimizer");
        return of(runs.parameters(), new MiniBatchTraining(runs, batches), optimizer);
    }

    /** Trains on all data at once: each epoch is one step of this run, which must already be fed. */
    public static Trainer of(Run run, Optimizer optimizer) {
        Objects.requireNonNull(run, "run");
        return of(run.parameters(), new WholeDataTraining(run), optimizer);
    }

    /** Trains these parameters by any kind of epoch, such as {@link BlockTraining}. */
    public static Trainer of(Parameters parameters, EpochTraining training, Optimizer optimizer) {
        Objects.requireNonNull(parameters, "parameters");
        Objects.requireNonNull(training, "training");
        Objects.requireNonNull(optimizer, "optimizer");
        return new Trainer(parameters, training, optimizer, new Options());
    }

    /** Adds a listener that is called after each epoch, after the listeners added before it. */
    public Trainer withListener(Consumer<Epoch> told) {
        return withListener(1, told);
    }

    /**
     * Adds a listener that is called after each epoch whose number is a multiple of {@code every}.
     *
     * @throws IllegalArgumentException if {@code every} is not positive
     */
    public Trainer withListener(int every, Consumer<Epoch> told) {
        Objects.requireNonNull(told, "told");
        if (every < 1) {
            throw new IllegalArgumentException("Trainer: every must be at least 1, but is " + every);
        }
        Consumer<Epoch> both = options.listener.andThen(epoch -> {
            if (epoch.number() % every == 0) {
                told.accept(epoch);
            }
        });
        return with(changed -> changed.listener = both);
    }

    /**
     * Adds validation data, which are not trained on and are evaluated after each epoch, usually by an {@link Evaluation}.
     */
    public Trainer withValidation(Supplier<Means> validation) {
        Objects.requireNonNull(validation, "validation");
        return with(changed -> changed.validation = Optional.of(validation));
    }

    /**
     * Stops training when the validation loss has not improved for {@code patience} epochs. The best parameters are restored
     * at the end, also after the last epoch, but not after an exception.
     *
     * @throws IllegalArgumentException if the patience is not positive
     * @throws IllegalStateException if there is no {@linkplain #withValidation validation}
     */
    public Trainer withEarlyStopping(int patience) {
        EarlyStopping.of(parameters, patience);
        if (options.validation.isEmpty()) {
            throw new IllegalStateException("Trainer: early stopping needs a validation loss; first call"
                    + " withValidation(Evaluation.of(runs, batches))");
        }
        return with(changed -> changed.patience = patience);
    }

    /**
     * Records statistics of parameters and gradients for {@link Epoch#parameters}, {@link LivePage} and {@link CsvLog}. This
     * copies the gradients in each step.
     */
    public Trainer watchingParameters() {
        return with(changed -> changed.isWatching = true);
    }

    /**
     * Saves the {@link TrainingState} to this file after each epoch. If the file exists when {@link #train} is called,
     * training resumes from it. The state consists of the parameters, the optimizer's memory, the epochs, the early stopping,
     * and the state of the batches if they are {@link Resumable}, as {@link Batches} are. A process that was killed at any
     * moment can simply be restarted and computes the same numbers bit for bit.
     */
    public Trainer savedIn(Path file) {
        Objects.requireNonNull(file, "file");
        return with(changed -> changed.file = Optional.of(file));
    }

    /**
     * Writes a {@link Receipt} of the training to this file when {@link #train} returns. Another machine can then repeat the
     * training.
     *
     * @throws IllegalArgumentException if a receipt cannot describe the optimizer or the graph, or if the training is neither
     *     on all data at once nor on {@link Batches}
     */
    public Trainer withReceipt(Path file) {
        Objects.requireNonNull(file, "file");
        recorder();
        return with(changed -> changed.receipt = Optional.of(file));
    }

    private ReceiptRecorder recorder() {
        if (!(optimizer instanceof FirstOrderOptimizer method)) {
            throw new IllegalArgumentException("Trainer: a receipt cannot describe the optimizer "
                    + optimizer.getClass().getSimpleName() + "; use one such as Adam");
        }
        if (training instanceof WholeDataTraining whole) {
            return Receipt.record(whole.run(), method);
        } else if (training instanceof MiniBatchTraining parts && parts.batches() instanceof Batches batches) {
            return Receipt.record(parts.runs(), batches, method);
        }
        throw new IllegalArgumentException(
                "Trainer: a receipt needs a training on all data at once or on Batches, whose"
                        + " order it can describe; otherwise write the loop and call Receipt.record");
    }

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
     * Trains until this number of epochs has been completed, including those of earlier processes if the state is {@link
     * #savedIn} a file.
     *
     * @return the result of each epoch, including those of earlier processes, for which the statistics of parameters are missing
     * @throws IllegalArgumentException if the number of epochs is negative, or there are no batches
     * @throws DivergedException if a number would become infinite or NaN; all parameters are then as before the step
     * @throws IllegalStateException with {@linkplain #withEarlyStopping early stopping}, if no validation loss was less than
     *     infinity; the parameters are then those after the last epoch
     * @throws UncheckedIOException if the file cannot be read or written, or belongs to a different training
     */
    public List<Epoch> train(int epochs) {
        if (epochs < 0) {
            throw new IllegalArgumentException("Trainer: the number of epochs must not be negative, but is " + epochs);
        }
        History history = new History();
        Count made = new Count();
        Optional<EarlyStopping> stopping =
                options.patience > 0 ? Optional.of(EarlyStopping.of(parameters, options.patience)) : Optional.empty();
        Optional<TrainingState> state = options.file.map(file -> state(made, stopping, history));
        if (options.file.isPresent() && Files.exists(options.file.get())) {
            unchecked(() -> load(state.orElseThrow(), history, options.file.get()));
        }
        if (options.receipt.isPresent() && made.epochs > 0) {
            throw new IllegalStateException("Trainer: " + options.file.get() + " resumes a training after epoch "
                    + made.epochs + ", but a receipt begins before the first; train from the beginning");
        }
        Optional<ReceiptRecorder> recorder = options.receipt.map(file -> recorder());
        Optional<WatchedOptimizer> watched =
                options.isWatching ? Optional.of(new WatchedOptimizer(optimizer, parameters)) : Optional.empty();
        while (made.epochs < epochs && stopping.map(EarlyStopping::goesOn).orElse(true)) {
            Means means = training.train(watched.isPresent() ? watched.get() : optimizer);
            Optional<Means> validated = options.validation.map(Supplier::get);
            stopping.ifPresent(each -> each.goesOn(validated.orElseThrow().loss()));
            made.epochs++;
            Epoch epoch = new Epoch(
                    (int) made.epochs,
                    means,
                    validated,
                    watched.map(WatchedOptimizer::endOfEpoch).orElse(List.of()));
            history.add(epoch);
            recorder.ifPresent(ReceiptRecorder::epoch);
            options.file.ifPresent(file -> unchecked(() -> state.orElseThrow().save(file)));
            options.listener.accept(epoch);
        }
        if (made.epochs > 0) {
            stopping.ifPresent(EarlyStopping::restoreBest);
        }
        recorder.ifPresent(each -> unchecked(() -> each.receipt().save(options.receipt.orElseThrow())));
        return history.epochs();
    }

    private static void load(TrainingState state, History history, Path file) throws IOException {
        try {
            history.await(ArrayFile.read(file));
        } catch (FileFormatException broken) {
            // the state says so more precisely
        }
        state.load(file);
    }

    private TrainingState state(Count made, Optional<EarlyStopping> stopping, History history) {
        TrainingState state =
                TrainingState.of(parameters).with("trainer", made).with("optimizer", optimizer.memory(parameters));
        if (training instanceof Resumable resumable) {
            state = state.with("batches", resumable);
        }
        state = state.with("history", history);
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
