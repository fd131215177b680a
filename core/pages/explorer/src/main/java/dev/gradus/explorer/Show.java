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
 * Returns graphs, tensors and trainings as HTML for notebooks. A notebook shows the value of the last line of a cell,
 * or what is passed to its own function for HTML:
 *
 * <pre>{@code
 * Show.diagram(run)
 * Show.page(run)
 * Show.table(run.value(yHat))
 * Show.plot(losses)
 * display("text/html", Show.latex(z));
 * }</pre>
 *
 * <p>All results are strings, so any notebook that shows HTML can show them. Names are escaped. Pictures and pages are
 * isolated from the styles of the notebook, and the notebook from theirs.
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

    /** Returns a picture of a graph, without numbers. */
    public static String diagram(Graph graph) {
        return diagram(Diagram.of(graph));
    }

    /** Returns a picture of both passes of a run with its current feeds and parameters. */
    public static String diagram(Run run) {
        Objects.requireNonNull(run, "run");
        return diagram(Diagram.of(run));
    }

    /** Returns a picture with its own background. A wide picture is scaled down to fit. */
    public static String diagram(Diagram diagram) {
        Objects.requireNonNull(diagram, "diagram");
        String svg = diagram.svg();
        return "<img alt=\"" + title(svg) + "\" style=\"max-width:100%\" src=\"data:image/svg+xml;base64,"
                + Base64.getEncoder().encodeToString(svg.getBytes(StandardCharsets.UTF_8)) + "\">";
    }

    /** Returns a page that steps through both passes of a run with its current feeds and parameters, in a frame. */
    public static String page(Run run) {
        return page(Explorer.of(run));
    }

    /** Returns a page that steps through a trace, in a frame. */
    public static String page(Trace trace) {
        return page(Explorer.of(trace));
    }

    /** Returns a page at three quarters of its size, in a frame as wide as the cell of the notebook. */
    public static String page(Explorer page) {
        return page(page, PAGE_HEIGHT);
    }

    /**
     * Returns a page in a frame of a given height.
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

    /**
     * Returns the equation of a node in LaTeX between double dollar signs, for a notebook to typeset; for a leaf, its
     * name.
     */
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

    /** Returns all equations of both passes in LaTeX, numbered, for a notebook to typeset. */
    public static String latex(Run run) {
        Objects.requireNonNull(run, "run");
        return typeset(Explanation.of(run).latex().strip());
    }

    private static String typeset(String latex) {
        return "$$" + SvgWriter.escaped(latex) + "$$";
    }

    /**
     * Returns a table of the numbers of a tensor, shaded by size. Long axes are abbreviated to their first and last
     * indices.
     */
    public static String table(Tensor tensor) {
        Objects.requireNonNull(tensor, "tensor");
        return new ShownTable(tensor).html();
    }

    /**
     * Returns the curve of the losses of a training, beginning with epoch 0.
     *
     * @throws IllegalArgumentException if there are no losses
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
