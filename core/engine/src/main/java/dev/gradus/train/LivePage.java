package dev.gradus.train;

import dev.gradus.file.AtomicFile;
import dev.gradus.node.Parameter;
import dev.gradus.run.Parameters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A page that shows a training while it goes on: one HTML file without links to anything, rewritten after each epoch, which
 * a browser loads again every two seconds. It draws losses, metrics, and for each parameter how its numbers are distributed
 * and how far they moved in the last epoch.
 *
 * <pre>{@code
 * Trainer.of(runs, batches, optimizer)
 *         .withListener(LivePage.to(Path.of("training.html"), "Ten classes", runs.parameters()))
 *         .train(100);
 * }</pre>
 *
 * <p>The file is replaced as a whole, so that a browser never reads half of it. Not thread-safe.
 */
public final class LivePage implements Consumer<Epoch> {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 180;
    private static final int BARS = 30;

    private final Path file;
    private final String title;
    private final Parameters parameters;
    private final Map<String, List<Double>> curves = new LinkedHashMap<>();
    private final List<Integer> epochs = new ArrayList<>();
    private Parameters before;

    private LivePage(Path file, String title, Parameters parameters) {
        this.file = file;
        this.title = title;
        this.parameters = parameters;
        before = parameters.snapshot();
    }

    /** A page in this file about the training of these parameters. */
    public static LivePage to(Path file, String title, Parameters parameters) {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(parameters, "parameters");
        return new LivePage(file, title, parameters);
    }

    /**
     * Adds an epoch to the page.
     *
     * @throws UncheckedIOException if the file cannot be written
     */
    @Override
    public void accept(Epoch epoch) {
        Objects.requireNonNull(epoch, "epoch");
        epochs.add(epoch.number());
        add("loss", epoch.loss());
        epoch.validationLoss().ifPresent(loss -> add("validation loss", loss));
        epoch.metrics().forEach((name, value) -> {
            if (value.shape().elements() == 1) {
                add(name, value.item());
            }
        });
        String page = page(epoch);
        try {
            AtomicFile.replace(file, out -> out.write(page.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        before = parameters.snapshot();
    }

    private void add(String curve, double value) {
        curves.computeIfAbsent(curve, key -> new ArrayList<>()).add(value);
    }

    private String page(Epoch epoch) {
        StringBuilder page = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta http-equiv=\"refresh\" content=\"2\"><title>")
                .append(escaped(title))
                .append("</title><style>body{font:15px sans-serif;max-width:45em;margin:2em auto;padding:0 1em}")
                .append(
                        "svg{width:100%;height:auto;background:#f6f6f4}polyline{fill:none;stroke:#1668b3;stroke-width:2}")
                .append("rect{fill:#1668b3}h2{font-size:1em;margin:1.5em 0 .3em}</style></head><body><h1>")
                .append(escaped(title))
                .append("</h1><p>")
                .append(escaped(epoch.toString()))
                .append("</p>\n");
        curves.forEach((name, values) -> page.append(curve(name, values)));
        for (Parameter parameter : parameters.all()) {
            page.append(histogram(parameter));
        }
        return page.append("</body></html>\n").toString();
    }

    private String curve(String name, List<Double> values) {
        double[] finite = values.stream()
                .mapToDouble(each -> each)
                .filter(Double::isFinite)
                .toArray();
        double low = Arrays.stream(finite).min().orElse(0),
                high = Arrays.stream(finite).max().orElse(1);
        double range = high > low ? high - low : 1;
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            if (Double.isFinite(values.get(i))) {
                points.append(String.format(
                        Locale.ROOT,
                        "%.1f,%.1f ",
                        10 + (WIDTH - 20.0) * i / Math.max(1, values.size() - 1),
                        HEIGHT - 10 - (HEIGHT - 20) * (values.get(i) - low) / range));
            }
        }
        return String.format(
                Locale.ROOT,
                "<h2>%s: %.6g, from %.6g to %.6g in epochs %d to %d</h2><svg viewBox=\"0 0 %d %d\" role=\"img\""
                        + " aria-label=\"%s\"><polyline points=\"%s\"/></svg>%n",
                escaped(name),
                values.get(values.size() - 1),
                low,
                high,
                epochs.get(0),
                epochs.get(epochs.size() - 1),
                WIDTH,
                HEIGHT,
                escaped(name),
                points);
    }

    private String histogram(Parameter parameter) {
        double[] now = parameters.get(parameter).toArray(),
                was = before.get(parameter).toArray();
        double low = Double.POSITIVE_INFINITY, high = Double.NEGATIVE_INFINITY, moved = 0;
        for (int i = 0; i < now.length; i++) {
            low = Math.min(low, now[i]);
            high = Math.max(high, now[i]);
            moved += (now[i] - was[i]) * (now[i] - was[i]);
        }
        int[] bars = new int[BARS];
        for (double value : now) {
            bars[high > low ? (int) Math.min(BARS - 1, BARS * ((value - low) / (high - low))) : 0]++;
        }
        int most = Arrays.stream(bars).max().orElse(1);
        String drawn = IntStream.range(0, BARS)
                .mapToObj(i -> String.format(
                        Locale.ROOT,
                        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
                        10 + (WIDTH - 20.0) * i / BARS,
                        HEIGHT - 10 - (HEIGHT - 20.0) * bars[i] / Math.max(1, most),
                        (WIDTH - 20.0) / BARS - 2,
                        (HEIGHT - 20.0) * bars[i] / Math.max(1, most)))
                .collect(Collectors.joining());
        return String.format(
                Locale.ROOT,
                "<h2>%s: from %.4g to %.4g; moved by %.4g in the last epoch</h2><svg viewBox=\"0 0 %d %d\" role=\"img\""
                        + " aria-label=\"how %s is distributed\">%s</svg>%n",
                escaped(parameter.describe()),
                low,
                high,
                Math.sqrt(moved),
                WIDTH,
                HEIGHT,
                escaped(parameter.label()),
                drawn);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
