package dev.gradus.train;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes epochs to a CSV file, with a header and full precision.
 *
 * <pre>{@code
 * Trainer.of(runs, batches, Adam.of(1e-3)).withListener(CsvLog.to(Path.of("training.csv"))).train(100);
 * }</pre>
 *
 * <p>An existing file is continued without another header, so a training that is stopped and resumed has one file. If the
 * process is killed after it saves its state and before it writes the line, that line is missing.
 */
public final class CsvLog implements Consumer<Epoch> {
    private final Path file;
    private final Function<Epoch, List<String>> header;
    private final Function<Epoch, List<List<String>>> lines;

    private CsvLog(Path file, Function<Epoch, List<String>> header, Function<Epoch, List<List<String>>> lines) {
        this.file = Objects.requireNonNull(file, "file");
        this.header = header;
        this.lines = lines;
    }

    /** Writes one line per epoch: its number and its {@link Epoch#numbers}. */
    public static CsvLog to(Path file) {
        return new CsvLog(file, CsvLog::names, epoch -> List.of(numbers(epoch)));
    }

    /**
     * Writes the {@linkplain Epoch#parameters histograms} of all parameters and gradients, one line per interval: the epoch,
     * the parameter, {@code value} or {@code gradient}, the interval and its count. Requires {@link
     * Trainer#watchingParameters}.
     */
    public static CsvLog histogramsTo(Path file) {
        List<String> names = List.of("epoch", "parameter", "of", "from", "to", "count");
        return new CsvLog(file, epoch -> names, CsvLog::histograms);
    }

    private static List<String> names(Epoch epoch) {
        List<String> names = new ArrayList<>(List.of("epoch"));
        names.addAll(epoch.numbers().keySet());
        return names;
    }

    private static List<String> numbers(Epoch epoch) {
        List<String> numbers = new ArrayList<>(List.of(Integer.toString(epoch.number())));
        epoch.numbers().values().forEach(number -> numbers.add(Double.toString(number)));
        return numbers;
    }

    private static List<List<String>> histograms(Epoch epoch) {
        List<List<String>> lines = new ArrayList<>();
        for (ParameterStatistics each : epoch.parameters()) {
            add(lines, epoch.number(), each.name(), "value", each.values());
            add(lines, epoch.number(), each.name(), "gradient", each.gradient());
        }
        return lines;
    }

    private static void add(List<List<String>> lines, int epoch, String name, String of, Histogram histogram) {
        for (int i = 0; i < histogram.counts().size(); i++) {
            lines.add(List.of(
                    Integer.toString(epoch),
                    name,
                    of,
                    Double.toString(histogram.edge(i)),
                    Double.toString(histogram.edge(i + 1)),
                    Integer.toString(histogram.counts().get(i))));
        }
    }

    /**
     * Appends an epoch.
     *
     * @throws IllegalStateException if the file has other columns
     * @throws UncheckedIOException if the file cannot be read or written
     */
    @Override
    public void accept(Epoch epoch) {
        Objects.requireNonNull(epoch, "epoch");
        String columns = line(header.apply(epoch));
        try {
            boolean isNew = !Files.exists(file) || Files.size(file) == 0;
            if (!isNew) {
                checkColumns(columns);
            }
            String text = lines.apply(epoch).stream().map(CsvLog::line).collect(Collectors.joining());
            Files.writeString(
                    file,
                    isNew ? columns + text : text,
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private void checkColumns(String columns) throws IOException {
        byte[] expected = columns.getBytes(StandardCharsets.UTF_8);
        try (InputStream begin = Files.newInputStream(file)) {
            if (!Arrays.equals(begin.readNBytes(expected.length), expected)) {
                throw new IllegalStateException("CsvLog: " + file + " does not begin with the columns of this epoch, "
                        + columns.strip() + "; log to another file");
            }
        }
    }

    private static String line(List<String> fields) {
        return fields.stream().map(CsvLog::quoted).collect(Collectors.joining(",")) + "\n";
    }

    private static String quoted(String field) {
        return field.matches("[^\",\\r\\n]*") ? field : "\"" + field.replace("\"", "\"\"") + "\"";
    }
}
