package dev.gradus.examples;

import dev.gradus.train.Epoch;
import java.io.PrintStream;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * A bar on standard error for work that takes longer than a second; work that is done sooner shows nothing. Whether
 * standard error is a terminal is not asked: behind Maven it never is, though a user may well be watching.
 */
final class Progress implements Consumer<Epoch>, AutoCloseable {
    private static final long PATIENCE_NANOS = 1_000_000_000;
    private static final int WIDTH = 80;

    private final String task;
    private final long steps;
    private final PrintStream err;
    private final LongSupplier nanoTime;
    private final long start;
    private Optional<ProgressBar> bar = Optional.empty();
    private long done;

    Progress(String task, long steps, PrintStream err) {
        this(task, steps, err, System::nanoTime);
    }

    Progress(String task, long steps, PrintStream err, LongSupplier nanoTime) {
        this.task = task;
        this.steps = steps;
        this.err = err;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    /** Says that one more step is done. */
    void step() {
        done++;
        if (bar.isEmpty() && done < steps && nanoTime.getAsLong() - start > PATIENCE_NANOS) {
            bar = Optional.of(ProgressBar.builder()
                    .setTaskName(task)
                    .setInitialMax(steps)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setConsumer(new ConsoleProgressBarConsumer(err, WIDTH))
                    .build());
        }
        bar.ifPresent(shown -> shown.stepTo(done));
    }

    /** Listens to a {@link dev.gradus.train.Trainer}, with an epoch as a step. */
    @Override
    public void accept(Epoch epoch) {
        step();
    }

    @Override
    public void close() {
        bar.ifPresent(ProgressBar::close);
    }
}
