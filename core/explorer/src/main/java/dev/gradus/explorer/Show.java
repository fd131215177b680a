package dev.gradus.explorer;

import dev.gradus.explain.Explanation;
import dev.gradus.explain.Formula;
import dev.gradus.graph.Graph;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.run.Run;
import dev.gradus.run.Trace;
import dev.gradus.tensor.Tensor;
import dev.gradus.train.Chart;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Graphs, tensors and trainings as HTML for a notebook. What the last line of a cell makes is shown, or else what is handed to
 * the notebook's own function for HTML:
 *
 * <pre>{@code
 * Show.diagram(run)
 * Show.page(run)
 * Show.table(run.value(yHat))
 * Show.plot(losses)
 * display("text/html", Show.latex(z));
 * }</pre>
 *
 * <p>They are texts, so any notebook that shows HTML shows them. Names are escaped. A picture and a page are closed off from the
 * notebook around them: its styles do not change them, nor theirs it.
 */
public final class Show {
    private static final int PAGE_HEIGHT = 675;

    /** A cell of a notebook is about 900 pixels wide, and from 1181 on the page needs no scrolling. */
    private static final double PAGE_SCALE = 0.75;

    /** Text has the notebook's own color, so it can be read on light and on dark paper; the curve is between the two. */
    private static final String PLOT_STYLE = """
            <style>
            .gradus-plot { max-width: 640px }
            .gradus-plot text { font: 14px sans-serif; fill: currentColor }
            .gradus-plot path.grid { stroke: currentColor; opacity: 0.2 }
            .gradus-plot path.a { fill: none; stroke: %1$s; stroke-width: 2 }
            .gradus-plot circle.a { fill: %1$s }
            </style>
            """;

    static final String CURVE = "#4a7de0";

    private Show() {}

    /** The picture of a graph, without numbers. */
    public static String diagram(Graph graph) {
        return diagram(Diagram.of(graph));
    }

    /** The picture of the forward and backward pass that the run would make now. */
    public static String diagram(Run run) {
        Objects.requireNonNull(run, "run");
        return diagram(Diagram.of(run));
    }

    /** This picture, on its own paper. A wide one is shown smaller, so that it fits. */
    public static String diagram(Diagram diagram) {
        Objects.requireNonNull(diagram, "diagram");
        String svg = diagram.svg();
        return "<img alt=\"" + title(svg) + "\" style=\"max-width:100%\" src=\"data:image/svg+xml;base64,"
                + Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8)) + "\">";
    }

    /** The page that steps through the forward and backward pass that the run would make now, in a frame. */
    public static String page(Run run) {
        return page(Explorer.of(run));
    }

    /** The page that steps through this trace, in a frame. */
    public static String page(Trace trace) {
        return page(Explorer.of(trace));
    }

    /** This page in three quarters of its size, in a frame as wide as the notebook's cell. */
    public static String page(Explorer page) {
        return page(page, PAGE_HEIGHT);
    }

    /**
     * This page, in a frame of a height of your own.
     *
     * @param height in pixels
     * @throws IllegalArgumentException if the height is not positive
     */
    public static String page(Explorer page, int height) {
        Objects.requireNonNull(page, "page");
        if (height <= 0) {
            throw new IllegalArgumentException(
                    "Show.page: the height is a number of pixels, such as " + PAGE_HEIGHT + ", not " + height);
        }
        String html = page.html();
        return String.format(
                Locale.ROOT,
                "<div style=\"height:%dpx;overflow:hidden\"><iframe title=\"%s\" sandbox=\"allow-scripts allow-modals\""
                        + " style=\"width:%.2f%%;max-width:none;height:%.0fpx;border:0;transform:scale(%s);transform-origin:0 0\""
                        + " srcdoc=\"%s\"></iframe></div>",
                height,
                title(html),
                100 / PAGE_SCALE,
                height / PAGE_SCALE,
                PAGE_SCALE,
                attribute(html));
    }

    /** The equation of a node in LaTeX between two pairs of dollar signs, for a notebook to typeset; of a leaf its name. */
    public static String latex(Node node) {
        Objects.requireNonNull(node, "node");
        String name = Formula.of(node).latex();
        if (!(node instanceof Op op) || !node.isNamed()) {
            return typeset(name);
        }
        Formula right = op.written() == op
                ? new Formula.Operation(
                        op.notation(), op.inputs().stream().map(Formula::of).toList())
                : Formula.of(op.written());
        return typeset(name + " = " + right.latex());
    }

    /** All equations of the forward and backward pass in LaTeX, numbered, for a notebook to typeset. */
    public static String latex(Run run) {
        Objects.requireNonNull(run, "run");
        return typeset(Explanation.of(run).latex().strip());
    }

    private static String typeset(String latex) {
        return "$$" + SvgWriter.escaped(latex) + "$$";
    }

    /** A tensor's numbers in a table, shaded by their size; of long axes the first and the last ones. */
    public static String table(Tensor tensor) {
        Objects.requireNonNull(tensor, "tensor");
        return new ShownTable(tensor).html();
    }

    /**
     * The curve of a training's losses, the first of epoch 0.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static String plot(double... losses) {
        Objects.requireNonNull(losses, "losses");
        if (losses.length == 0) {
            throw new IllegalArgumentException("Show.plot: there is no loss to draw; give one for each epoch");
        }
        String curve = Chart.curves(
                "loss by epoch, " + losses.length + " epochs, in the end " + losses[losses.length - 1],
                IntStream.range(0, losses.length).boxed().toList(),
                List.of(DoubleStream.of(losses).boxed().toList()));
        return "<div class=\"gradus-plot\">" + PLOT_STYLE.formatted(CURVE) + curve + "</div>";
    }

    /** What a page or a picture calls itself, already escaped. */
    private static String title(String html) {
        return html.substring(html.indexOf("<title>") + "<title>".length(), html.indexOf("</title>"));
    }

    /** As the value of an attribute in double quotes; line breaks stay. */
    private static String attribute(String text) {
        return text.replace("&", "&amp;")
                .replace("\"", "&quot;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }
}
