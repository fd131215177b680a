package dev.gradus.train;

import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Writes each epoch as a line of a CSV file: its number, loss, validation loss, and the metrics of one element.
 *
 * <pre>{@code
 * Trainer.of(runs, batches, Adam.of(1e-3)).withListener(CsvLog.to(Path.of("training.csv"))).train(100);
 * }</pre>
 *
 * <p>A file that exists is continued, without another header, so that a training that was stopped and goes on has one file.
 * Numbers are written with all their digits.
 */
public final class CsvLog implements Consumer<Epoch> {
    private final Path file;

    private CsvLog(Path file) {
        this.file = file;
    }

    /** A log in this file. */
    public static CsvLog to(Path file) {
        Objects.requireNonNull(file, "file");
        return new CsvLog(file);
    }

    /**
     * Appends a line.
     *
     * @throws UncheckedIOException if the file cannot be written
     */
    @Override
    public void accept(Epoch epoch) {
        Objects.requireNonNull(epoch, "epoch");
        List<String> names = new ArrayList<>(List.of("epoch", "loss", "validation"));
        List<String> values = new ArrayList<>(List.of(
                Integer.toString(epoch.number()),
                Double.toString(epoch.loss()),
                epoch.validationLoss().isPresent()
                        ? Double.toString(epoch.validationLoss().getAsDouble())
                        : ""));
        for (Map.Entry<String, Tensor> metric : epoch.metrics().entrySet()) {
            if (metric.getValue().shape().elements() == 1) {
                names.add(quoted(metric.getKey()));
                values.add(Double.toString(metric.getValue().item()));
            }
        }
        try {
            String line = String.join(",", values) + "\n";
            boolean isNew = !Files.exists(file) || Files.size(file) == 0;
            Files.writeString(
                    file,
                    isNew ? String.join(",", names) + "\n" + line : line,
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static String quoted(String name) {
        return name.matches("[^\",\\r\\n]*") ? name : "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
