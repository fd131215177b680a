package dev.gradus.train;

import dev.gradus.file.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A page that shows the progress of a training: one self-contained HTML file that is rewritten after each epoch. The browser
 * reloads it every two seconds until you stop it. It draws training and validation losses and metrics. If the trainer is
 * {@link Trainer#watchingParameters}, it also draws the gradient norm of each parameter and the distributions of its values
 * and gradient.
 *
 * <pre>{@code
 * Trainer.of(runs, batches, optimizer)
 *         .watchingParameters()
 *         .withListener(LivePage.to(Path.of("training.html"), "Ten classes"))
 *         .train(100);
 * }</pre>
 *
 * <p>The file is replaced atomically, so a browser never reads half of it. If epochs take milliseconds, write it after every
 * tenth: {@code withListener(10, …)}. After a restart, the curves start again. Not thread-safe.
 */
public final class LivePage implements Consumer<Epoch> {
    private static final String TRAINING = "training", VALIDATION = "validation";

    private final Path file;
    private final String title;
    private final String template;
    private final List<Integer> epochs = new ArrayList<>();
    private final Map<String, List<Double>> training = new LinkedHashMap<>();
    private final Map<String, List<Double>> validation = new LinkedHashMap<>();
    private final Map<String, List<Double>> gradientNorms = new LinkedHashMap<>();

    private LivePage(Path file, String title, String template) {
        this.file = file;
        this.title = title;
        this.template = template;
    }

    /** Creates a page in this file. */
    public static LivePage to(Path file, String title) {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(title, "title");
        try (InputStream stream = Objects.requireNonNull(LivePage.class.getResourceAsStream("live-page.html"))) {
            return new LivePage(file, title, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /**
     * Adds an epoch to the page.
     *
     * @throws UncheckedIOException if the file cannot be written
     */
    @Override
    public void accept(Epoch epoch) {
        Objects.requireNonNull(epoch, "epoch");
        epoch.training().numbers().forEach((name, value) -> add(training, name, value));
        epoch.validation().ifPresent(means -> means.numbers().forEach((name, value) -> add(validation, name, value)));
        epoch.parameters().forEach(each -> add(gradientNorms, each.name(), each.gradientNorm()));
        epochs.add(epoch.number());
        String page = template.replace("$TITLE$", Chart.escaped(title))
                .replace("$EPOCH$", "after epoch " + epoch.number())
                .replace("$BODY$", body(epoch));
        try {
            AtomicFile.replace(file, out -> out.write(page.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** Fills epochs without this number with NaN. */
    private void add(Map<String, List<Double>> curves, String name, double value) {
        List<Double> curve = curves.computeIfAbsent(name, key -> new ArrayList<>());
        while (curve.size() < epochs.size()) {
            curve.add(Double.NaN);
        }
        curve.add(value);
    }

    private String body(Epoch epoch) {
        StringBuilder body = new StringBuilder();
        Set<String> names = new LinkedHashSet<>(training.keySet());
        names.addAll(validation.keySet());
        body.append(table(names)).append("<section><h2>Losses and metrics</h2><div class=\"grid\">");
        names.forEach(name -> body.append(curves(name)));
        body.append("</div></section>\n");
        if (!epoch.parameters().isEmpty()) {
            body.append("<section><h2>Parameters</h2>\n");
            epoch.parameters().forEach(each -> body.append(parameter(each)));
            body.append("</section>\n");
        }
        return body.toString();
    }

    private String table(Set<String> names) {
        StringBuilder rows = new StringBuilder("<table><thead><tr><th scope=\"col\">latest</th><th scope=\"col\">")
                .append(TRAINING)
                .append("</th>")
                .append(validation.isEmpty() ? "" : "<th scope=\"col\">" + VALIDATION + "</th>")
                .append("</tr></thead><tbody>");
        for (String name : names) {
            rows.append("<tr><th scope=\"row\">")
                    .append(Chart.escaped(name))
                    .append("</th>")
                    .append(cell(training, name))
                    .append(validation.isEmpty() ? "" : cell(validation, name))
                    .append("</tr>");
        }
        return rows.append("</tbody></table>\n").toString();
    }

    private String cell(Map<String, List<Double>> curves, String name) {
        return "<td>" + (curves.containsKey(name) ? Chart.number(last(curves, name)) : "") + "</td>";
    }

    private double last(Map<String, List<Double>> curves, String name) {
        List<Double> curve = whole(curves, name);
        return curve.get(curve.size() - 1);
    }

    private List<Double> whole(Map<String, List<Double>> curves, String name) {
        List<Double> curve = new ArrayList<>(curves.getOrDefault(name, List.of()));
        while (curve.size() < epochs.size()) {
            curve.add(Double.NaN);
        }
        return curve;
    }

    /** Draws the training curve with class a and the validation curve with class b. */
    private String curves(String name) {
        StringBuilder caption = new StringBuilder(bold(Chart.escaped(name))),
                label = new StringBuilder(name + " by epoch");
        append(caption, label, training, name, "a", "● " + TRAINING);
        append(caption, label, validation, name, "b", "◌ " + VALIDATION);
        return figure(
                caption.toString(),
                Chart.curves(label.toString(), epochs, List.of(whole(training, name), whole(validation, name))));
    }

    private void append(
            StringBuilder caption,
            StringBuilder label,
            Map<String, List<Double>> curves,
            String name,
            String style,
            String legend) {
        if (curves.containsKey(name)) {
            String value = Chart.number(last(curves, name));
            caption.append("<span class=\"%s\">%s %s</span>".formatted(style, legend, value));
            label.append("; ").append(legend.substring(2)).append(" now ").append(value);
        }
    }

    private String parameter(ParameterStatistics each) {
        String name = Chart.escaped(each.name());
        return "<section><h3>" + name + "</h3><p class=\"soft\">norm " + Chart.number(each.norm())
                + ", changed by " + Chart.number(each.change()) + " in the last epoch</p><div class=\"grid\">"
                + figure(
                        bold("gradient norm") + "<span class=\"a\">● " + Chart.number(each.gradientNorm()) + "</span>",
                        Chart.curves(
                                "norm of the gradient of " + each.name() + " by epoch; now "
                                        + Chart.number(each.gradientNorm()),
                                epochs,
                                List.of(whole(gradientNorms, each.name()))))
                + figure(
                        bold("values") + range(each.values()),
                        Chart.bars("values of " + each.name() + " " + range(each.values()), each.values()))
                + figure(
                        bold("gradient") + range(each.gradient()),
                        Chart.bars("gradient of " + each.name() + " " + range(each.gradient()), each.gradient()))
                + "</div></section>\n";
    }

    private static String bold(String name) {
        return "<b>" + name + "</b> ";
    }

    private static String range(Histogram histogram) {
        return "from " + Chart.number(histogram.low()) + " to " + Chart.number(histogram.high());
    }

    private static String figure(String caption, String drawing) {
        return "<figure><figcaption>" + caption + "</figcaption>" + drawing + "</figure>\n";
    }
}
