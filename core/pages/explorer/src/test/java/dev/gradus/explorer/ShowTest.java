package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.run.Run;
import dev.gradus.run.Trace;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ShowTest {
    private static final String BAD = "</iframe><script>alert(\"1\" + '2')</script> $ && $$ &lt;";

    @Test
    void aPictureIsAnImageOfTheDiagramsOwnBytes() {
        Run run = Examples.lesson();
        assertThat(svg(Show.diagram(run))).isEqualTo(Diagram.of(run).svg());
        assertThat(svg(Show.diagram(run.graph())))
                .isEqualTo(Diagram.of(run.graph()).svg());
        assertThat(svg(Show.diagram(Diagram.of(run).dark())))
                .isEqualTo(Diagram.of(run).dark().svg());
        assertThat(Show.diagram(run)).contains("alt=\"Computational graph of J, forward and backward\"");
    }

    private static String svg(String image) {
        Matcher source =
                Pattern.compile("src=\"data:image/svg\\+xml;base64,([^\"]*)\"").matcher(image);
        assertThat(source.find()).isTrue();
        return new String(Base64.getDecoder().decode(source.group(1)), StandardCharsets.UTF_8);
    }

    @Test
    void aPageIsAFrameWithTheExplorersOwnPage() {
        Run run = Examples.lesson();
        String frame = Show.page(run);
        Matcher source = Pattern.compile("^<div [^<>]*><iframe [^<>]* srcdoc=\"([^\"<>]*)\"></iframe></div>$")
                .matcher(frame);
        assertThat(source.matches()).isTrue();
        assertThat(source.group(1)
                        .replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&quot;", "\"")
                        .replace("&amp;", "&"))
                .isEqualTo(Explorer.of(run).html());
        assertThat(Show.page(Trace.of(run))).isEqualTo(frame);
        assertThat(Show.page(Explorer.of(run))).isEqualTo(frame);
        assertThat(Show.page(Explorer.of(run), 321)).contains("height:321px");
        assertThatThrownBy(() -> Show.page(Explorer.of(run), 0)).hasMessageContaining("number of pixels");
    }

    @Test
    void aNodesEquationIsLatex() {
        Input x = Input.of("x", 4, 2);
        Parameter w = Parameter.of("W", Tensor.zeros(2, 1)), b = Parameter.of("b", Tensor.zeros(1, 1));
        Node z = x.matMul(w).add(b).named("z");
        assertThat(Show.latex(z)).isEqualTo("$$z = x W + b$$");
        assertThat(Show.latex(z.sigmoid().named("ŷ"))).isEqualTo("$$\\hat{y} = \\sigma(z)$$");
        assertThat(Show.latex(z.sigmoid())).isEqualTo("$$\\sigma(z)$$");
        assertThat(Show.latex(x)).isEqualTo("$$x$$");
        assertThat(Show.latex(z.greater(0).named("c"))).isEqualTo("$$c = z &gt; 0$$");
    }

    @Test
    void allEquationsAreLatex() {
        assertThat(Show.latex(Examples.lesson()))
                .startsWith("$$\\begin{align*} ")
                .contains("\\tag{8}")
                .contains(" &amp;= ")
                .endsWith("\\end{align*}$$");
    }

    @Test
    void aTableHasTheNumbersRoundedAndWhole() {
        String table = Show.table(Tensor.of(new double[][] {{1.23456, -2}, {0, Double.NaN}})
                .named("n<batch>", "n_out"));
        assertThat(cells(table)).containsExactly("1.2346", "−2", "0", "NaN");
        assertThat(table).contains("title=\"1.23456\"", "n&lt;batch&gt;=2").doesNotContain("<batch>");
        assertThat(cells(Show.table(Tensor.scalar(7)))).containsExactly("7");
        assertThat(cells(Show.table(Tensor.of(1.0, 2, 3)))).containsExactly("1", "2", "3");
        assertThat(cells(Show.table(Tensor.zeros(0, 3)))).isEmpty();
    }

    @Test
    void aTableOfALargeTensorIsShort() {
        Tensor large = Examples.wave(Shape.of(50, 30, 40));
        String table = Show.table(large);
        assertThat(table).hasSizeLessThan(200_000).contains("44 left out", "1, :, :", "50, :, :", "⋯", "⋮");
        assertThat(cells(table)).contains(Numbers.text(large.get(49, 29, 39)), Numbers.text(large.get(0, 0, 5)));
    }

    private static List<String> cells(String table) {
        return Pattern.compile("<td [^>]*title=[^>]*>([^<]*)</td>")
                .matcher(table)
                .results()
                .map(cell -> cell.group(1))
                .toList();
    }

    @Test
    void aPlotIsACurve() {
        String plot = Show.plot(0.5, 0.25, Double.NaN, 0.125);
        assertThat(plot).contains("<svg", "class=\"a\"", "4 epochs, in the end 0.125");
        assertThat(Pattern.compile("<path class=\"a\" d=\"M[^M]*M[^M]*\"")
                        .matcher(plot)
                        .find())
                .as("a gap at NaN")
                .isTrue();
        assertThatThrownBy(Show::plot).hasMessageContaining("no loss");
    }

    /** WCAG asks for 3 : 1 of what is no text. */
    @Test
    void theCurveIsSeenOnLightAndOnDarkPaper() {
        double curve = luminance(Show.CURVE);
        for (String paper : List.of("#ffffff", "#111111", "#1e1e1e")) {
            double ground = luminance(paper);
            assertThat((Math.max(curve, ground) + 0.05) / (Math.min(curve, ground) + 0.05))
                    .as(paper)
                    .isGreaterThan(3);
        }
    }

    private static double luminance(String color) {
        double[] weights = {0.2126, 0.7152, 0.0722};
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            double c = Integer.parseInt(color.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
            sum += weights[i] * (c <= 0.04045 ? c / 12.92 : StrictMath.pow((c + 0.055) / 1.055, 2.4));
        }
        return sum;
    }

    @Test
    void namesCannotLeaveTheirPlace() {
        Input x = Input.of(BAD, Shape.of(2).named(BAD));
        Parameter w = Parameter.of(BAD + "w", Tensor.of(1.0, 2));
        Node J = x.multiply(w).sum().named(BAD + "J");
        Run run = Run.of(Graph.of(J)).feed(x, Tensor.of(3.0, 4));
        for (String shown : List.of(
                Show.diagram(run),
                Show.page(run),
                Show.latex(J),
                Show.latex(x),
                Show.latex(run),
                Show.table(run.evaluator().value(x)))) {
            assertThat(shown).doesNotContain("<script>", "</script>");
            assertThat(Pattern.compile("</iframe>").matcher(shown).results().count())
                    .isLessThan(2);
        }
        assertThat(Show.latex(J)).as("a dollar sign of a name ends no formula").matches("\\$\\$([^$]|\\\\\\$)*\\$\\$");
    }
}
